import type { Reader } from "../../database/database.ts";
import { findByOtherId } from "../other-ids.ts";
import { foldName } from "./fold-name.ts";

/** Somebody or something of the directory that a question may be about. */
export interface Subject extends Record<string, unknown> {
  readonly kind: "person" | "classroom" | "school";
  readonly id: number;
  readonly name: string;
  /** What tells namesakes apart: roles and schools of a person, school and code of a classroom. */
  readonly detail: string;
  readonly sourcedIds: readonly string[];
}

/** A list of this length may be cut off. */
export const mostChoices = 50;

/**
 * Whom or what a person may mean by what they wrote: a sourcedId, our id (`m-12`, as exported), a student
 * number, a class code, or a name; or an id by which a source calls it besides. Where nothing bears exactly that, names that contain it. Never a guess: all are
 * answered.
 */
export async function findSubjects(
  tx: Reader,
  districtId: number,
  written: string,
): Promise<readonly Subject[]> {
  const exact = await querySubjects(tx, districtId, written, "=");
  if (exact.length > 0) return exact;
  const called = await findCalled(tx, districtId, written.trim());
  return called.length > 0 ? called : querySubjects(tx, districtId, written, "contains");
}

/** Those whom a source calls so besides their sourcedId: by the id of the district's own system, say. */
async function findCalled(tx: Reader, districtId: number, written: string): Promise<readonly Subject[]> {
  const found = new Map<string, Subject>();
  for (const table of ["source_user", "source_class", "source_org"] as const)
    for (const { sourcedId } of await findByOtherId(tx, { districtId }, table, written))
      for (const subject of await querySubjects(tx, districtId, sourcedId, "="))
        if (subject.sourcedIds.includes(sourcedId)) found.set(`${subject.kind} ${subject.id}`, subject);
  return [...found.values()];
}

/** The classrooms that a person may mean, by the same marks. */
export async function findClassrooms(
  tx: Reader,
  districtId: number,
  written: string,
): Promise<readonly Subject[]> {
  const found = await findSubjects(tx, districtId, written);
  return found.filter((subject) => subject.kind === "classroom");
}

async function querySubjects(
  tx: Reader,
  districtId: number,
  written: string,
  manner: "=" | "contains",
): Promise<readonly Subject[]> {
  const text = written.trim().replace(/\s+/g, " ");
  // A bare number is the source's or the school's: a slip of the hand must not hit whoever bears our number.
  const id = /^m-(\d{1,15})$/.exec(text)?.[1] ?? null;
  return tx.query<Subject>(
    `${people(manner)} union all ${classrooms(manner)} union all ${schools(manner)}
    order by kind desc, name, id limit ${mostChoices}`,
    [districtId, text, id],
  );
}

/** Is this what was written? By a contained name only when nothing is exactly so. */
function isMeant(manner: "=" | "contains", name: string, exact: readonly string[]): string {
  if (manner === "contains")
    return `$3::bigint is null and length($2) > 2 and position(${foldName("$2::text")} in ${foldName(name)}) > 0`;
  return [`${foldName(name)} = ${foldName("$2::text")}`, ...exact].join(" or ");
}

const linkedTo = (type: string, id: string): string =>
  `exists (select from link l where l.district_id = $1 and l.record_type = '${type}' and l.record_id = ${id} and l.sourced_id = $2)`;

const linksOf = (type: string, id: string): string =>
  `array(select l.sourced_id from link l where l.district_id = $1 and l.record_type = '${type}' and l.record_id = ${id} order by 1)`;

const people = (manner: "=" | "contains"): string => `
  select 'person' as kind, p.person_id as id, concat_ws(' ', p.given_name, p.family_name) as name,
         (select string_agg(concat_ws(' at ', coalesce(nullif(r.title, ''), r.role), s.name)
                              || case r.status when 'archived' then ' (archived)' else '' end, ', ' order by r.role, r.school_id)
            from role_record r left join school s on s.district_id = $1 and s.school_id = r.school_id
           where r.district_id = $1 and r.person_id = p.person_id) as detail,
         ${linksOf("person", "p.person_id")} as "sourcedIds"
    from person p
   where p.district_id = $1 and (${isMeant(manner, "concat_ws(' ', p.given_name, p.family_name)", [
     `${foldName("concat_ws(', ', p.family_name, p.given_name)")} = ${foldName("$2::text")}`,
     "(p.student_number <> '' and p.student_number = $2)",
     "p.person_id = $3::bigint",
     linkedTo("person", "p.person_id"),
   ])})`;

const classrooms = (manner: "=" | "contains"): string => `
  select 'classroom', c.classroom_id, c.title,
         concat_ws(', ', nullif(c.class_code, ''), s.name, case c.status when 'archived' then 'archived' end),
         ${linksOf("classroom", "c.classroom_id")}
    from classroom c join school s on s.district_id = c.district_id and s.school_id = c.school_id
   where c.district_id = $1 and (${isMeant(manner, "c.title", [
     "(c.class_code <> '' and lower(c.class_code) = lower($2))",
     "c.classroom_id = $3::bigint",
     linkedTo("classroom", "c.classroom_id"),
   ])})`;

const schools = (manner: "=" | "contains"): string => `
  select 'school', s.school_id, s.name, concat_ws(', ', nullif(s.identifier, ''), case s.status when 'archived' then 'archived' end),
         ${linksOf("school", "s.school_id")}
    from school s
   where s.district_id = $1 and (${isMeant(manner, "s.name", [
     "s.school_id = $3::bigint",
     linkedTo("school", "s.school_id"),
   ])})`;
