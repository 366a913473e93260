import type { ClassroomFields } from "@muster/rules/model/classroom.ts";
import type { Reader } from "../../database/database.ts";

/** A classroom as a question about it is answered. */
export interface ClassroomRecord extends ClassroomFields, Record<string, unknown> {
  readonly id: number;
  readonly school: string;
  readonly status: "active" | "archived";
  readonly archivedBy: string | null;
  readonly origin: "synced" | "manual";
  /** Active memberships by role. */
  readonly members: Readonly<Record<string, number>>;
}

export async function readClassroomRecord(
  tx: Reader,
  districtId: number,
  classroomId: number,
): Promise<ClassroomRecord> {
  const [row] = await tx.query<ClassroomRecord>(
    `select c.classroom_id as id, c.title, c.class_code as "classCode", c.grades, c.location, c.starts_on as "startsOn",
            c.ends_on as "endsOn", c.school_id as "schoolId", s.name as school, c.status, c.archived_by as "archivedBy", c.origin,
            coalesce((select jsonb_object_agg(role, members) from (
              select role, count(*) as members from membership m
               where m.district_id = $1 and m.classroom_id = c.classroom_id and m.status = 'active' group by role) counted), '{}') as members
       from classroom c join school s on s.district_id = c.district_id and s.school_id = c.school_id
      where c.district_id = $1 and c.classroom_id = $2`,
    [districtId, classroomId],
  );
  if (row === undefined) throw new Error("a classroom that was found is there");
  return row;
}
