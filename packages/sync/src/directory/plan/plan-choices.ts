import type { Reader } from "../../database/database.ts";
import type { LineScope } from "./plan-lines.ts";

/** A grade, a class or a teacher, and how many changes of a plan are about it. */
export interface PlanChoice extends Record<string, unknown> {
  readonly id: number;
  readonly name: string;
  readonly changes: number;
}

/** What the changes of a plan can be narrowed to beside their own kind. */
export interface PlanChoices {
  readonly grades: readonly { readonly grade: string; readonly changes: number }[];
  /** Those with the most changes. */
  readonly classes: readonly PlanChoice[];
  /** Who teaches a class of the plan, now or by the plan; those with the most changes in their classes. */
  readonly teachers: readonly PlanChoice[];
}

/** So many classes and teachers are listed: a list that is longer is searched by name instead. */
const mostListed = 100;

/** Counted in the schools that are seen. */
export async function readChoices(
  tx: Reader,
  { districtId, planId, schoolIds }: LineScope,
): Promise<PlanChoices> {
  const values = [districtId, planId, schoolIds];
  return {
    grades: await tx.query<PlanChoices["grades"][number] & Record<string, unknown>>(grades, values),
    classes: await tx.query<PlanChoice>(classes, values),
    teachers: await tx.query<PlanChoice>(teachers, values),
  };
}

const seen =
  "l.district_id = $1 and l.plan_id = $2 and ($3::bigint[] is null or l.school_id = any ($3::bigint[]))";

const grades = `
  select grade, count(*) as changes from plan_line l where ${seen} and grade is not null group by grade order by grade`;

/** A title as the directory has it, else as the plan gives it. */
const classes = `
  select n.classroom_id as id, coalesce(h.title, p.title, 'class ' || n.classroom_id) as name, n.changes
    from (select l.classroom_id, count(*) as changes from plan_line l where ${seen} and l.classroom_id is not null
           group by 1 order by 2 desc, 1 limit ${mostListed}) n
    left join classroom h on h.district_id = $1 and h.classroom_id = n.classroom_id
    left join lateral (
      select c.after->>'title' as title from plan_change c
       where h.classroom_id is null and c.district_id = $1 and c.plan_id = $2 and c.type = 'classroom'
         and c.record_id = n.classroom_id limit 1) p on true
   order by 2, 1`;

const teachers = `
  with counted as materialized (
    select l.classroom_id, count(*) as changes from plan_line l where ${seen} and l.classroom_id is not null group by 1
  ), taught as (
    select m.person_id, m.classroom_id from counted n
      join membership m on m.district_id = $1 and m.classroom_id = n.classroom_id and m.role <> 'student' and m.status = 'active'
    union
    select c.other_id, c.record_id from plan_change c
     where c.district_id = $1 and c.plan_id = $2 and c.type = 'membership' and c.role <> 'student' and c.kind = 'addition'
       and ($3::bigint[] is null or c.school_id = any ($3::bigint[]))
  )
  select t.person_id as id, coalesce(p.given_name || ' ' || p.family_name, a.name, 'person ' || t.person_id) as name, t.changes
    from (select person_id, sum(changes) as changes from taught join counted using (classroom_id)
           group by 1 order by 2 desc, 1 limit ${mostListed}) t
    left join person p on p.district_id = $1 and p.person_id = t.person_id
    left join lateral (
      select concat_ws(' ', c.after->'person'->>'givenName', c.after->'person'->>'familyName') as name from plan_change c
       where p.person_id is null and c.district_id = $1 and c.plan_id = $2 and c.type = 'staff'
         and c.record_id = t.person_id limit 1) a on true
   order by 2, 1`;
