import type { ListedHealthItem } from "@muster/rules/report/home/health-words.ts";
import type { Database } from "../database/database.ts";

/** Somebody or something that lacks what it should have. */
export interface LackingRecord extends Record<string, unknown> {
  readonly id: number;
  readonly name: string;
  /** Its schools, in words. */
  readonly schools: string;
}

export interface LackingPage {
  readonly items: readonly LackingRecord[];
  /** The last of this page where there are more. */
  readonly next: number | undefined;
  readonly total: number;
}

/**
 * Lists what Home counts (`health-counts.ts`), page by page.
 *
 * @param schoolIds people and classes of these schools alone; undefined: of all
 */
export async function listLacking(
  db: Database,
  district: { readonly districtId: number; readonly schoolIds: readonly number[] | undefined },
  item: ListedHealthItem,
  page: { readonly after: number; readonly limit: number },
): Promise<LackingPage> {
  const { districtId, schoolIds } = district;
  const lacking = lacks[item];
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const rows = await tx.query<LackingRecord>(
        `select * from (${lacking}) l where id > $3 order by id limit $4`,
        [districtId, schoolIds ?? null, page.after, page.limit + 1],
      );
      const [all] = await tx.query<{ total: number }>(`select count(*) as total from (${lacking}) l`, [
        ...[districtId, schoolIds ?? null],
      ]);
      const items = rows.slice(0, page.limit);
      return {
        ...{ items, total: all?.total ?? 0 },
        next: rows.length > page.limit ? items.at(-1)?.id : undefined,
      };
    }),
  );
}

const among = (school: string): string => `($2::bigint[] is null or ${school} = any ($2::bigint[]))`;

const ofRole = (role: string): string => `
  r.district_id = $1 and r.person_id = p.person_id and r.role = '${role}' and r.status = 'active' and ${among("r.school_id")}`;

const schoolsOf = (role: string): string => `
  coalesce((select string_agg(distinct h.name, ', ') from role_record r join school h on h.district_id = $1 and h.school_id = r.school_id
             where ${ofRole(role)}), '')`;

const person = "p.person_id as id, concat_ws(' ', p.given_name, p.family_name) as name";

/** People who are somewhere in a role, and of whom something holds. */
const people = (role: string, holds: string): string => `
  select ${person}, ${schoolsOf(role)} as schools
    from person p where p.district_id = $1 and exists (select from role_record r where ${ofRole(role)}) and ${holds}`;

const seats = (who: string, of: string): string => `
  select from membership m where m.district_id = $1 and ${of} and m.status = 'active' and ${who}`;

const classes = (who: string): string => `
  select c.classroom_id as id, c.title as name, h.name as schools
    from classroom c join school h on h.district_id = $1 and h.school_id = c.school_id
   where c.district_id = $1 and c.status = 'active' and ${among("c.school_id")}
     and not exists (${seats(who, "m.classroom_id = c.classroom_id")})`;

const lacks: Readonly<Record<ListedHealthItem, string>> = {
  "student.class": people(
    "student",
    `not exists (${seats("m.role = 'student'", "m.person_id = p.person_id")})`,
  ),
  "student.family": people(
    "student",
    "not exists (select from guardianship g where g.district_id = $1 and g.student_id = p.person_id and g.status = 'active')",
  ),
  "student.grade": people(
    "student",
    `not exists (select from role_record r where ${ofRole("student")} and r.grades <> '{}')`,
  ),
  "student.schools": people("student", `(select count(*) from role_record r where ${ofRole("student")}) > 1`),
  "class.teacher": classes("m.role <> 'student'"),
  "class.students": classes("m.role = 'student'"),
  "staff.email": people("staff", "p.email = ''"),
  "guardian.contact": `
    select ${person}, '' as schools from person p
     where p.district_id = $1 and p.email = '' and p.mobile = ''
       and exists (select from guardianship g
                     join role_record r on r.district_id = $1 and r.person_id = g.student_id and r.role = 'student'
                      and r.status = 'active' and ${among("r.school_id")}
                    where g.district_id = $1 and g.guardian_id = p.person_id and g.status = 'active')`,
};
