import type { Reader } from "../../database/database.ts";

/** A school that a plan speaks of, by the name the directory has, else the one the plan gives it. */
export interface PlanSchool extends Record<string, unknown> {
  readonly schoolId: number;
  readonly name: string;
  /** The school number; "" where there is none. */
  readonly identifier: string;
}

/** The schools of a plan's slices; 0, which is none, is not among them. */
export function readPlanSchools(tx: Reader, districtId: number, planId: number): Promise<PlanSchool[]> {
  return tx.query<PlanSchool>(
    `select n.school_id as "schoolId", coalesce(s.name, planned.name, 'school ' || n.school_id) as name,
            coalesce(s.identifier, planned.identifier, '') as identifier
       from (select distinct school_id from plan_slice where district_id = $1 and plan_id = $2 and school_id <> 0) n
       left join school s on s.district_id = $1 and s.school_id = n.school_id
       left join lateral (
         select c.after->>'name' as name, c.after->>'identifier' as identifier from plan_change c
          where s.school_id is null and c.district_id = $1 and c.plan_id = $2 and c.type = 'school'
            and c.record_id = n.school_id limit 1) planned on true
      order by 2, 1`,
    [districtId, planId],
  );
}
