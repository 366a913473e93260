import type { HealthCount, HealthItem } from "@muster/rules/report/home/health-words.ts";
import type { Database, Reader } from "../database/database.ts";

/** Counts of what should be zero, and how many records of each type there are. */
export interface DirectoryCounts {
  readonly health: Readonly<Partial<Record<HealthItem, HealthCount>>>;
  /** Active records by type. */
  readonly active: Readonly<Record<string, number>>;
}

interface Kept extends DirectoryCounts {
  readonly version: string;
}

/** What was counted of a directory stays true until its version moves; a district is counted once for each. */
const keptCounts = new WeakMap<Database, Map<string, Kept>>();
/** So many districts and sets of schools are remembered. */
const mostKept = 200;

/**
 * Counts a directory, from memory where nothing was applied since.
 *
 * @param schoolIds people and classes of these schools alone; undefined: of all
 */
export async function countDirectory(
  db: Database,
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
): Promise<DirectoryCounts> {
  const version = await readVersion(tx, districtId);
  const key = `${districtId}/${schoolIds?.join(",") ?? ""}`;
  const kept = keptCounts.get(db) ?? new Map<string, Kept>();
  keptCounts.set(db, kept);
  const known = kept.get(key);
  if (known?.version === version) return known;
  const counted: Kept = {
    version,
    health: await readHealth(tx, districtId, schoolIds),
    active: await readActive(tx, districtId, schoolIds),
  };
  if (kept.size >= mostKept) kept.clear();
  kept.set(key, counted);
  return counted;
}

/** The roster a source sent and its findings change without the directory: their newest run counts too. */
async function readVersion(tx: Reader, districtId: number): Promise<string> {
  const [row] = await tx.query<{ version: string }>(
    `select concat_ws('/', version, (select max(run_id) from run where district_id = $1 and state = 'finished'),
                      (select count(*) from link where district_id = $1 and record_type = 'school')) as version
       from district where district_id = $1`,
    [districtId],
  );
  return row?.version ?? "";
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
  // What the sources send is not sorted by school: it is for those who see all of them.
  const ofDistrict = schoolIds === undefined ? (["school.unmatched", "problem.open"] as const) : [];
  return Object.fromEntries([...ofAll, ...others, ...ofDistrict].map((id) => [id, pair(id)]));
}

const among = (school: string): string => `($2::bigint[] is null or ${school} = any ($2::bigint[]))`;

const health = `
  with student as materialized (
    select person_id, bool_and(grades = '{}') as no_grade, count(*) as schools
      from role_record where district_id = $1 and role = 'student' and status = 'active' and ${among("school_id")}
     group by person_id
  ), class as materialized (
    select classroom_id from classroom where district_id = $1 and status = 'active' and ${among("school_id")}
  ), seat as materialized (
    select distinct classroom_id, person_id, role = 'student' as is_student
      from membership where district_id = $1 and status = 'active'
  ), staff as (
    select distinct person_id from role_record where district_id = $1 and role = 'staff' and status = 'active' and ${among("school_id")}
  ), family as materialized (
    select distinct g.student_id, g.guardian_id from guardianship g where g.district_id = $1 and g.status = 'active'
  ), guardian as (
    select distinct f.guardian_id as person_id from family f join student s on s.person_id = f.student_id
  ), run_of as (
    select max(run_id) as run_id from run
     where district_id = $1 and kind in ('sync', 'plan') and state = 'finished' and source_id is not null group by source_id
  ), student_counts as (
    select count(*) as n, count(*) filter (where no_grade) as no_grade, count(*) filter (where schools > 1) as two,
           count(*) filter (where not exists (select from seat m where m.person_id = s.person_id and m.is_student)) as no_class,
           count(*) filter (where not exists (select from family f where f.student_id = s.person_id)) as no_family
      from student s
  ), class_counts as (
    select count(*) as n,
           count(*) filter (where not exists (select from seat m where m.classroom_id = c.classroom_id and not m.is_student)) as no_teacher,
           count(*) filter (where not exists (select from seat m where m.classroom_id = c.classroom_id and m.is_student)) as no_student
      from class c
  )
  select s.n as "student.class of", s.n as "student.family of", s.n as "student.grade of", s.n as "student.schools of",
         s.no_class as "student.class", s.no_family as "student.family", s.no_grade as "student.grade", s.two as "student.schools",
         c.n as "class.teacher of", c.n as "class.students of", c.no_teacher as "class.teacher", c.no_student as "class.students",
         (select count(*) from staff) as "staff.email of",
         (select count(*) from staff f join person p on p.district_id = $1 and p.person_id = f.person_id where p.email = '') as "staff.email",
         (select count(*) from guardian) as "guardian.contact of",
         (select count(*) from guardian g join person p on p.district_id = $1 and p.person_id = g.person_id
           where p.email = '' and p.mobile = '') as "guardian.contact",
         (select count(*) from source_org o where o.district_id = $1 and o.type = 'school' and o.ended_by is null) as "school.unmatched of",
         (select count(*) from source_org o where o.district_id = $1 and o.type = 'school' and o.ended_by is null
             and not exists (select from link l where l.district_id = $1 and l.source_id = o.source_id
                                and l.record_type = 'school' and l.sourced_id = o.sourced_id)) as "school.unmatched",
         0 as "problem.open of",
         (select count(*) from finding f join run_of r on r.run_id = f.run_id
           where f.district_id = $1 and f.severity in ('blocking', 'error', 'warning')) as "problem.open"
    from student_counts s, class_counts c`;

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
