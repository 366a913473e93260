import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@muster/sync/fault.ts";
import type { Claim } from "@muster/sync/queue/claim.ts";
import { keepClaim } from "@muster/sync/queue/keep-claim.ts";
import { largeBytes } from "@muster/sync/queue/large-district.ts";
import type { ErrandIds, Queue } from "@muster/sync/queue/queue.ts";
import { afterFailure } from "@muster/sync/queue/retry-delay.ts";
import { type Settlement, settleSync, toldOf } from "@muster/sync/queue/settle-sync.ts";
import type { Task } from "@muster/sync/queue/task.ts";
import { makeReady } from "@muster/sync/report/make-ready.ts";
import { backOff } from "./back-off.ts";
import type { WorkerEvent } from "./worker-event.ts";

/**
 * Does one sync. It stops when the signal is aborted, as long as nothing is committed; the signal's reason says why.
 * What it throws is a Fault where the world failed, and says by `retry` whether another attempt makes sense.
 */
export type SyncSource = (order: SyncOrder) => Promise<SyncEnd>;

export interface SyncOrder extends ErrandIds {
  readonly task: Task;
  readonly askedBy: string;
  /** Told how large the files are that were fetched; it may abort the signal. */
  readonly onFetched: (bytes: number) => void;
  readonly signal: AbortSignal;
  /** What people see of it; anything that can be written as JSON, without a person in it. */
  readonly onProgress: (progress: object) => void;
}

/** What came of a sync that went to its end. */
export interface SyncEnd {
  readonly outcome: string;
  readonly run: number | undefined;
}

/** What of a worker its errands need. */
interface ErrandWorker {
  readonly queue: Queue;
  readonly syncSource: SyncSource;
  readonly now: () => Date;
  readonly onEvent: (event: WorkerEvent) => void;
  readonly onSettled?: (claim: Claim) => Promise<void>;
}

/** Does the errand of a claim, giving signs of life meanwhile, and settles it. @returns its outcome or code */
export async function doErrand(
  worker: ErrandWorker,
  claim: Claim,
  running: Set<(reason: Fault) => void>,
): Promise<string> {
  const { queue, now, onEvent } = worker;
  const { districtId, sourceId, errandId, askedBy, task } = claim;
  const ids = { districtId, sourceId };
  const kept = keepClaim(queue, claim, now);
  const onFetched = (bytes: number): void => {
    if (claim.movesIfLarge && bytes >= largeBytes) kept.abort(tooLarge(ids, bytes));
  };
  running.add(kept.abort);
  onEvent({ is: "began", errandId, ...ids });
  const settlement = await worker
    .syncSource({ ...ids, task, askedBy, signal: kept.signal, onProgress: kept.tell, onFetched })
    .then(({ outcome, run }): Settlement => ({ is: "done", outcome, runId: run }))
    .catch((error: unknown) => {
      if (!(error instanceof Fault)) onEvent({ is: "bug", ...ids, ...kindOf(error) });
      return afterError(error, kept.signal, claim);
    });
  running.delete(kept.abort);
  await kept.end();
  const isOurs = settlement !== "lost" && (await settle(queue, claim, now, settlement));
  if (!isOurs) {
    onEvent({ is: "lost", ...ids });
    return "queue.claim.lost";
  }
  onEvent(eventOf(ids, settlement));
  await worker.onSettled?.(claim);
  if (settlement.is === "done") await prepareLook(worker, ids, settlement.runId);
  return wordOf(settlement);
}

function wordOf(settlement: Settlement): string {
  if (settlement.is === "done") return settlement.outcome;
  return "fault" in settlement ? settlement.fault.code : settlement.is;
}

/** What people look at first is made ready; where that fails, it is made when somebody looks. */
async function prepareLook(
  { queue, now, onEvent }: ErrandWorker,
  ids: ErrandIds,
  runId: number | undefined,
): Promise<void> {
  if (runId === undefined) return;
  await makeReady(queue.db, ids.districtId, runId, now()).catch((error: unknown) =>
    onEvent({ is: "unready", ...ids, code: error instanceof Fault ? error.code : "run.assertion.failed" }),
  );
}

/** What a failed sync becomes. Why it was told to stop counts for more than what it made of that. */
function afterError(error: unknown, signal: AbortSignal, claim: Claim): Settlement | "lost" {
  const reason: unknown = signal.aborted ? signal.reason : undefined;
  if (reason instanceof Fault) {
    if (reason.code === "queue.claim.lost") return "lost";
    if (reason.code === "queue.worker.stopping") return { is: "released" };
    if (reason.code === "queue.errand.large") return { is: "moved" };
    return { is: "cancelled", fault: toldOf(reason) };
  }
  const fault = toldOf(error);
  const next = afterFailure(fault.retry, claim.attempts + 1, Math.random());
  return next === "give-up" ? { is: "dead", fault } : { is: "retried", fault, ...next };
}

function tooLarge({ districtId, sourceId }: ErrandIds, bytes: number): Fault {
  return new Fault(
    "queue.errand.large",
    "now",
    "a district that was not known to be large wants another place",
    {
      ...{ district: districtId, source: sourceId, bytes },
    },
  );
}

/** The database may just be coming back; what cannot be settled is done again by whoever takes the errand over. */
async function settle(queue: Queue, claim: Claim, now: () => Date, settlement: Settlement): Promise<boolean> {
  for (let failures = 1; ; failures += 1) {
    try {
      return await settleSync(queue, claim, now(), settlement);
    } catch (error) {
      if (!(error instanceof Fault) || failures === 4) throw error;
      await sleep(backOff(failures));
    }
  }
}

function eventOf(ids: ErrandIds, settlement: Settlement): WorkerEvent {
  switch (settlement.is) {
    case "done":
      return { is: "done", ...ids, outcome: settlement.outcome, run: settlement.runId };
    case "retried":
      return { is: "retried", ...ids, code: settlement.fault.code, waitSeconds: settlement.waitSeconds };
    case "dead":
    case "cancelled":
      return { is: settlement.is, ...ids, code: settlement.fault.code };
    case "released":
    case "moved":
      return { is: settlement.is, ...ids };
    default:
      return settlement satisfies never;
  }
}

/** Where a mistake of ours was made; its text is left out, for it may hold anything. */
function kindOf(error: unknown): { readonly name: string; readonly stack: string | undefined } {
  if (!(error instanceof Error)) return { name: typeof error, stack: undefined };
  const frames = error.stack?.split("\n").filter((line) => /^\s+at /.test(line));
  return { name: error.name, stack: frames?.slice(0, 8).join("\n") };
}
