import type { Because } from "@muster/rules/model/place.ts";
import type { ClassroomChange, PersonChange } from "@muster/rules/plan/change.ts";
import type { Reader } from "../../database/database.ts";
import { Fault } from "../../fault.ts";

/** A record as it is now, in the form in which a change carries it as `before`. */
export interface HeldPerson {
  readonly personId: number;
  readonly person: NonNullable<NonNullable<PersonChange["before"]>["person"]>;
  readonly roles: NonNullable<PersonChange["before"]>["roles"];
  /** The sourcedIds that are linked to this person, of every source. */
  readonly sourcedIds: readonly string[];
}

export interface HeldClassroom {
  readonly classroomId: number;
  readonly classroom: NonNullable<ClassroomChange["before"]>;
  readonly sourcedIds: readonly string[];
}

/** @throws Fault `person.id.unknown` */
export async function readHeldPerson(tx: Reader, districtId: number, personId: number): Promise<HeldPerson> {
  const [row] = await tx.query<{ held: HeldPerson }>(
    `select jsonb_build_object('personId', p.person_id, 'person', jsonb_build_object(
              'givenName', p.given_name, 'middleName', p.middle_name, 'familyName', p.family_name, 'email', p.email,
              'mobile', p.mobile, 'homePhone', p.home_phone, 'language', p.language, 'username', p.username,
              'studentNumber', p.student_number, 'identityKey', p.identity_key, 'origin', p.origin, 'version', p.version),
            'roles', coalesce((
              select jsonb_agg(jsonb_build_object('role', r.role, 'schoolId', r.school_id, 'title', r.title,
                       'grades', r.grades, 'status', r.status, 'archivedBy', r.archived_by, 'origin', r.origin,
                       'version', r.version) order by r.role, r.school_id)
                from role_record r where r.district_id = $1 and r.person_id = p.person_id), '[]'),
            'sourcedIds', ${linkedIds("person", "p.person_id")}) as held
       from person p where p.district_id = $1 and p.person_id = $2`,
    [districtId, personId],
  );
  if (row === undefined)
    throw new Fault("person.id.unknown", "never", "there is no such person", { person: personId });
  return row.held;
}

/** @throws Fault `classroom.id.unknown` */
export async function readHeldClassroom(
  tx: Reader,
  districtId: number,
  classroomId: number,
): Promise<HeldClassroom> {
  const [row] = await tx.query<{ held: HeldClassroom }>(
    `select jsonb_build_object('classroomId', c.classroom_id, 'classroom', jsonb_build_object(
              'schoolId', c.school_id, 'title', c.title, 'classCode', c.class_code, 'grades', c.grades,
              'location', c.location, 'startsOn', c.starts_on, 'endsOn', c.ends_on, 'status', c.status,
              'archivedBy', c.archived_by, 'origin', c.origin, 'version', c.version),
            'sourcedIds', ${linkedIds("classroom", "c.classroom_id")}) as held
       from classroom c where c.district_id = $1 and c.classroom_id = $2`,
    [districtId, classroomId],
  );
  if (row === undefined)
    throw new Fault("classroom.id.unknown", "never", "there is no such classroom", {
      classroom: classroomId,
    });
  return row.held;
}

function linkedIds(type: "person" | "classroom", id: string): string {
  return `coalesce((select jsonb_agg(l.sourced_id order by l.sourced_id) from link l
            where l.district_id = $1 and l.record_type = '${type}' and l.record_id = ${id}), '[]')`;
}

/** A change that a person asked for. */
export function edit(sourcedIds: readonly string[] = []): Because {
  return { reason: "edit", file: undefined, line: undefined, sourcedIds };
}
