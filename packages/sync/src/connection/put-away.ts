import { Fault } from "../fault.ts";
import { openSource } from "./connections.ts";
import { kindOf } from "./kind-of.ts";
import { openConnection } from "./open-connection.ts";
import type { SourceWorld } from "./source-world.ts";

/**
 * Lets a source put away over there what a run has taken, where the district wants that. What was synced is synced: a
 * failure is answered with its code and changes nothing.
 */
export async function putAwayFetched(
  world: SourceWorld,
  at: { readonly districtId: number; readonly sourceId: number },
): Promise<string | undefined> {
  const source = await openSource(world.db, world.keys, at.districtId, at.sourceId);
  const kind = kindOf(world.kinds, source.kind);
  if (kind.putAway === undefined) return undefined;
  const { connection, close } = await openConnection(world, source, () => undefined);
  try {
    await kind.putAway(connection);
    return undefined;
  } catch (error) {
    if (error instanceof Fault) return error.code;
    throw error;
  } finally {
    await close();
  }
}
