import type { JobWithMetadata } from "pg-boss";
import type { Transaction } from "../database/database.ts";
import { syncQueue } from "../database/queue-schema.ts";
import { advisoryKey } from "../database/session.ts";
import { Fault } from "../fault.ts";
import type { Claim, Claimant } from "./claim.ts";
import { endLostSession } from "./end-lost-session.ts";
import { largeRecords } from "./large-district.ts";
import { type ErrandIds, groupOf, keyOf, type Queue, within } from "./queue.ts";
import { settleUnstarted } from "./settle-unstarted.ts";
import { type TaskRow, taskColumns, taskOf } from "./task.ts";

/**
 * `ended`: something was there, and was settled without being begun, for this reason; `moved`: it waits for a worker
 * with a place of its own. After both one looks again at once.
 */
export type Claimed =
  | { readonly is: "claim"; readonly claim: Claim }
  | { readonly is: "nothing" }
  | { readonly is: "ended"; readonly fault: Fault }
  | { readonly is: "moved" };

/**
 * Takes the next errand: by priority, then by age, never a second one of a district. The claims of all workers come one
 * after the other, so that what one takes the next sees.
 *
 * @throws Fault `database.schema.newer` once a newer Muster has changed the tables (reliability J09)
 */
export async function claimSync(queue: Queue, claimant: Claimant): Promise<Claimed> {
  const job = await queue.reserve.session(undefined, (session) =>
    session.write((tx) => fetchJob(tx, queue, claimant)),
  );
  if (job === undefined) return { is: "nothing" };
  const ids = idsOf(job);
  if (ids === undefined) return refuse(queue, job);
  const begun = await queue.reserve.session(ids.districtId, (session) =>
    session.write((tx) => begin(tx, queue, claimant, ids, job)),
  );
  if (begun === "mismatched") return refuse(queue, job);
  if (begun.lostWorker !== undefined) await endLostSession(queue, ids.districtId, begun.lostWorker);
  return begun.claimed;
}

type Job = JobWithMetadata<Partial<Record<string, unknown>>>;

async function fetchJob(tx: Transaction, queue: Queue, claimant: Claimant): Promise<Job | undefined> {
  await tx.query("select pg_advisory_xact_lock($1)", [advisoryKey("muster", "claim")]);
  const [schema] = await tx.query<{ found: number }>(
    "select max(number) as found from muster_meta.migration",
  );
  if (schema !== undefined && schema.found > queue.knownSchema)
    throw new Fault(
      "database.schema.newer",
      "never",
      `A newer Muster has changed the tables (step ${schema.found}; this Muster knows ${queue.knownSchema}).`,
      { found: schema.found, known: queue.knownSchema },
    );
  const ignoreGroups = claimant.takesHeavy ? [] : await heavyGroups(tx);
  const [job] = await queue.library.fetch<Partial<Record<string, unknown>>>(syncQueue, {
    ...{ includeMetadata: true, groupConcurrency: 1, ignoreGroups, db: within(tx) },
  });
  return job;
}

async function heavyGroups(tx: Transaction): Promise<string[]> {
  const rows = await tx.query<{ id: string }>(
    "select district_id::text as id from district where records >= $1 or runs_alone",
    [largeRecords],
  );
  return rows.map(({ id }) => id);
}

/** What is in a job is believed only where it agrees with the job's own key and group. */
function idsOf(job: Job): ErrandIds | undefined {
  const { districtId, sourceId } = job.data;
  if (!isId(districtId) || !isId(sourceId)) return undefined;
  const ids = { districtId, sourceId };
  return job.singletonKey === keyOf(ids) && job.groupId === groupOf(ids) ? ids : undefined;
}

const isId = (value: unknown): value is number => Number.isSafeInteger(value);

/** Somebody has put other ids into a job: it is closed, and whoever reads the log is told (security 4.1 row 6). */
async function refuse(queue: Queue, job: Job): Promise<Claimed> {
  const fault = new Fault("queue.errand.mismatched", "never", "a job names what never asked for it", {
    job: job.id,
  });
  await queue.library.complete(syncQueue, { id: job.id, retryCount: job.retryCount }, { code: fault.code });
  return { is: "ended", fault };
}

interface ErrandRow extends TaskRow {
  readonly kind: Claim["kind"];
  readonly asked_by: string;
  readonly state: string;
  readonly attempts: number;
  readonly crashes: number;
  readonly worker: string | null;
  readonly records: number;
}

interface Begun {
  readonly claimed: Claimed;
  /** Who had it before and gave no sign of life. */
  readonly lostWorker?: string;
}

async function begin(
  tx: Transaction,
  queue: Queue,
  claimant: Claimant,
  ids: ErrandIds,
  job: Job,
): Promise<Begun | "mismatched"> {
  const [row] = await tx.query<ErrandRow>(
    `select kind, asked_by, state, attempts, crashes, worker, ${taskColumns},
            (select records from district d where d.district_id = e.district_id) as records
       from errand e
      where district_id = $1 and errand_id = $2 and source_id = $3 and state in ('waiting', 'running') for update`,
    [ids.districtId, job.id, ids.sourceId],
  );
  if (row === undefined) return "mismatched";
  const claim: Claim = {
    ...ids,
    ...{ errandId: job.id, retryCount: job.retryCount, worker: claimant.worker },
    ...{ kind: row.kind, askedBy: row.asked_by, attempts: row.attempts, task: taskOf(row) },
    movesIfLarge: row.records === 0 && !claimant.takesHeavy,
  };
  const lost = row.state === "running" ? row.worker : await takeFromSilent(tx, queue, claim);
  const crashes = row.crashes + (row.state === "running" ? 1 : 0);
  const lostWorker = lost === null || lost === undefined ? {} : { lostWorker: lost };
  const settled = await settleUnstarted(tx, queue, claimant, claim, crashes);
  if (settled !== undefined) return { claimed: settled, ...lostWorker };
  await tx.query(
    `update errand set state = 'running', crashes = $3, worker = $4, began_at = $5, alive_at = $5, progress = '{}',
            cancel_asked_by = null
      where district_id = $1 and errand_id = $2`,
    [ids.districtId, job.id, crashes, claimant.worker, claimant.now().toISOString()],
  );
  return { claimed: { is: "claim", claim }, ...lostWorker };
}

/**
 * The library gives a district to one worker at a time: whatever else is noted as at work in it belongs to a worker
 * that is silent. It waits again, unless somebody has asked anew meanwhile.
 */
async function takeFromSilent(
  tx: Transaction,
  queue: Queue,
  { districtId, errandId }: Claim,
): Promise<string | null | undefined> {
  const [silent] = await tx.query<{ errand_id: string; state: string; lost: string | null }>(
    `with silent as (select errand_id, worker, source_id, task from errand
                      where district_id = $1 and state = 'running' and errand_id <> $2)
     update errand e set crashes = e.crashes + 1, worker = null,
            state = case when exists (select from errand o where o.district_id = $1 and o.source_id = silent.source_id
                                         and o.task = silent.task and o.task <> 'upload' and o.state = 'waiting')
                         then 'cancelled' else 'waiting' end
       from silent where e.district_id = $1 and e.errand_id = silent.errand_id
     returning e.errand_id, e.state, silent.worker as lost`,
    [districtId, errandId],
  );
  if (silent?.state === "cancelled")
    await queue.library.deleteJob(syncQueue, silent.errand_id, { db: within(tx) });
  return silent?.lost;
}
