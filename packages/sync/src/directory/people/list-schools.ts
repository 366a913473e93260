import type { Reader } from "../../database/database.ts";
import { type Page, type PageAsked, pageOf, startConditions } from "./conditions.ts";
import { mustSeeSchool, type Schools } from "./in-schools.ts";

/** A school as a list shows it, with how many active records it has. */
export interface SchoolEntry extends Record<string, unknown> {
  readonly schoolId: number;
  readonly name: string;
  readonly identifier: string;
  readonly status: "active" | "archived";
  readonly origin: "synced" | "manual";
  readonly classrooms: number;
  readonly students: number;
  readonly staff: number;
  readonly links: readonly SchoolEntryLink[];
}

export interface SchoolEntryLink {
  readonly sourceId: number;
  readonly source: string;
  readonly sourcedId: string;
  readonly isListed: boolean;
}

/** The schools of a district by name, a page of them, and how many there are. */
export async function pageSchools(
  tx: Reader,
  districtId: number,
  page: PageAsked,
  schools: Schools,
): Promise<Page<SchoolEntry>> {
  const where = startConditions(districtId, "s.district_id = $1");
  if (schools !== undefined) where.add("s.school_id = any ($?::bigint[])", schools);
  const [count] = await tx.query<{ total: number }>(
    `select count(*) as total from school s where ${where.text()}`,
    where.values(),
  );
  if (page.after !== undefined)
    where.add(
      `(s.status, lower(s.name), s.school_id) > (select l.status, lower(l.name), l.school_id from school l
         where l.district_id = $1 and l.school_id = $?::bigint)`,
      page.after,
    );
  const limit = where.keep(page.limit + 1);
  const rows = await tx.query<SchoolEntry>(
    `${selectSchools} where ${where.text()} order by s.status, lower(s.name), s.school_id limit ${limit}`,
    where.values(),
  );
  return pageOf(rows, page, count?.total ?? 0, ({ schoolId }) => schoolId);
}

/** @throws Fault `school.id.unknown`: also of a school that is not theirs */
export async function readSchool(
  tx: Reader,
  districtId: number,
  schoolId: number,
  schools: Schools,
): Promise<SchoolEntry & { readonly families: number }> {
  await mustSeeSchool(tx, districtId, schoolId, schools);
  const [row] = await tx.query<SchoolEntry>(
    `${selectSchools} where s.district_id = $1 and s.school_id = $2`,
    [districtId, schoolId],
  );
  if (row === undefined) throw new Error("a school that was seen is there");
  const [count] = await tx.query<{ families: number }>(
    `select count(distinct g.guardian_id) as families from role_record r
       join guardianship g on g.district_id = $1 and g.student_id = r.person_id and g.status = 'active'
      where r.district_id = $1 and r.school_id = $2 and r.role = 'student' and r.status = 'active'`,
    [districtId, schoolId],
  );
  return { ...row, families: count?.families ?? 0 };
}

const counted = (type: string): string => `coalesce((select n.active from slice_count n
  where n.district_id = $1 and n.type = '${type}' and n.school_id = s.school_id), 0)`;

const selectSchools = `
  select s.school_id as "schoolId", s.name, s.identifier, s.status, s.origin,
         ${counted("classroom")} as classrooms, ${counted("student")} as students, ${counted("staff")} as staff,
         coalesce((select jsonb_agg(jsonb_build_object('sourceId', l.source_id, 'source', f.name, 'sourcedId', l.sourced_id,
                    'isListed', exists (select from source_org o where o.district_id = $1 and o.source_id = l.source_id
                                           and o.sourced_id = l.sourced_id and o.ended_by is null))
                    order by l.source_id, l.sourced_id)
             from link l join source f on f.district_id = $1 and f.source_id = l.source_id
            where l.district_id = $1 and l.record_type = 'school' and l.record_id = s.school_id), '[]') as links
    from school s`;
