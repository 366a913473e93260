import type { Counts } from "@muster/rules/plan/tally.ts";
import type { Database } from "../database/database.ts";
import { asDied, type ListedRun, mayHaveDied, selectRuns } from "../directory/runs.ts";

/** Which runs are listed, and from where on. */
export interface RunSelection {
  readonly districtId: number;
  /** Sums are those of these schools; undefined: of all. */
  readonly schoolIds: readonly number[] | undefined;
  readonly outcome: string | undefined;
  readonly kind: string | undefined;
  readonly sourceId: number | undefined;
  /** Older than this run; undefined: from the newest on. */
  readonly before: number | undefined;
  readonly limit: number;
}

/** A run with what its line in a list needs. */
export interface PagedRun extends ListedRun {
  readonly counts: Counts | null;
  /** As far as a line needs it: what `storedResult` reads. */
  readonly result: unknown;
}

export interface RunPage {
  readonly items: readonly PagedRun[];
  /** The last run of this page where there are more. */
  readonly next: number | undefined;
  /** How many there are in all pages. */
  readonly total: number;
}

/**
 * Runs of a district, newest first. Where somebody only looked at an undo, nothing happened that a history should tell:
 * such runs are left out.
 */
export async function readRunPage(db: Database, selection: RunSelection): Promise<RunPage> {
  const { districtId, schoolIds, outcome, kind, sourceId, before, limit } = selection;
  const chosen = [districtId, schoolIds ?? null, outcome ?? null, kind ?? null, sourceId ?? null];
  const read = () =>
    db.read(districtId, async (tx) => ({
      rows: await tx.query<PagedRun>(
        `${selectRuns(told, "$2")} where ${isChosen} and ($6::int is null or r.run_id < $6) order by r.run_id desc limit $7`,
        [...chosen, before ?? null, limit + 1],
      ),
      total: await tx.query<{ count: number }>(
        `select count(*) as count from run r
             left join plan p on p.district_id = r.district_id and p.plan_id = r.plan_id
            where ${isChosen} and ($2::bigint[] is null or true)`,
        chosen,
      ),
    }));
  const first = await read();
  const seen = (await mayHaveDied(db, districtId, first.rows))
    ? (await read()).rows.map((run) => asDied(first.rows, run))
    : first.rows;
  const items = seen.slice(0, limit);
  return {
    ...{ items, total: first.total[0]?.count ?? 0 },
    next: seen.length > limit ? items.at(-1)?.run : undefined,
  };
}

/** Of its findings the first; they may be long. */
const told = `, p.counts, jsonb_strip_nulls(jsonb_build_object('fault', r.result->'fault', 'gates', r.result->'gates',
  'done', r.result->'done', 'applied', r.result->'applied', 'held', r.result->'held', 'findings', jsonb_build_object(
    'total', r.result->'findings'->'total', 'byCode', r.result->'findings'->'byCode',
    'first', case when r.outcome = 'rejected_input' then r.result->'findings'->'first' end))) as result`;

/** An undo is one also where its plan was applied by its hash, after somebody had looked at it. */
const kind = "case when p.kind = 'undo' then 'undo' else r.kind end";

const isChosen = `r.district_id = $1 and ($4::text is null or ${kind} = $4) and ($5::int is null or r.source_id = $5)
  and ($3::text is null or case $3 when 'running' then r.state = 'running' else r.outcome = $3 end)
  and not (r.kind = 'undo' and r.outcome = 'no_changes')`;
