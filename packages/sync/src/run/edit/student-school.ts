import type { Reader } from "../../database/database.ts";
import { Fault } from "../../fault.ts";

/**
 * The school whose slice a student's family belongs to: the first where they are a student.
 *
 * @throws Fault `person.id.unknown` where there is no such student
 */
export async function readStudentSchool(tx: Reader, districtId: number, studentId: number): Promise<number> {
  const [row] = await tx.query<{ school_id: number | null }>(
    `select min(school_id) as school_id from role_record
      where district_id = $1 and person_id = $2 and role = 'student'`,
    [districtId, studentId],
  );
  if (row?.school_id == null)
    throw new Fault("person.id.unknown", "never", "there is no such student", { person: studentId });
  return row.school_id;
}
