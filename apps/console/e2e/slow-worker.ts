import type { HttpWorld } from "@muster/server/http/http-world.ts";
import { syncBySource } from "@muster/server/sync-by-source.ts";
import { startWorker, type Worker } from "@muster/server/worker.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { folderSource } from "@muster/sync/source/folder/folder-source.ts";
import { type SourceKind, sourceLimits } from "@muster/sync/source/source.ts";

/** A folder whose file comes drop by drop, until somebody stops the fetch. */
const slowFolder: SourceKind = {
  ...folderSource,
  fetch: async ({ onProgress, signal, wait }) => {
    for (let piece = 1; ; piece += 1) {
      signal.throwIfAborted();
      onProgress({ what: "users.csv", done: Math.min(piece * 500_000, 4_000_000), of: 4_800_000 });
      await wait(150);
    }
  },
};

/** The number and name of the source that never gets to its end. */
export const slowSource = { sourceId: 7, name: "Nightly files" } as const;

/** Sets up a source that takes its time, and a real worker that fetches from it. */
export async function startSlowWorker(world: HttpWorld, { districtId, db }: TestDistrict): Promise<Worker> {
  await db.session(districtId, (session) =>
    session.write((tx) =>
      tx.query(
        `insert into source (district_id, source_id, kind, name, state, known)
         values ($1, $2, 'folder', $3, 'enabled', '{"path": "nowhere"}')`,
        [districtId, slowSource.sourceId, slowSource.name],
      ),
    ),
  );
  const { home, keys, queue, now } = world;
  return startWorker({
    ...{ queue, name: "muster worker e2e", places: 1, heavyPlaces: 0, now, restMs: 200 },
    syncSource: syncBySource({
      ...{ db, home, keys, now, kinds: new Map([["folder", slowFolder]]), limits: sourceLimits },
      allowsPrivateHosts: true,
    }),
    forbids: () => Promise.resolve(undefined),
    onEvent: () => undefined,
  });
}
