import { Fault } from "../fault.ts";
import type { Sighting, SourceProgress } from "../source/source.ts";
import { noteLook, openSource } from "./connections.ts";
import { kindOf } from "./kind-of.ts";
import { openConnection } from "./open-connection.ts";
import type { SourceWorld } from "./source-world.ts";

/**
 * Connects to a source and tells what can be seen there, before anything of it is used: as whom, which schools, which
 * files, what is not shared with us and what is shared too much. From then on the source may be enabled.
 *
 * @throws Fault `source.*`: nothing is noted then
 */
export async function lookAtSource(
  world: SourceWorld,
  at: { readonly districtId: number; readonly sourceId: number },
  onProgress: (progress: SourceProgress) => void,
): Promise<Sighting> {
  const source = await openSource(world.db, world.keys, at.districtId, at.sourceId);
  const kind = kindOf(world.kinds, source.kind);
  const { connection, close } = await openConnection(world, source, onProgress);
  try {
    const sighting = await kind.look(connection);
    const lookedAt = world.now().toISOString();
    await world.db.session(at.districtId, (session) =>
      session.write((tx) =>
        noteLook(tx, { ...at, lookedAt }, sighting, { ...source.seen, ...sighting.seen }),
      ),
    );
    return sighting;
  } catch (error) {
    throw world.signal.aborted ? interrupted() : error;
  } finally {
    await close();
  }
}

export function interrupted(): Fault {
  return new Fault("run.signal.interrupted", "now", "stopped before anything was changed");
}
