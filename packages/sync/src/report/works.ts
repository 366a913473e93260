import type { Database, Reader } from "../database/database.ts";
import { queueSchema, syncQueue } from "../database/queue-schema.ts";
import { mayHaveDied } from "../directory/runs.ts";

/** A piece of work of a district that waits or goes on. Instants are ISO 8601. */
export interface Work {
  /** The errand it is done for; undefined where a program or a person began the run by itself. */
  readonly errandId: string | undefined;
  readonly run: number | undefined;
  readonly kind: "sync" | "plan" | "apply" | "undo" | "manual";
  /** It takes files that somebody has brought. */
  readonly isUpload: boolean;
  readonly sourceId: number | undefined;
  readonly source: string | undefined;
  readonly state: "waiting" | "running";
  readonly askedBy: string;
  readonly askedAt: string;
  readonly beganAt: string | undefined;
  readonly aliveAt: string | undefined;
  readonly stage: string;
  /** As its worker has told it. */
  readonly progress: Readonly<Record<string, unknown>>;
  /** Rows that the source had when it was read last. */
  readonly knownRows: number;
  readonly attempts: number;
  readonly fault:
    | { readonly code: string; readonly facts: Readonly<Record<string, string | number>> }
    | undefined;
  readonly retryAt: string | undefined;
  readonly cancelAskedBy: string | undefined;
}

interface WorkRow extends Record<string, unknown> {
  readonly errand_id: string | null;
  readonly source_id: number | null;
  readonly source: string | null;
  readonly state: "waiting" | "running" | null;
  readonly applies: boolean | null;
  readonly is_upload: boolean | null;
  readonly asked_by: string | null;
  readonly asked_at: string | null;
  readonly began_at: string | null;
  readonly alive_at: string | null;
  readonly progress: Readonly<Record<string, unknown>> | null;
  readonly attempts: number | null;
  readonly fault: Work["fault"] | null;
  readonly retry_at: string | null;
  readonly cancel_asked_by: string | null;
  readonly run_id: number | null;
  readonly run_kind: Work["kind"] | null;
  readonly stage: string | null;
  readonly operator: string | null;
  readonly started_at: string | null;
  readonly known_rows: number;
}

/**
 * What is under way in a district, and what waits: the errands of its queue, each with the run that does it, and a run
 * that no errand asked for. A run whose process is gone is under way no more.
 */
export async function readWorks(db: Database, districtId: number): Promise<readonly Work[]> {
  const rows = await db.session(districtId, (session) =>
    session.read((tx: Reader) => tx.query<WorkRow>(works, [districtId, syncQueue])),
  );
  const running = rows.filter(({ run_id }) => run_id !== null).map(() => ({ state: "running" }) as const);
  const isDead = await mayHaveDied(db, districtId, running);
  return rows.filter(({ errand_id }) => errand_id !== null || !isDead).map((row) => workOf(row, isDead));
}

function workOf(row: WorkRow, isDead: boolean): Work {
  const { progress } = row;
  const told = typeof progress?.stage === "string" ? progress.stage : "";
  return {
    ...{ errandId: row.errand_id ?? undefined, run: isDead ? undefined : (row.run_id ?? undefined) },
    ...{
      kind: row.run_kind ?? (row.applies === false ? "plan" : "sync"),
      isUpload: row.is_upload === true,
      sourceId: row.source_id ?? undefined,
      source: row.source ?? undefined,
    },
    ...{ state: row.state ?? "running", askedBy: row.asked_by ?? row.operator ?? "" },
    askedAt: row.asked_at ?? row.started_at ?? new Date(0).toISOString(),
    beganAt: row.began_at ?? row.started_at ?? undefined,
    aliveAt: row.alive_at ?? undefined,
    // An errand knows better than its run how far it is: it is told of every step.
    stage: told === "" ? (isDead ? "" : (row.stage ?? "")) : told,
    ...{ progress: progress ?? {}, knownRows: row.known_rows, attempts: row.attempts ?? 0 },
    ...{ fault: row.fault ?? undefined, retryAt: row.retry_at ?? undefined },
    cancelAskedBy: row.cancel_asked_by ?? undefined,
  };
}

const isOfErrand = "r.source_id = e.source_id and r.kind in ('sync', 'plan') and r.started_at >= e.began_at";

// @NOTE The library documents its table of jobs for reading; it alone knows when an errand may begin.
const works = `
  with open as (select * from errand where district_id = $1 and state in ('waiting', 'running')),
       active as (select * from run where district_id = $1 and state = 'running'),
       work as (
    select e.errand_id, e.source_id, e.state, e.asked_by, e.asked_at, e.began_at, e.alive_at, e.progress, e.attempts,
           e.fault, e.cancel_asked_by, e.applies, e.task = 'upload' as is_upload, r.run_id, r.kind as run_kind, r.stage, r.operator, r.started_at,
           (select start_after from ${queueSchema}.job j where j.name = $2 and j.id = e.errand_id) as retry_at
      from open e left join active r on e.state = 'running' and ${isOfErrand}
    union all
    select null, r.source_id, null, null, null, null, null, null, null, null, null, null, null, r.run_id, r.kind, r.stage,
           r.operator, r.started_at, null
      from active r where not exists (select from open e where e.state = 'running' and ${isOfErrand})
  )
  select w.*, s.name as source,
         coalesce((select sum(records) from source_table t where t.district_id = $1 and t.source_id = w.source_id), 0) as known_rows
    from work w left join source s on s.district_id = $1 and s.source_id = w.source_id
   order by w.state nulls first, w.asked_at, w.run_id`;
