import type { Transaction } from "../database/database.ts";
import { deadQueue, syncQueue } from "../database/queue-schema.ts";
import { Fault } from "../fault.ts";
import { sendDead } from "./ask-for-sync.ts";
import type { Claim } from "./claim.ts";
import { largeRecords } from "./large-district.ts";
import { type Queue, type ToldFault, within } from "./queue.ts";
import { applies } from "./task.ts";

/** What became of an errand. */
export type Settlement =
  | { readonly is: "done"; readonly outcome: string; readonly runId: number | undefined }
  /** The world failed; another attempt follows after so many seconds. */
  | { readonly is: "retried"; readonly waitSeconds: number; readonly fault: ToldFault }
  /** Nobody can do it as things stand. */
  | { readonly is: "dead"; readonly fault: ToldFault }
  | { readonly is: "cancelled"; readonly fault: ToldFault }
  /** Given back by a worker that stops, to one with a place of its own, or until its turn: no attempt of the errand's. */
  | { readonly is: "released"; readonly waitSeconds?: number }
  /** Given back because much came for a district that nobody knew to be large: it waits for a place of its own. */
  | { readonly is: "moved" };

/** The text of a mistake of ours may hold anything, so only its kind is kept. */
export function toldOf(error: unknown): ToldFault {
  if (!(error instanceof Fault)) return { code: "run.assertion.failed", retry: "never", facts: {} };
  return { code: error.code, retry: error.retry, facts: error.facts };
}

/**
 * Settles an errand, in the library and in our table at once.
 *
 * @returns false where the errand is no longer ours: then nothing is written
 */
export async function settleSync(
  queue: Queue,
  claim: Claim,
  at: Date,
  settlement: Settlement,
): Promise<boolean> {
  return queue.reserve.session(claim.districtId, (session) =>
    session.write((tx) => settleIn(tx, queue, claim, at, settlement)),
  );
}

/** The same as part of a transaction. */
export async function settleIn(
  tx: Transaction,
  queue: Queue,
  claim: Claim,
  at: Date,
  settlement: Settlement,
): Promise<boolean> {
  const isOver = settlement.is === "done" || settlement.is === "dead" || settlement.is === "cancelled";
  if (!(await (isOver ? complete(tx, queue, claim) : giveBack(tx, queue, claim)))) return false;
  const when = at.toISOString();
  switch (settlement.is) {
    case "done":
      await end(tx, claim, when, settlement);
      await settleDistrict(tx, queue, claim);
      await forgetOld(tx, claim, at);
      break;
    case "dead":
      await bury(tx, queue, claim, at, settlement);
      break;
    case "cancelled":
      await end(tx, claim, when, settlement);
      break;
    case "retried":
      await waitAgain(tx, queue, claim, settlement);
      break;
    case "released":
      await waitAgain(tx, queue, claim, { waitSeconds: settlement.waitSeconds ?? 0, fault: undefined });
      break;
    case "moved":
      await countAsLarge(tx, claim);
      await waitAgain(tx, queue, claim, { waitSeconds: 0, fault: undefined });
      break;
    default:
      settlement satisfies never;
  }
  return true;
}

/** Puts an errand where it is listed, and tells whoever must hear of it. */
async function bury(
  tx: Transaction,
  queue: Queue,
  claim: Claim,
  at: Date,
  settlement: Settlement & { readonly is: "dead" },
): Promise<void> {
  await buryOlder(tx, queue, claim, "and task = $3 and task <> 'upload'", [claim.task.does]);
  await sendDead(tx, queue, claim, claim.errandId);
  await end(tx, claim, at.toISOString(), settlement);
  // Whoever wanted to see a plan looks at it themselves; nobody else waits for it.
  if (!applies(claim.task)) return;
  await queue.onDead(tx, { ...claim, fault: settlement.fault, attempts: claim.attempts + 1 }, at);
}

type Answer = { readonly affected?: number };

async function complete(tx: Transaction, queue: Queue, claim: Claim): Promise<boolean> {
  const answer: Answer = await queue.library.complete(syncQueue, attemptOf(claim), null, { db: within(tx) });
  return answer.affected === 1;
}

async function giveBack(tx: Transaction, queue: Queue, claim: Claim): Promise<boolean> {
  const answer: Answer = await queue.library.fail(syncQueue, attemptOf(claim), null, { db: within(tx) });
  return answer.affected === 1;
}

const attemptOf = ({ errandId, retryCount }: Claim) => ({ id: errandId, retryCount });

async function end(
  tx: Transaction,
  { districtId, errandId }: Claim,
  at: string,
  settlement: Exclude<Settlement, { readonly is: "retried" | "released" | "moved" }>,
): Promise<void> {
  const fault = "fault" in settlement ? settlement.fault : undefined;
  const done = settlement.is === "done" ? settlement : undefined;
  await tx.query(
    `update errand set state = $3, ended_at = $4, outcome = $5, run_id = $6, fault = $7
      where district_id = $1 and errand_id = $2`,
    [
      ...[districtId, errandId, settlement.is, at, done?.outcome ?? null, done?.runId ?? null],
      fault === undefined ? null : JSON.stringify(fault),
    ],
  );
}

/** Somebody may have asked anew for the same while this one ran; then that one does for both. */
async function waitAgain(
  tx: Transaction,
  queue: Queue,
  { districtId, sourceId, errandId, task }: Claim,
  next: { readonly waitSeconds: number; readonly fault: ToldFault | undefined },
): Promise<void> {
  const [row] = await tx.query<{ state: string }>(
    `update errand set worker = null, attempts = attempts + $4, fault = coalesce($5, fault),
            crashes = case when $4 = 1 then 0 else crashes end,
            state = case when exists (select from errand o where o.district_id = $1 and o.source_id = $3
                                         and o.task = $6 and o.task <> 'upload' and o.state = 'waiting')
                         then 'cancelled' else 'waiting' end
      where district_id = $1 and errand_id = $2 returning state`,
    [
      ...[districtId, errandId, sourceId, next.fault === undefined ? 0 : 1],
      ...[next.fault === undefined ? null : JSON.stringify(next.fault), task.does],
    ],
  );
  const db = within(tx);
  if (row?.state === "cancelled") await queue.library.deleteJob(syncQueue, errandId, { db });
  else await queue.library.update(syncQueue, undefined, { id: errandId, startAfter: next.waitSeconds, db });
}

/** Until a sync of the district goes through and its records are counted. */
async function countAsLarge(tx: Transaction, { districtId }: Claim): Promise<void> {
  await tx.query("update district set records = greatest(records, $2) where district_id = $1", [
    ...[districtId, largeRecords],
  ]);
}

/**
 * A sync that went through: nothing of its source is dead any more, and how large the district is now is noted. A plan does
 * not do for a sync.
 */
async function settleDistrict(tx: Transaction, queue: Queue, claim: Claim): Promise<void> {
  await buryOlder(tx, queue, claim, "and (not applies or $3)", [applies(claim.task)]);
  await tx.query(
    `update district set runs_alone = false,
            records = (select coalesce(sum(records), 0) from source_table where district_id = $1)
      where district_id = $1`,
    [claim.districtId],
  );
}

/** What came of an errand is told by its run; the errand itself is kept for so many days. */
const keptDays = 90;

async function forgetOld(tx: Transaction, { districtId, sourceId }: Claim, at: Date): Promise<void> {
  await tx.query(
    "delete from errand where district_id = $1 and source_id = $2 and ended_at < $3::timestamptz - $4 * interval '1 day'",
    [districtId, sourceId, at.toISOString(), keptDays],
  );
}

/** Of a source one dead sync is listed, the newest; of uploads each, for each has files of its own. */
async function buryOlder(
  tx: Transaction,
  queue: Queue,
  { districtId, sourceId }: Claim,
  which: "and task = $3 and task <> 'upload'" | "and (not applies or $3)",
  values: readonly unknown[],
): Promise<void> {
  const rows = await tx.query<{ errand_id: string }>(
    `update errand set state = 'redriven' where district_id = $1 and source_id = $2 and state = 'dead' ${which}
     returning errand_id`,
    [districtId, sourceId, ...values],
  );
  if (rows.length === 0) return;
  await queue.library.deleteJob(
    deadQueue,
    rows.map(({ errand_id }) => errand_id),
    { db: within(tx) },
  );
}
