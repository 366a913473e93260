import { mkdir, mkdtemp, rm } from "node:fs/promises";
import path from "node:path";
import { orStorageFault } from "../disk/storage-fault.ts";
import { dropFolder } from "../source/drop/drop-folder.ts";
import type { Connection, SourceProgress } from "../source/source.ts";
import type { OpenedSource } from "./connections.ts";
import type { SourceWorld } from "./source-world.ts";

/** A connection and how to let go of what it fetched. */
export interface OpenedConnection {
  readonly connection: Connection;
  /** Removes the folder with everything in it. */
  readonly close: () => Promise<void>;
}

/**
 * Gives a source its folder, under `<home>/arrivals`, which only we may read, and the world it may use.
 *
 * @throws Fault `storage.*`
 */
export async function openConnection(
  world: SourceWorld,
  source: OpenedSource,
  onProgress: (progress: SourceProgress) => void,
): Promise<OpenedConnection> {
  const arrivals = path.join(world.home, "arrivals");
  await orStorageFault(mkdir(arrivals, { recursive: true, mode: 0o700 }), arrivals);
  const folder = await orStorageFault(
    mkdtemp(path.join(arrivals, `${source.districtId}-${source.sourceId}-`)),
    arrivals,
  );
  const { limits, allowsPrivateHosts, signal, now, wait } = world;
  return {
    connection: {
      ...{ values: source.values, folder, limits, allowsPrivateHosts, signal, now, wait, onProgress },
      lastSeen: Object.keys(source.seen).length === 0 ? undefined : source.seen,
      ...(source.kind === "drop"
        ? { dropFolder: dropFolder(world.home, source.districtId, source.sourceId) }
        : {}),
    },
    close: () => rm(folder, { recursive: true, force: true }),
  };
}
