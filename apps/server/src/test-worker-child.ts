import { openDatabase } from "@muster/sync/database/database.ts";
import { openHomeKeys } from "@muster/sync/keys/home-keys.ts";
import { openQueue } from "@muster/sync/queue/queue.ts";
import { whatForbids } from "@muster/sync/schedule/what-forbids.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import { sourceLimits } from "@muster/sync/source/source.ts";
import type { SyncSource } from "./do-errand.ts";
import { syncBySource } from "./sync-by-source.ts";
import { testPace, type WorkerOrder } from "./test-worker-order.ts";
import { startWorker } from "./worker.ts";

/** Works as ordered and prints its events, one a line; ends where it is told to. */
async function obey(order: WorkerOrder): Promise<void> {
  const db = await openDatabase({ home: order.home, applicationName: order.name });
  const queue = await openQueue(db, { isWorker: true, pace: testPace });
  const now = (): Date => new Date();
  const keys = await openHomeKeys(order.home);
  const worldOf = (onPoint: (point: string) => void) => ({
    ...{ db, keys, now, onPoint, home: order.home, kinds: sourceKinds, limits: sourceLimits },
    allowsPrivateHosts: true,
  });
  const syncSource: SyncSource = (errand) => {
    const end = order.ends[errand.districtId];
    const reach = (point: string): void => {
      if (point === end?.point) meet(end.by);
    };
    return syncBySource(worldOf(reach))({
      ...errand,
      onProgress: (progress) => {
        errand.onProgress(progress);
        const { stage, what } = { stage: "", what: "", ...progress };
        reach(`stage ${stage}`);
        reach(`stage ${stage} ${what}`);
      },
    });
  };
  const worker = startWorker({
    ...{ queue, name: order.name, places: order.places, heavyPlaces: order.heavyPlaces, syncSource, now },
    forbids: (tx, ids) => whatForbids(tx, ids, now()),
    onEvent: (event) => process.stdout.write(`${JSON.stringify(event)}\n`),
    restMs: 300,
  });
  process.on("SIGTERM", () => void worker.stop().then(() => process.exit(0)));
  process.stdout.write('{"is":"ready"}\n');
}

function meet(signal: "SIGKILL" | "SIGSTOP"): void {
  process.kill(process.pid, signal);
  // The signal may take a moment to arrive; nothing may happen in it.
  if (signal === "SIGKILL") Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0);
  else Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
}

await obey(JSON.parse(process.argv[2] ?? "{}"));
