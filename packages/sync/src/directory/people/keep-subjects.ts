import type { Reader } from "../../database/database.ts";
import type { Subject } from "../why/subject.ts";
import { keepPeople, type Schools } from "./in-schools.ts";

/** True where a school is one of those, or none: what hangs on no school is everybody's to see. */
export function isOfSchools(schools: Schools, schoolId: number): boolean {
  return schools === undefined || schoolId === 0 || schools.includes(schoolId);
}

/** Of those that a question may be about, the ones of the schools that whoever asks is limited to. */
export async function keepSubjects(
  context: { readonly tx: Reader; readonly districtId: number; readonly schools: Schools },
  subjects: readonly Subject[],
): Promise<readonly Subject[]> {
  const { tx, districtId, schools } = context;
  if (schools === undefined || subjects.length === 0) return subjects;
  const ids = (kind: Subject["kind"]): readonly number[] =>
    subjects.filter((subject) => subject.kind === kind).map(({ id }) => id);
  const people = await keepPeople(tx, districtId, ids("person"), schools);
  const rooms = await tx.query<{ classroom_id: number }>(
    "select classroom_id from classroom where district_id = $1 and classroom_id = any ($2::bigint[]) and school_id = any ($3::bigint[])",
    [districtId, ids("classroom"), schools],
  );
  const classrooms = new Set(rooms.map((row) => row.classroom_id));
  return subjects.filter(({ kind, id }) => {
    if (kind === "person") return people.has(id);
    return kind === "classroom" ? classrooms.has(id) : schools.includes(id);
  });
}
