import { Fault } from "../fault.ts";
import { openSource } from "./connections.ts";
import type { Arrival } from "./fetch-source.ts";
import { kindOf } from "./kind-of.ts";
import { openConnection } from "./open-connection.ts";
import type { SourceWorld } from "./source-world.ts";

/**
 * Lets a source put away over there what a run has taken, where the district wants that. What was synced is synced: a
 * failure changes nothing, and is kept with the arrival.
 */
export async function putAwayFetched(
  world: SourceWorld,
  districtId: number,
  { arrivalId, sourceId }: Arrival,
): Promise<void> {
  try {
    await putAway(world, districtId, sourceId);
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const fault = { code: error.code, retry: error.retry, facts: error.facts };
    await world.db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query("update arrival set fault = $3 where district_id = $1 and arrival_id = $2", [
          ...[districtId, arrivalId, JSON.stringify(fault)],
        ]),
      ),
    );
  }
}

async function putAway(world: SourceWorld, districtId: number, sourceId: number): Promise<void> {
  const source = await openSource(world.db, world.keys, districtId, sourceId);
  const kind = kindOf(world.kinds, source.kind);
  if (kind.putAway === undefined) return;
  const { connection, close } = await openConnection(world, source, () => undefined);
  try {
    await kind.putAway(connection);
  } finally {
    await close();
  }
}
