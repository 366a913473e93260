import type { HealthCount, HealthItem } from "@muster/rules/report/home/health-words.ts";
import type { Reader } from "../database/database.ts";
import { openFindings } from "./problems/open-findings.ts";
import { rowFindingCodes } from "./problems/row-finding-codes.ts";

/** Counts of what should be zero, and how many records of each type there are. */
export interface DirectoryCounts {
  readonly health: Readonly<Partial<Record<HealthItem, HealthCount>>>;
  /** Active records by type. */
  readonly active: Readonly<Record<string, number>>;
}

/**
 * Counts a directory and what its sources sent. At 50,000 students that takes half a second: whoever shows it reads what
 * was kept (`kept-counts.ts`).
 *
 * @param schoolIds people and classes of these schools alone; undefined: of all
 */
export async function countDirectory(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
): Promise<DirectoryCounts> {
  const records = await countRecords(tx, districtId, schoolIds);
  // What the sources send is not sorted by school: it is for those who see all of them.
  return schoolIds === undefined ? withSent(records, await countSent(tx, districtId)) : records;
}

/** Counts the records of a directory, which change with its version alone. */
export async function countRecords(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
): Promise<DirectoryCounts> {
  const health = await readHealth(tx, districtId, schoolIds);
  return { health, active: await readActive(tx, districtId, schoolIds) };
}

/** Both together. */
export function withSent(
  { health, active }: DirectoryCounts,
  sent: Pick<DirectoryCounts, "health">,
): DirectoryCounts {
  return { health: { ...health, ...sent.health }, active };
}

type HealthRow = { readonly [K in HealthItem as `${K}` | `${K} of`]: number };

async function readHealth(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
): Promise<DirectoryCounts["health"]> {
  const [row] = await tx.query<Partial<HealthRow> & Record<string, unknown>>(health, [
    districtId,
    schoolIds ?? null,
  ]);
  const pair = (id: HealthItem): HealthCount => ({ count: row?.[id] ?? 0, of: row?.[`${id} of`] ?? 0 });
  const ofAll = ["student.class", "student.family", "student.grade", "student.schools"] as const;
  const others = ["class.teacher", "class.students", "staff.email", "guardian.contact"] as const;
  return Object.fromEntries([...ofAll, ...others].map((id) => [id, pair(id)]));
}

/** Schools that the sources name and nobody has matched, and what is open of their files: they change with every run. */
export async function countSent(tx: Reader, districtId: number): Promise<Pick<DirectoryCounts, "health">> {
  const [schools] = await tx.query<{ count: number; of: number }>(
    `select count(*) as of,
            count(*) filter (where (o.source_id, o.sourced_id) not in (
              select source_id, sourced_id from link where district_id = $1 and record_type = 'school')) as count
       from source_org o where o.district_id = $1 and o.type = 'school' and o.ended_by is null`,
    [districtId],
  );
  const [problems] = await tx.query<{ count: number }>(
    `${await openFindings(tx, districtId)}
     select count(*) as count from open where severity in ('blocking', 'error', 'warning')`,
    [districtId, null, rowFindingCodes],
  );
  return {
    health: {
      "school.unmatched": { count: schools?.count ?? 0, of: schools?.of ?? 0 },
      "problem.open": { count: problems?.count ?? 0, of: 0 },
    },
  };
}

const among = (school: string): string => `($2::bigint[] is null or ${school} = any ($2::bigint[]))`;

const seatOf = (who: string, is: string): string => `
  select from membership m where m.district_id = $1 and ${who} and m.status = 'active' and m.role ${is}`;

// @NOTE Each of them a condition of its own, so that PostgreSQL pairs whole sets: what stands in a filter of a count it
// looks for once a person, through all of the others, and 50,000 students took longer than anybody waited.
const health = `
  with student as materialized (
    select person_id, bool_and(grades = '{}') as no_grade, count(*) as schools
      from role_record where district_id = $1 and role = 'student' and status = 'active' and ${among("school_id")}
     group by person_id
  ), class as materialized (
    select classroom_id from classroom where district_id = $1 and status = 'active' and ${among("school_id")}
  ), staff as materialized (
    select distinct person_id from role_record where district_id = $1 and role = 'staff' and status = 'active' and ${among("school_id")}
  ), guardian as materialized (
    select distinct g.guardian_id as person_id from guardianship g join student s on s.person_id = g.student_id
     where g.district_id = $1 and g.status = 'active'
  ), students as (
    select count(*) as n, count(*) filter (where no_grade) as no_grade, count(*) filter (where schools > 1) as two from student
  ), classes as (select count(*) as n from class)
  select s.n as "student.class of", s.n as "student.family of", s.n as "student.grade of", s.n as "student.schools of",
         s.no_grade as "student.grade", s.two as "student.schools", c.n as "class.teacher of", c.n as "class.students of",
         (select count(*) from student s where not exists (${seatOf("m.person_id = s.person_id", "= 'student'")})) as "student.class",
         (select count(*) from student s where not exists (
            select from guardianship g where g.district_id = $1 and g.student_id = s.person_id and g.status = 'active')) as "student.family",
         (select count(*) from class c where not exists (${seatOf("m.classroom_id = c.classroom_id", "<> 'student'")})) as "class.teacher",
         (select count(*) from class c where not exists (${seatOf("m.classroom_id = c.classroom_id", "= 'student'")})) as "class.students",
         (select count(*) from staff) as "staff.email of",
         (select count(*) from staff f join person p on p.district_id = $1 and p.person_id = f.person_id where p.email = '') as "staff.email",
         (select count(*) from guardian) as "guardian.contact of",
         (select count(*) from guardian g join person p on p.district_id = $1 and p.person_id = g.person_id
           where p.email = '' and p.mobile = '') as "guardian.contact"
    from students s, classes c`;

async function readActive(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
): Promise<Readonly<Record<string, number>>> {
  const rows = await tx.query<{ type: string; active: number }>(
    schoolIds === undefined
      ? "select type, sum(active) as active from slice_count where district_id = $1 and $2::bigint[] is null group by type"
      : ofSchools,
    [districtId, schoolIds ?? null],
  );
  return Object.fromEntries(rows.map(({ type, active }) => [type, active]));
}

/** Families belong to no school but by their children. */
const ofSchools = `
  select role as type, count(distinct person_id) as active from role_record
   where district_id = $1 and status = 'active' and role <> 'guardian' and school_id = any ($2::bigint[]) group by 1
  union all
  select 'guardian', count(distinct g.guardian_id) from guardianship g
   where g.district_id = $1 and g.status = 'active' and exists (
     select from role_record r where r.district_id = $1 and r.person_id = g.student_id and r.role = 'student'
        and r.status = 'active' and r.school_id = any ($2::bigint[]))
  union all
  select 'school', count(*) from school where district_id = $1 and status = 'active' and school_id = any ($2::bigint[])
  union all
  select 'classroom', count(*) from classroom where district_id = $1 and status = 'active' and school_id = any ($2::bigint[])
  union all
  select 'membership', count(*) from membership m join classroom c on c.district_id = $1 and c.classroom_id = m.classroom_id
   where m.district_id = $1 and m.status = 'active' and c.school_id = any ($2::bigint[])`;
