import { setTimeout as sleep } from "node:timers/promises";
import type { SourceWorld } from "@muster/sync/connection/source-world.ts";
import { Fault } from "@muster/sync/fault.ts";
import { applies } from "@muster/sync/queue/task.ts";
import type { RunStep, RunWorld, SyncResult } from "@muster/sync/run/sync-request.ts";
import { syncSource } from "@muster/sync/run/sync-source.ts";
import { syncUpload } from "@muster/sync/run/sync-upload.ts";
import type { SyncOrder, SyncSource } from "./do-errand.ts";
import { createProgressBook } from "./progress-book.ts";

/** What of the world stays the same from one errand to the next. */
export type ErrandWorld = Omit<RunWorld & SourceWorld, "onStep" | "signal" | "wait">;

/** What comes after the one commit that changes the directory: a sync that got here goes on to its end. */
const afterCommit: ReadonlySet<string> = new Set(["verify", "report"]);

/** The work of an errand: fetches from its source, or takes what was brought, and syncs that, until it is told to stop. */
export function syncBySource(world: ErrandWorld): SyncSource {
  return async (order) => {
    const { signal, onProgress } = order;
    const book = createProgressBook(world.now);
    const onStep = (step: RunStep): void => {
      onProgress(book(step));
      if (signal.aborted && !afterCommit.has(step.stage)) throw interrupted(step.stage);
    };
    const wait = async (ms: number): Promise<void> => {
      await sleep(ms, undefined, { signal }).catch(() => undefined);
      if (signal.aborted) throw interrupted("collect");
    };
    const { outcome, run } = await syncOrder({ ...world, signal, onStep, wait }, order, (progress) =>
      onProgress(book({ stage: "collect", ...progress })),
    );
    return { outcome, run };
  };
}

function syncOrder(
  errandWorld: RunWorld & SourceWorld,
  { districtId, sourceId, task, askedBy: operator, onFetched }: SyncOrder,
  onProgress: (progress: Omit<RunStep, "stage">) => void,
): Promise<SyncResult> {
  const world = { ...errandWorld, onFetched };
  if (task.does === "upload") return syncUpload(world, { districtId, sourceId, operator, upload: task });
  return syncSource(world, { districtId, sourceId, operator, applies: applies(task), onProgress });
}

function interrupted(stage: string): Fault {
  return new Fault("run.signal.interrupted", "now", "stopped before anything was changed", { stage });
}
