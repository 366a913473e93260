import type { Reader } from "../../database/database.ts";
import { Fault } from "../../fault.ts";

interface Named extends Record<string, unknown> {
  readonly id: number;
  readonly name: string;
  readonly schoolId: number;
}

/** As a person names a record: by our id, or by its name in any case. */
export type WrittenRecord = string | number;

/**
 * The school that is meant.
 *
 * @throws Fault `school.name.unknown`, `school.name.ambiguous`
 */
export async function findSchool(tx: Reader, districtId: number, written: WrittenRecord): Promise<Named> {
  const schools = await tx.query<Named>(
    `select school_id as id, name, school_id as "schoolId" from school
      where district_id = $1 and (lower(name) = lower($2) or school_id::text = $2) order by school_id`,
    [districtId, String(written)],
  );
  return onlyOne(schools, written, "school");
}

/**
 * The classroom that is meant: also by the sourcedId it is linked to.
 *
 * @throws Fault `classroom.name.unknown`, `classroom.name.ambiguous`
 */
export async function findClassroom(tx: Reader, districtId: number, written: WrittenRecord): Promise<Named> {
  const classrooms = await tx.query<Named>(
    `select c.classroom_id as id, c.title as name, c.school_id as "schoolId" from classroom c
      where c.district_id = $1 and (lower(c.title) = lower($2) or c.classroom_id::text = $2
         or exists (select from link l where l.district_id = $1 and l.record_type = 'classroom'
                       and l.record_id = c.classroom_id and l.sourced_id = $2))
      order by c.classroom_id limit 20`,
    [districtId, String(written)],
  );
  return onlyOne(classrooms, written, "classroom");
}

/** A record that bears the number itself is meant before one that is merely named by it. */
function onlyOne(found: readonly Named[], written: WrittenRecord, noun: "school" | "classroom"): Named {
  const byId = found.filter((one) => String(one.id) === String(written));
  const meant = byId.length === 1 ? byId : found;
  const [first, second] = meant;
  if (first === undefined) throw unknown(noun, written);
  if (second !== undefined) throw ambiguous(noun, written, meant);
  return first;
}

function unknown(noun: "school" | "classroom", written: WrittenRecord): Fault {
  const facts = { name: String(written) };
  return noun === "school"
    ? new Fault("school.name.unknown", "never", `there is no school ${written}`, facts)
    : new Fault("classroom.name.unknown", "never", `there is no classroom ${written}`, facts);
}

function ambiguous(noun: "school" | "classroom", written: WrittenRecord, found: readonly Named[]): Fault {
  const facts = { name: String(written), ids: found.map((one) => one.id).join(", ") };
  return noun === "school"
    ? new Fault("school.name.ambiguous", "never", `several schools are named ${written}: give the id`, facts)
    : new Fault(
        "classroom.name.ambiguous",
        "never",
        `several classrooms are named ${written}: give the id`,
        facts,
      );
}
