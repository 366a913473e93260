import { listSources, type SourceSetUp } from "@muster/sync/connection/connections.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { type DistrictOption, findDistrict } from "../district-option.ts";
import { UsageError } from "../usage-error.ts";

/** @throws Fault `source.id.unknown`, and what finding the district throws */
export async function findSource(
  world: RunWorld,
  sourceId: number,
  options: DistrictOption,
): Promise<SourceSetUp> {
  const { districtId } = await findDistrict(world, options);
  const source = (await listSources(world.db, districtId)).find((one) => one.sourceId === sourceId);
  if (source !== undefined) return source;
  throw new Fault("source.id.unknown", "never", "there is no such source", {
    district: districtId,
    source: sourceId,
  });
}

/**
 * A sync needs the source, and the one whose syncs it joins.
 *
 * @throws UsageError where either is a draft or paused; Fault as `findSource`
 */
export async function assertEnabled(
  world: RunWorld,
  { sourceId, state, joins }: SourceSetUp,
  options: DistrictOption,
): Promise<void> {
  if (state !== "enabled")
    throw new UsageError(
      `Source ${sourceId} is ${state === "draft" ? "a draft" : "paused"}.`,
      `npx muster source enable ${sourceId}`,
    );
  if (joins !== undefined) await assertEnabled(world, await findSource(world, joins, options), options);
}
