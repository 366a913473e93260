import { dropFolder } from "../source/drop/drop-folder.ts";
import type { Connection, SourceProgress } from "../source/source.ts";
import { openArrivalFolder } from "./arrival-folder.ts";
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
  const { files: folder, close } = await openArrivalFolder(
    world.home,
    `${source.districtId}-${source.sourceId}-`,
  );
  const { limits, allowsPrivateHosts, signal, now, wait, onAnnounced } = world;
  return {
    connection: {
      ...{ values: source.values, folder, limits, allowsPrivateHosts, signal, now, wait, onProgress },
      ...(onAnnounced === undefined ? {} : { onAnnounced }),
      lastSeen: Object.keys(source.seen).length === 0 ? undefined : source.seen,
      ...(source.kind === "drop"
        ? { dropFolder: dropFolder(world.home, source.districtId, source.sourceId) }
        : {}),
    },
    close,
  };
}
