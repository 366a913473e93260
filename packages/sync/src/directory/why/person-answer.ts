import type { PersonFields } from "@muster/rules/model/person.ts";
import type { Reader } from "../../database/database.ts";
import { type DirectoryAt, directoryNow, fewRecordsAt } from "../directory-at.ts";

/** A person as a question about them is answered: who they are, and all that hangs on them. */
export interface PersonRecord extends PersonFields, Record<string, unknown> {
  readonly id: number;
  readonly hasSignedIn: boolean;
  readonly origin: "synced" | "manual";
  readonly roles: readonly PersonRole[];
  readonly memberships: readonly PersonMembership[];
  readonly guardianships: readonly PersonGuardianship[];
}

export interface PersonRole {
  readonly role: "student" | "staff" | "guardian";
  /** 0 where the role hangs on no school. */
  readonly schoolId: number;
  readonly school: string | null;
  readonly title: string;
  readonly grades: readonly string[];
  readonly status: "active" | "archived";
  readonly archivedBy: string | null;
  readonly origin: "synced" | "manual";
}

export interface PersonMembership {
  readonly classroomId: number;
  readonly classroom: string;
  readonly schoolId: number;
  readonly school: string;
  readonly role: "student" | "teacher" | "co-teacher" | "aide";
  readonly status: "active" | "ended";
  /** False where the classroom is archived: the membership counts for nothing until it is back. */
  readonly isInForce: boolean;
  readonly origin: "synced" | "manual";
  readonly endsOn: string | null;
}

export interface PersonGuardianship {
  /** What the other person is to this one. */
  readonly other: "guardian" | "student";
  readonly personId: number;
  readonly name: string;
  readonly relationship: string;
  readonly contactType: string;
  readonly status: "active" | "ended";
  readonly isRestricted: boolean;
  readonly origin: "synced" | "manual";
}

/** A person as they are. */
export async function readPersonRecord(
  tx: Reader,
  districtId: number,
  personId: number,
): Promise<PersonRecord> {
  const [row] = await tx.query<PersonRecord>(recordOf(directoryNow), [districtId, personId]);
  if (row === undefined) throw new Error("a person that was found is there");
  return row;
}

/** A person as they were at an instant; undefined where the directory did not have them then. */
export async function readPersonRecordAt(
  tx: Reader,
  districtId: number,
  personId: number,
  asOf: Date,
): Promise<PersonRecord | undefined> {
  const { first, at } = fewRecordsAt(around, "$3");
  const values = [districtId, personId, asOf.toISOString()];
  const [row] = await tx.query<PersonRecord>(`${first} ${recordOf(at)}`, values);
  return row;
}

/** The records that a person's is told with: memberships and family links are ended and never deleted. */
const around = `
  select $2::bigint
  union select school_id from school where district_id = $1
  union select classroom_id from membership where district_id = $1 and person_id = $2
  union select guardian_id from guardianship where district_id = $1 and student_id = $2
  union select student_id from guardianship where district_id = $1 and guardian_id = $2`;

function recordOf(at: DirectoryAt): string {
  return `
  select p.person_id as id, p.given_name as "givenName", p.middle_name as "middleName", p.family_name as "familyName",
         p.email, p.mobile, p.home_phone as "homePhone", p.language, p.username, p.student_number as "studentNumber",
         (select signed_in_at is not null from person where district_id = $1 and person_id = $2) as "hasSignedIn", p.origin,
         coalesce((${roles(at)}), '[]') as roles, coalesce((${memberships(at)}), '[]') as memberships,
         coalesce((${guardianships(at)}), '[]') as guardianships
    from ${at.person} p where p.person_id = $2`;
}

const roles = (at: DirectoryAt): string => `
  select jsonb_agg(jsonb_build_object('role', r.role, 'schoolId', r.school_id, 'school', s.name, 'title', r.title, 'grades', r.grades,
           'status', r.status, 'archivedBy', r.archived_by, 'origin', r.origin) order by r.status, r.role, r.school_id)
    from ${at.role} r left join ${at.school} s on s.school_id = r.school_id
   where r.person_id = $2`;

const memberships = (at: DirectoryAt): string => `
  select jsonb_agg(jsonb_build_object('classroomId', c.classroom_id, 'classroom', c.title, 'schoolId', c.school_id, 'school', s.name, 'role', m.role,
           'status', m.status, 'origin', m.origin, 'endsOn', m.ends_on,
           'isInForce', m.status = 'active' and c.status = 'active' and s.status = 'active'
             and exists (select from ${at.role} r where r.person_id = $2 and r.status = 'active'
                            and r.role = case m.role when 'student' then 'student' else 'staff' end))
           order by m.status, c.title, c.classroom_id, m.role)
    from ${at.membership} m
    join ${at.classroom} c on c.classroom_id = m.classroom_id
    join ${at.school} s on s.school_id = c.school_id
   where m.person_id = $2`;

const guardianships = (at: DirectoryAt): string => `
  select jsonb_agg(jsonb_build_object('other', g.other, 'personId', o.person_id, 'name', concat_ws(' ', o.given_name, o.family_name),
           'relationship', g.relationship, 'contactType', g.contact_type, 'status', g.status, 'isRestricted', g.is_restricted,
           'origin', g.origin) order by g.status, o.given_name, o.person_id)
    from (select 'guardian' as other, f.guardian_id as other_id, f.* from ${at.guardianship} f where f.student_id = $2
          union all
          select 'student', f.student_id, f.* from ${at.guardianship} f where f.guardian_id = $2) g
    join ${at.person} o on o.person_id = g.other_id`;
