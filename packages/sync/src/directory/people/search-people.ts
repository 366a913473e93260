import type { RoleName } from "@muster/rules/model/person.ts";
import type { Reader } from "../../database/database.ts";
import { findByOtherId } from "../other-ids.ts";
import { type Conditions, type Page, type PageAsked, pageOf, startConditions } from "./conditions.ts";
import { containsWords, likePattern } from "./contains-words.ts";
import { peopleOf, type Schools } from "./in-schools.ts";

/** Whom a list shows; what is left out does not matter. */
export interface PeopleFilter {
  /** Parts of a name, or exactly an ID, a student number, a user name or an e-mail address. */
  readonly text?: string | undefined;
  readonly role?: RoleName | undefined;
  readonly schoolId?: number | undefined;
  readonly classroomId?: number | undefined;
  readonly grade?: string | undefined;
  /** `active` has a role that is; `archived` has none. */
  readonly status?: "active" | "archived" | undefined;
  readonly origin?: "synced" | "manual" | undefined;
  readonly sourceId?: number | undefined;
}

/** Somebody as a list shows them: nothing by which they could be reached. */
export interface ListedPerson extends Record<string, unknown> {
  readonly personId: number;
  readonly name: string;
  readonly familyName: string;
  readonly givenName: string;
  readonly studentNumber: string;
  readonly origin: "synced" | "manual";
  readonly roles: readonly ListedRole[];
  readonly sourcedIds: readonly string[];
}

export interface ListedRole {
  readonly role: RoleName;
  readonly schoolId: number;
  readonly school: string | null;
  readonly title: string;
  readonly grades: readonly string[];
  readonly status: "active" | "archived";
}

/** The people of a district by name, a page of them, and how many there are. */
export async function searchPeople(
  tx: Reader,
  districtId: number,
  filter: PeopleFilter,
  page: PageAsked,
  schools: Schools,
): Promise<Page<ListedPerson>> {
  const where = await conditionsOf(tx, districtId, filter, schools);
  const found = `select p.person_id from person p where ${where.text()}`;
  const count = async (values: readonly unknown[]): Promise<number> => {
    const [row] = await tx.query<{ total: number }>(`select count(*) as total from (${found}) f`, values);
    return row?.total ?? 0;
  };
  const foundValues = [...where.values()];
  const isFew = isNarrow(filter, schools);
  const after = page.after === undefined ? "" : ` and ${isAfter.replaceAll("$?", where.keep(page.after))}`;
  const limit = where.keep(page.limit + 1);
  const only = where.keep(schools ?? null);
  // Few are looked for once, for the page and for how many there are; of many the page is the beginning of an index.
  const rows = await tx.query<ListedPerson & { readonly total: number }>(
    `${isFew ? `with found as materialized (${found})` : ""}
     select p.person_id as "personId", concat_ws(' ', nullif(p.given_name, ''), nullif(p.family_name, '')) as name,
            p.family_name as "familyName", p.given_name as "givenName", p.student_number as "studentNumber", p.origin,
            coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'schoolId', r.school_id, 'school', s.name, 'title', r.title,
                        'grades', r.grades, 'status', r.status) order by r.status, r.role, r.school_id)
                        from role_record r left join school s on s.district_id = $1 and s.school_id = r.school_id
                       where r.district_id = $1 and r.person_id = p.person_id
                         and (${only}::bigint[] is null or r.school_id = 0 or r.school_id = any (${only}::bigint[]))), '[]') as roles,
            array(select l.sourced_id from link l where l.district_id = $1 and l.record_type = 'person'
                     and l.record_id = p.person_id order by 1 limit 3) as "sourcedIds",
            ${isFew ? "(select count(*) from found)" : "0"} as total
       from (select * from person p where ${isFew ? "p.district_id = $1 and p.person_id in (select person_id from found)" : where.text()}${after}
              order by ${byName} limit ${limit}) p
      order by ${byName}`,
    where.values(),
  );
  const isCounted = isFew && (rows.length > 0 || page.after === undefined);
  const total = isCounted ? (rows[0]?.total ?? 0) : await count(foundValues);
  const items = rows.map(({ total: _, ...person }) => person as ListedPerson);
  return pageOf(items, page, total, ({ personId }) => personId);
}

/** What keeps to a few of a district of any size. */
function isNarrow({ text, schoolId, classroomId }: PeopleFilter, schools: Schools): boolean {
  return (text ?? "").trim() !== "" || [schoolId, classroomId, schools].some((one) => one !== undefined);
}

/** As the index has it, of which an entry must not become too long. */
const nameKeys = (person: string): string =>
  `lower(left(${person}.family_name, 100)), lower(left(${person}.given_name, 100)), ${person}.person_id`;
const byName = nameKeys("p");

/** The page before ended with a person: their name is looked up, so that none stands in a request. */
const isAfter = `(${byName}) > (
  select ${nameKeys("l")} from person l where l.district_id = $1 and l.person_id = $?::bigint)`;

async function conditionsOf(
  tx: Reader,
  districtId: number,
  filter: PeopleFilter,
  schools: Schools,
): Promise<Conditions> {
  const where = startConditions(districtId, "p.district_id = $1");
  if (schools !== undefined) where.add(`p.person_id in (${peopleOf("$?")})`, schools);
  addRole(where, filter);
  if (filter.classroomId !== undefined)
    where.add(
      "exists (select from membership m where m.district_id = $1 and m.person_id = p.person_id and m.status = 'active' and m.classroom_id = $?::bigint)",
      filter.classroomId,
    );
  if (filter.origin !== undefined) where.add("p.origin = $?", filter.origin);
  if (filter.sourceId !== undefined)
    where.add(
      "exists (select from link l where l.district_id = $1 and l.record_type = 'person' and l.record_id = p.person_id and l.source_id = $?::int)",
      filter.sourceId,
    );
  const text = filter.text?.trim().replace(/\s+/g, " ") ?? "";
  if (text !== "") await addText(tx, districtId, where, text);
  return where;
}

/** Role, school and grade are those of one role record. Families are where their students are. */
function addRole(where: Conditions, { role, schoolId, grade, status }: PeopleFilter): void {
  const held = ["r.district_id = $1"];
  if (role !== undefined) held.push(`r.role = ${where.keep(role)}`);
  if (grade !== undefined) held.push(`${where.keep(grade)} = any (r.grades)`);
  const school = schoolId === undefined ? undefined : `${where.keep(schoolId)}::bigint`;
  const hasFamilies = school !== undefined && (role === undefined || role === "guardian");
  const holds = (more: readonly string[]): string => {
    const records = (own: readonly string[], from = "role_record r"): string =>
      `select r.person_id from ${from} where ${[...own, ...held, ...more].join(" and ")}`;
    const direct = records(school === undefined ? [] : [`r.school_id = ${school}`]);
    const family = records(
      [`c.district_id = $1 and c.role = 'student' and c.school_id = ${school}`, "r.role = 'guardian'"],
      `role_record c join guardianship g on g.district_id = $1 and g.student_id = c.person_id and g.status = 'active'
         join role_record r on r.district_id = $1 and r.person_id = g.guardian_id`,
    );
    return `p.person_id in (${hasFamilies ? `${direct} union all ${family}` : direct})`;
  };
  if (status === "active") where.addText(holds(["r.status = 'active'"]));
  else if (status === "archived") where.addText(`${holds([])} and not ${holds(["r.status = 'active'"])}`);
  else if (held.length > 1 || school !== undefined) where.addText(holds([]));
}

async function addText(tx: Reader, districtId: number, where: Conditions, text: string): Promise<void> {
  // A mark with a figure or an @ is nobody's name: the names of the whole district need not be read.
  const isMark = /[\d@]/.test(text);
  const ids = isMark
    ? await findPeopleByMark(tx, districtId, text)
    : await findPeopleById(tx, districtId, text);
  if (isMark && ids.length > 0) return where.add("p.person_id = any ($?::bigint[])", ids);
  // The second look is at those few alone in which the words stand somewhere, as they do in a mark of plain letters.
  const somewhere = containsWords(where, "p.search_text", text);
  const named = containsWords(where, folded, text);
  const marked = `p.search_text like ${where.keep(markPattern(text))}`;
  const found = /^[a-z .-]*$/i.test(text)
    ? `${somewhere} and (${named} or ${marked})`
    : `${somewhere} and ${named} or ${marked}`;
  if (ids.length === 0) where.addText(found);
  else where.add(`p.person_id = any ($?::bigint[]) or ${found}`, ids);
}

/** Names, folded, and after them one below the other user name, address and student number: read from an index alone. */
const folded = "split_part(p.search_text, E'\\n', 1)";

/** A whole line of what is looked into: a user name, an address or a student number. */
const markPattern = (text: string): string => `%\n${likePattern(text.toLowerCase().slice(0, 100))}\n%`;

/** Whoever a source knows by exactly this ID. */
async function findPeopleById(tx: Reader, districtId: number, text: string): Promise<readonly number[]> {
  const rows = await tx.query<{ id: number }>(
    `select l.record_id as id from source s
       join link l on l.district_id = $1 and l.source_id = s.source_id and l.record_type = 'person' and l.sourced_id = $2
      where s.district_id = $1 limit 200`,
    [districtId, text],
  );
  return rows.map(({ id }) => id);
}

/** Whoever bears this mark exactly: an ID of a source, our number, a student number, a user name, an address. */
async function findPeopleByMark(tx: Reader, districtId: number, text: string): Promise<readonly number[]> {
  const number = /^m-(\d{1,15})$/.exec(text)?.[1] ?? null;
  const rows = await tx.query<{ id: number }>(
    `select l.record_id as id from source s
       join link l on l.district_id = $1 and l.source_id = s.source_id and l.record_type = 'person' and l.sourced_id = $2
      where s.district_id = $1
     union select person_id from person where district_id = $1 and person_id = $3::bigint
     union select person_id from person where district_id = $1 and person_id in (
             select person_id from person where district_id = $1 and search_text like $4)
        and (student_number = $2 or lower(email) = lower($2) or lower(username) = lower($2))
      limit 200`,
    [districtId, text, number, markPattern(text)],
  );
  if (rows.length > 0 || !/\d/.test(text) || text.includes(" ")) return rows.map(({ id }) => id);
  const others = await findByOtherId(tx, { districtId }, "source_user", text);
  const linked = await tx.query<{ id: number }>(
    `select distinct l.record_id as id from link l where l.district_id = $1 and l.record_type = 'person'
        and l.sourced_id = any ($2::text[])`,
    [districtId, others.map(({ sourcedId }) => sourcedId)],
  );
  return linked.map(({ id }) => id);
}
