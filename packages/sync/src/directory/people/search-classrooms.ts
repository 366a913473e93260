import type { Reader } from "../../database/database.ts";
import { findByOtherId } from "../other-ids.ts";
import { foldName } from "../why/fold-name.ts";
import { type Conditions, type Page, type PageAsked, pageOf, startConditions } from "./conditions.ts";
import { containsWords } from "./contains-words.ts";
import type { Schools } from "./in-schools.ts";

export interface ClassroomFilter {
  /** Parts of the title, or exactly a class code or an ID. */
  readonly text?: string | undefined;
  readonly schoolId?: number | undefined;
  readonly grade?: string | undefined;
  readonly status?: "active" | "archived" | undefined;
  readonly origin?: "synced" | "manual" | undefined;
  readonly sourceId?: number | undefined;
}

export interface ListedClassroom extends Record<string, unknown> {
  readonly classroomId: number;
  readonly title: string;
  readonly classCode: string;
  readonly grades: readonly string[];
  readonly schoolId: number;
  readonly school: string;
  readonly status: "active" | "archived";
  readonly origin: "synced" | "manual";
  readonly students: number;
  readonly teachers: readonly string[];
}

/** The classrooms of a district by title, a page of them, and how many there are. */
export async function searchClassrooms(
  tx: Reader,
  districtId: number,
  filter: ClassroomFilter,
  page: PageAsked,
  schools: Schools,
): Promise<Page<ListedClassroom>> {
  const where = startConditions(districtId, "c.district_id = $1");
  if (schools !== undefined) where.add("c.school_id = any ($?::bigint[])", schools);
  if (filter.schoolId !== undefined) where.add("c.school_id = $?::bigint", filter.schoolId);
  if (filter.grade !== undefined) where.add("$? = any (c.grades)", filter.grade);
  if (filter.status !== undefined) where.add("c.status = $?", filter.status);
  if (filter.origin !== undefined) where.add("c.origin = $?", filter.origin);
  if (filter.sourceId !== undefined)
    where.add(
      "exists (select from link l where l.district_id = $1 and l.record_type = 'classroom' and l.record_id = c.classroom_id and l.source_id = $?::int)",
      filter.sourceId,
    );
  await addText(tx, districtId, where, filter.text);
  const [count] = await tx.query<{ total: number }>(
    `select count(*) as total from classroom c where ${where.text()}`,
    where.values(),
  );
  if (page.after !== undefined) where.add(isAfter, page.after);
  const limit = where.keep(page.limit + 1);
  const rows = await tx.query<ListedClassroom>(
    `select c.classroom_id as "classroomId", c.title, c.class_code as "classCode", c.grades, c.school_id as "schoolId",
            s.name as school, c.status, c.origin,
            (select count(*) from membership m where m.district_id = $1 and m.classroom_id = c.classroom_id
                and m.status = 'active' and m.role = 'student') as students,
            array(select concat_ws(' ', nullif(p.given_name, ''), nullif(p.family_name, '')) from membership m
                    join person p on p.district_id = $1 and p.person_id = m.person_id
                   where m.district_id = $1 and m.classroom_id = c.classroom_id and m.status = 'active'
                     and m.role in ('teacher', 'co-teacher') order by m.role desc, 1 limit 4) as teachers
       from (select * from classroom c where ${where.text()} order by ${byTitle} limit ${limit}) c
       join school s on s.district_id = $1 and s.school_id = c.school_id
      order by ${byTitle}`,
    where.values(),
  );
  return pageOf(rows, page, count?.total ?? 0, ({ classroomId }) => classroomId);
}

async function addText(
  tx: Reader,
  districtId: number,
  where: Conditions,
  written: string | undefined,
): Promise<void> {
  const text = written?.trim().replace(/\s+/g, " ") ?? "";
  if (text === "") return;
  const ids = await findClassroomsByMark(tx, districtId, text);
  where.add(`c.classroom_id = any ($?::bigint[]) or ${containsWords(where, foldName("c.title"), text)}`, ids);
}

const byTitle = "lower(c.title), c.classroom_id";

const isAfter = `(lower(c.title), c.classroom_id) > (
  select lower(l.title), l.classroom_id from classroom l where l.district_id = $1 and l.classroom_id = $?::bigint)`;

async function findClassroomsByMark(
  tx: Reader,
  districtId: number,
  text: string,
): Promise<readonly number[]> {
  const others = await findByOtherId(tx, { districtId }, "source_class", text);
  const number = /^m-(\d{1,15})$/.exec(text)?.[1] ?? null;
  const rows = await tx.query<{ id: number }>(
    `select l.record_id as id from link l where l.district_id = $1 and l.record_type = 'classroom' and l.sourced_id = any ($2::text[])
     union select classroom_id from classroom where district_id = $1
        and (classroom_id = $3::bigint or (class_code <> '' and lower(class_code) = lower($4)))`,
    [districtId, [text, ...others.map(({ sourcedId }) => sourcedId)], number, text],
  );
  return rows.map(({ id }) => id);
}
