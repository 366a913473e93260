import type { SourceSetUp } from "@muster/sync/connection/connections.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import type { Cli } from "../cli.ts";
import type { DistrictOption } from "../district-option.ts";
import { findSource } from "../source/find-source.ts";
import { UsageError } from "../usage-error.ts";
import { withWorld } from "../world.ts";

type OnDrop<T> = (world: RunWorld, source: SourceSetUp) => Promise<T>;

/**
 * Does something with a source of the hosted drop.
 *
 * @throws UsageError where the source is another kind; Fault as `findSource`
 */
export async function withDrop<T>(
  cli: Cli,
  id: number,
  options: DistrictOption,
  work: OnDrop<T>,
): Promise<T> {
  return withWorld(cli, async (world) => {
    const source = await findSource(world, id, options);
    if (source.kind !== "drop")
      throw new UsageError(
        `Source ${id} is no drop: nobody uploads to it.`,
        "To make one: npx muster source add drop",
      );
    return work(world, source);
  });
}
