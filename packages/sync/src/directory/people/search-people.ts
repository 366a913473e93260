import type { RoleName } from "@muster/rules/model/person.ts";
import type { Reader } from "../../database/database.ts";
import { findByOtherId } from "../other-ids.ts";
import { type Conditions, type Page, type PageAsked, pageOf, startConditions } from "./conditions.ts";
import { containsWords } from "./contains-words.ts";
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
  const [count] = await tx.query<{ total: number }>(
    `select count(*) as total from person p where ${where.text()}`,
    where.values(),
  );
  if (page.after !== undefined) where.add(isAfter, page.after);
  const limit = where.keep(page.limit + 1);
  const only = where.keep(schools ?? null);
  const rows = await tx.query<ListedPerson>(
    `select p.person_id as "personId", concat_ws(' ', nullif(p.given_name, ''), nullif(p.family_name, '')) as name,
            p.family_name as "familyName", p.given_name as "givenName", p.student_number as "studentNumber", p.origin,
            coalesce((select jsonb_agg(jsonb_build_object('role', r.role, 'schoolId', r.school_id, 'school', s.name, 'title', r.title,
                        'grades', r.grades, 'status', r.status) order by r.status, r.role, r.school_id)
                        from role_record r left join school s on s.district_id = $1 and s.school_id = r.school_id
                       where r.district_id = $1 and r.person_id = p.person_id
                         and (${only}::bigint[] is null or r.school_id = 0 or r.school_id = any (${only}::bigint[]))), '[]') as roles,
            array(select l.sourced_id from link l where l.district_id = $1 and l.record_type = 'person'
                     and l.record_id = p.person_id order by 1 limit 3) as "sourcedIds"
       from (select * from person p where ${where.text()} order by ${byName} limit ${limit}) p
      order by ${byName}`,
    where.values(),
  );
  return pageOf(rows, page, count?.total ?? 0, ({ personId }) => personId);
}

const byName = "lower(p.family_name), lower(p.given_name), p.person_id";

/** The page before ended with a person: their name is looked up, so that none stands in a request. */
const isAfter = `(lower(p.family_name), lower(p.given_name), p.person_id) > (
  select lower(l.family_name), lower(l.given_name), l.person_id from person l where l.district_id = $1 and l.person_id = $?::bigint)`;

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
  const held = ["r.district_id = $1", "r.person_id = p.person_id"];
  if (role !== undefined) held.push(`r.role = ${where.keep(role)}`);
  if (grade !== undefined) held.push(`${where.keep(grade)} = any (r.grades)`);
  if (schoolId !== undefined) {
    const school = `${where.keep(schoolId)}::bigint`;
    held.push(`(r.school_id = ${school} or (r.role = 'guardian' and exists (
      select from guardianship g join role_record c on c.district_id = $1 and c.person_id = g.student_id and c.role = 'student'
       where g.district_id = $1 and g.guardian_id = p.person_id and g.status = 'active' and c.school_id = ${school})))`);
  }
  const exists = (more: readonly string[]): string =>
    `exists (select from role_record r where ${[...held, ...more].join(" and ")})`;
  if (status === "active") where.addText(exists(["r.status = 'active'"]));
  else if (status === "archived") where.addText(`${exists([])} and not ${exists(["r.status = 'active'"])}`);
  else if (held.length > 2) where.addText(exists([]));
}

async function addText(tx: Reader, districtId: number, where: Conditions, text: string): Promise<void> {
  const ids = await findPeopleByMark(tx, districtId, text);
  // A mark with a figure or an @ is nobody's name: the names of the whole district need not be read.
  if (ids.length > 0 && /[\d@]/.test(text)) return where.add("p.person_id = any ($?::bigint[])", ids);
  const named = containsWords(where, "concat_ws(' ', p.given_name, p.middle_name, p.family_name)", text);
  where.add(`p.person_id = any ($?::bigint[]) or ${named}`, ids);
}

/** Whoever bears this mark exactly: an ID of a source, our number, a student number, a user name, an address. */
async function findPeopleByMark(tx: Reader, districtId: number, text: string): Promise<readonly number[]> {
  const number = /^m-(\d{1,15})$/.exec(text)?.[1] ?? null;
  const rows = await tx.query<{ id: number }>(
    `select l.record_id as id from source s
       join link l on l.district_id = $1 and l.source_id = s.source_id and l.record_type = 'person' and l.sourced_id = $2
      where s.district_id = $1
     union select person_id from person where district_id = $1 and person_id = $3::bigint
     union select person_id from person where district_id = $1
        and (student_number = $2 or (email <> '' and lower(email) = lower($2)) or (username <> '' and lower(username) = lower($2)))
      limit 200`,
    [districtId, text, number],
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
