import type { Reader } from "../../database/database.ts";
import { type ClassroomRecord, readClassroomRecord } from "../why/classroom-answer.ts";
import { mustSeeClassroom, type Schools } from "./in-schools.ts";

/** A classroom with who is in it. */
export interface ClassroomPage {
  readonly record: ClassroomRecord;
  /** The first of those who are in it now, teachers before students. */
  readonly members: readonly ClassroomMember[];
  readonly memberTotal: number;
  readonly links: readonly ClassroomLink[];
}

export interface ClassroomMember extends Record<string, unknown> {
  readonly personId: number;
  readonly name: string;
  readonly role: "student" | "teacher" | "co-teacher" | "aide";
  readonly grades: readonly string[];
  readonly origin: "synced" | "manual";
  readonly endsOn: string | null;
}

export interface ClassroomLink extends Record<string, unknown> {
  readonly sourceId: number;
  readonly source: string;
  readonly sourcedId: string;
  readonly origin: "synced" | "manual";
  readonly otherIds: readonly string[];
  readonly isListed: boolean;
  readonly takenAt: string | null;
}

/** Nobody reads a longer list; the search by class shows everybody. */
const mostMembers = 300;

/** @throws Fault `classroom.id.unknown`: also of a classroom of another school */
export async function readClassroomPage(
  tx: Reader,
  districtId: number,
  classroomId: number,
  schools: Schools,
): Promise<ClassroomPage> {
  await mustSeeClassroom(tx, districtId, classroomId, schools);
  const record = await readClassroomRecord(tx, districtId, classroomId);
  const members = await tx.query<ClassroomMember>(
    `select m.person_id as "personId", concat_ws(' ', nullif(p.given_name, ''), nullif(p.family_name, '')) as name, m.role,
            m.origin, m.ends_on as "endsOn",
            coalesce((select r.grades from role_record r where r.district_id = $1 and r.person_id = m.person_id
                         and r.role = 'student' and r.status = 'active' order by r.school_id limit 1), '{}') as grades
       from membership m join person p on p.district_id = $1 and p.person_id = m.person_id
      where m.district_id = $1 and m.classroom_id = $2 and m.status = 'active'
      order by array_position(array['teacher', 'co-teacher', 'aide', 'student'], m.role), lower(p.family_name),
               lower(p.given_name), m.person_id limit ${mostMembers}`,
    [districtId, classroomId],
  );
  const memberTotal = Object.values(record.members).reduce((sum, count) => sum + count, 0);
  return { record, members, memberTotal, links: await readLinks(tx, districtId, classroomId) };
}

function readLinks(tx: Reader, districtId: number, classroomId: number): Promise<ClassroomLink[]> {
  return tx.query<ClassroomLink>(
    `select l.source_id as "sourceId", s.name as source, l.sourced_id as "sourcedId", l.origin,
            coalesce(u.other_ids, '{}') as "otherIds", u.sourced_id is not null as "isListed",
            (select max(n.taken_at) from snapshot n where n.district_id = $1 and n.source_id = l.source_id
                and n.standing = 'accepted') as "takenAt"
       from link l
       join source s on s.district_id = $1 and s.source_id = l.source_id
       left join lateral (select u.sourced_id, u.other_ids from source_class u where u.district_id = $1 and u.source_id = l.source_id
                             and u.sourced_id = l.sourced_id and u.ended_by is null limit 1) u on true
      where l.district_id = $1 and l.record_type = 'classroom' and l.record_id = $2
      order by l.source_id, l.sourced_id`,
    [districtId, classroomId],
  );
}
