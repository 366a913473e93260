import { setTimeout as sleep } from "node:timers/promises";
import type { SourceWorld } from "@muster/sync/connection/source-world.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { syncSource } from "@muster/sync/run/sync-source.ts";
import type { SyncSource } from "./do-errand.ts";
import { createProgressBook } from "./progress-book.ts";

/** What of the world stays the same from one errand to the next. */
export type ErrandWorld = Omit<RunWorld & SourceWorld, "onStep" | "signal" | "wait">;

/** What comes after the one commit that changes the directory: a sync that got here goes on to its end. */
const afterCommit: ReadonlySet<string> = new Set(["verify", "report"]);

/** The work of an errand: fetches from its source and syncs what came, until it is told to stop. */
export function syncBySource(world: ErrandWorld): SyncSource {
  return async ({ districtId, sourceId, askedBy, signal, onProgress, onFetched }) => {
    const book = createProgressBook(world.now);
    const { outcome, run } = await syncSource(
      {
        ...{ ...world, signal, onFetched },
        wait: async (ms) => {
          await sleep(ms, undefined, { signal }).catch(() => undefined);
          if (signal.aborted) throw interrupted("collect");
        },
        onStep: (step) => {
          onProgress(book(step));
          if (signal.aborted && !afterCommit.has(step.stage)) throw interrupted(step.stage);
        },
      },
      {
        ...{ districtId, sourceId, operator: askedBy, applies: true },
        onProgress: (progress) => onProgress(book({ stage: "collect", ...progress })),
      },
    );
    return { outcome, run };
  };
}

function interrupted(stage: string): Fault {
  return new Fault("run.signal.interrupted", "now", "stopped before anything was changed", { stage });
}
