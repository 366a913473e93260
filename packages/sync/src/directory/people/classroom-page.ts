import type { Reader } from "../../database/database.ts";
import { type ClassroomRecord, readClassroomRecord } from "../why/classroom-answer.ts";
import { mustSeeClassroom, type Schools } from "./in-schools.ts";
import { type RecordLink, readRecordLinks } from "./record-links.ts";

/** A classroom with who is in it. */
export interface ClassroomPage {
  readonly record: ClassroomRecord;
  /** The first of those who are in it now, teachers before students. */
  readonly members: readonly ClassroomMember[];
  readonly memberTotal: number;
  readonly links: readonly RecordLink[];
}

export interface ClassroomMember extends Record<string, unknown> {
  readonly personId: number;
  readonly name: string;
  readonly role: "student" | "teacher" | "co-teacher" | "aide";
  readonly grades: readonly string[];
  readonly origin: "synced" | "manual";
  readonly endsOn: string | null;
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
  return {
    record,
    members,
    memberTotal,
    links: await readRecordLinks(tx, districtId, "classroom", classroomId),
  };
}
