import { sweepUploads } from "@muster/sync/run/sweep-uploads.ts";
import { whatForbids } from "@muster/sync/schedule/what-forbids.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import { sourceLimits } from "@muster/sync/source/source.ts";
import { syncBySource } from "../sync-by-source.ts";
import { startWorker, type Worker, type WorkerOptions } from "../worker.ts";
import type { HttpWorld } from "./http-world.ts";

/** A worker beside an interface under test, as `muster serve` has one; stop it before the database goes. */
export function startTestWorker(world: HttpWorld, more: Partial<WorkerOptions> = {}): Worker {
  const { db, home, keys, queue, now, allowsPrivateHosts } = world;
  return startWorker({
    ...{ queue, name: "muster test worker", places: 1, heavyPlaces: 0, now, restMs: 100 },
    syncSource: syncBySource({
      ...{ db, home, keys, now, allowsPrivateHosts, kinds: sourceKinds, limits: sourceLimits },
    }),
    forbids: (tx, errand) => whatForbids(tx, errand, now()),
    onSettled: ({ districtId }) => sweepUploads(world, districtId),
    onEvent: () => undefined,
    ...more,
  });
}
