import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@muster/sync/fault.ts";
import type { Claim, Forbids } from "@muster/sync/queue/claim.ts";
import { claimSync } from "@muster/sync/queue/claim-sync.ts";
import type { Queue } from "@muster/sync/queue/queue.ts";
import { backOff } from "./back-off.ts";
import { doErrand, type SyncSource } from "./do-errand.ts";
import { isOverWithin } from "./is-over-within.ts";
import type { WorkerEvent } from "./worker-event.ts";
import { createWorkerFigures, type WorkerFigures } from "./worker-figures.ts";

/**
 * A worker: so many places, each of which takes an errand, does it, settles it, and takes the next. It holds nothing
 * that could not be lost: killed at any moment, another one does its errands from the beginning.
 */
export interface WorkerOptions {
  readonly queue: Queue;
  /** Unlike any other worker's, and what PostgreSQL lists its connections as. */
  readonly name: string;
  /** Places for every errand that wants no place of its own. */
  readonly places: number;
  /** Places that also take large districts, and those whose sync brought a worker down. */
  readonly heavyPlaces: number;
  readonly syncSource: SyncSource;
  readonly forbids: Forbids;
  /** Called once an errand is settled and before its place takes another; throws nothing. */
  readonly onSettled?: (claim: Claim) => Promise<void>;
  readonly now: () => Date;
  readonly onEvent: (event: WorkerEvent) => void;
  /** How long a place that found nothing waits, in ms; 2,000 unless told. */
  readonly restMs?: number;
}

export interface Worker {
  readonly figures: () => WorkerFigures;
  /** Looks for work at once, as after somebody of the same process has asked for a sync. */
  readonly wake: () => void;
  /**
   * Takes no more errands and waits for those at work; what is not done after `patienceMs` is told to stop and given
   * back. Over within 30 s unless told otherwise.
   */
  readonly stop: (patienceMs?: number) => Promise<void>;
  /** Resolves when the worker has stopped: with the reason where it did so by itself. */
  readonly stopped: Promise<Fault | undefined>;
}

/** How long errands that were told to stop may take to do so, in ms. */
const lastWordsMs = 4_000;
const usualPatienceMs = 25_000;

export function startWorker(options: WorkerOptions): Worker {
  const figures = createWorkerFigures();
  const running = new Set<(reason: Fault) => void>();
  const stopping = new AbortController();
  let alarm = new AbortController();
  const wake = (): void => {
    alarm.abort();
    alarm = new AbortController();
  };
  const rest = async (ms: number): Promise<void> => {
    await sleep(ms, undefined, { signal: alarm.signal }).catch(() => undefined);
  };
  const place: Place = { options, figures, running, rest, stopping };
  const heavy = Array.from({ length: options.heavyPlaces }, () => work(place, true));
  const light = Array.from({ length: options.places }, () => work(place, false));
  const stopped = Promise.all([...heavy, ...light]).then(() => reasonOf(stopping.signal));
  const stop = async (patienceMs = usualPatienceMs): Promise<void> => {
    stopping.abort();
    wake();
    if (await isOverWithin(stopped, patienceMs)) return;
    for (const abort of running) abort(workerStopping());
    await isOverWithin(stopped, lastWordsMs);
  };
  return { figures: figures.read, wake, stop, stopped };
}

interface Place {
  readonly options: WorkerOptions;
  readonly figures: ReturnType<typeof createWorkerFigures>;
  readonly running: Set<(reason: Fault) => void>;
  readonly rest: (ms: number) => Promise<void>;
  readonly stopping: AbortController;
}

/** One place, until the worker stops. */
async function work(place: Place, takesHeavy: boolean): Promise<void> {
  const { options, stopping, rest } = place;
  const restMs = options.restMs ?? 2_000;
  let failures = 0;
  const pause = async (code: string): Promise<void> => {
    failures += 1;
    const waitMs = backOff(failures);
    options.onEvent({ is: "trouble", code, waitMs });
    await rest(waitMs);
  };
  while (!stopping.signal.aborted) {
    try {
      const done = await workOnce(place, takesHeavy);
      if (isNoRoom(done)) {
        await pause(done);
        continue;
      }
      failures = 0;
      // Places that rest do not all wake at once.
      if (done === "nothing") await rest(restMs * (0.75 + Math.random() / 2));
    } catch (error) {
      if (error instanceof Fault && error.code === "database.schema.newer") return stopping.abort(error);
      const code = error instanceof Fault ? error.code : "run.assertion.failed";
      place.figures.noteTrouble(code);
      await pause(code);
    }
  }
}

/**
 * What fails one sync and would fail every other as well: one at a time tries whether there is room again, and the
 * rest of the queue waits, instead of being given up district by district (reliability J08).
 */
function isNoRoom(code: string): boolean {
  return ["database.disk.full", "database.server.read-only", "storage.disk.full"].includes(code);
}

/** @returns what an errand ended as; `nothing` where there was none, `busy` where there may be another */
async function workOnce({ options, figures, running }: Place, takesHeavy: boolean): Promise<string> {
  const { queue, name, now, forbids, onEvent } = options;
  const claimed = await claimSync(queue, { worker: name, takesHeavy, now, forbids });
  figures.noteAlive();
  switch (claimed.is) {
    case "nothing":
      return "nothing";
    case "moved":
      return "busy";
    case "ended":
      onEvent({ is: "refused", code: claimed.fault.code, facts: claimed.fault.facts });
      figures.count(claimed.fault.code);
      return "busy";
    case "claim":
      figures.begin();
      try {
        const end = await doErrand(options, claimed.claim, running);
        figures.count(end);
        figures.noteRoom(isNoRoom(end) ? end : undefined);
        return end;
      } finally {
        figures.end();
      }
    default:
      return claimed satisfies never;
  }
}

function workerStopping(): Fault {
  return new Fault("queue.worker.stopping", "now", "the worker is being stopped");
}

function reasonOf({ reason }: AbortSignal): Fault | undefined {
  return reason instanceof Fault ? reason : undefined;
}
