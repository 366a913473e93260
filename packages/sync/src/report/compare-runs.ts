import type { Action, RecordType } from "@muster/rules/model/entities.ts";
import type { Database, Reader } from "../database/database.ts";
import { knownBy } from "../directory/known-by.ts";
import { isFindingOf } from "../directory/run-changes.ts";
import { type ListedRun, selectRuns } from "../directory/runs.ts";
import { Fault } from "../fault.ts";

/** Changes of one kind at one school, as two plans have them. All counts are exact. */
export interface ComparedGroup extends Record<string, unknown> {
  readonly type: RecordType;
  readonly action: Exclude<Action, "keep">;
  readonly schoolId: number;
  readonly school: string;
  /** Only the second plan has them. */
  readonly added: number;
  /** Only the first plan has them. */
  readonly gone: number;
  readonly same: number;
}

/** What a run found of a code, beside what the other one did. */
export interface ComparedFinding extends Record<string, unknown> {
  readonly code: string;
  readonly severity: string;
  readonly before: number;
  readonly after: number;
}

/** Rows that a file brought, beside those it brought to the other run. */
export interface ComparedFile extends Record<string, unknown> {
  readonly file: string;
  readonly before: number | null;
  readonly after: number | null;
}

export interface ComparedRuns {
  readonly before: ListedRun;
  readonly after: ListedRun;
  readonly groups: readonly ComparedGroup[];
  readonly findings: readonly ComparedFinding[];
  readonly files: readonly ComparedFile[];
}

/**
 * Sets the plans of two runs side by side, in counts alone: nobody's name is needed to see what is different. The same
 * change of the same record is known by the record; of somebody new, whose number each plan deals anew, by the source's
 * ID. An update is the same only when it leads to the same values.
 *
 * @param schoolIds what is about these schools alone; undefined: all of it
 * @throws Fault `run.id.unknown`
 */
export async function compareRuns(
  db: Database,
  districtId: number,
  runs: { readonly before: number; readonly after: number },
  schoolIds: readonly number[] | undefined,
): Promise<ComparedRuns> {
  const values = [districtId, runs.before, runs.after, schoolIds ?? null];
  return db.session(districtId, (session) =>
    session.read(async (tx) => ({
      before: await readOne(tx, districtId, runs.before, schoolIds),
      after: await readOne(tx, districtId, runs.after, schoolIds),
      groups: await tx.query<ComparedGroup>(groups, values),
      findings: await tx.query<ComparedFinding>(findings, values),
      files: await tx.query<ComparedFile>(files, values.slice(0, 3)),
    })),
  );
}

async function readOne(
  tx: Reader,
  districtId: number,
  runId: number,
  schoolIds: readonly number[] | undefined,
): Promise<ListedRun> {
  const [run] = await tx.query<ListedRun>(
    `${selectRuns("", "$3")} where r.district_id = $1 and r.run_id = $2`,
    [districtId, runId, schoolIds ?? null],
  );
  if (run === undefined) throw new Fault("run.id.unknown", "never", "there is no such run", { run: runId });
  return run;
}

/** One pass over both plans: a change that both have as often is the same, the rest belongs to one of them. */
const groups = `
  with side as (
    select c.type, c.action, c.school_id, r.run_id = $3 as is_after,
           ${knownBy} as known_by
      from run r
      join plan_change c on c.district_id = r.district_id and c.plan_id = r.plan_id
      left join plan_slice s on r.kind = 'apply' and s.district_id = c.district_id and s.plan_id = c.plan_id and s.slice = c.slice
     where r.district_id = $1 and r.run_id in ($2, $3) and ($4::bigint[] is null or c.school_id = any ($4::bigint[]))
       and (r.kind <> 'apply' or s.applied_in_run = r.run_id)
  ), pair as (
    select type, action, school_id, count(*) filter (where not is_after) as b, count(*) filter (where is_after) as a
      from side group by type, action, school_id, known_by
  )
  select g.type, g.action, g.school_id as "schoolId", coalesce(h.name, '') as school, g.added, g.gone, g.same
    from (select type, action, school_id, sum(greatest(a - b, 0)) as added, sum(greatest(b - a, 0)) as gone, sum(least(a, b)) as same
            from pair group by 1, 2, 3) g
    left join school h on h.district_id = $1 and h.school_id = g.school_id
   order by g.added + g.gone desc, g.same desc, g.type, g.action, g.school_id`;

const findings = `
  select code, min(severity) as severity, count(*) filter (where run_id = $2) as before,
         count(*) filter (where run_id = $3) as after
    from finding f where f.district_id = $1 and f.run_id in ($2, $3) and ${isFindingOf("$4")}
   group by code order by abs(count(*) filter (where run_id = $3) - count(*) filter (where run_id = $2)) desc, code`;

const files = `
  select t.value->>'file' as file, max((t.value->>'received')::bigint) filter (where r.run_id = $2) as before,
         max((t.value->>'received')::bigint) filter (where r.run_id = $3) as after
    from run r
    join snapshot n on n.district_id = r.district_id and n.snapshot_id = r.snapshot_id, jsonb_each(n.tables) t
   where r.district_id = $1 and r.run_id in ($2, $3) group by 1 order by 1`;
