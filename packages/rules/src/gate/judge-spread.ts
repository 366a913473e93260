import { recordTypes } from "../model/entities.ts";
import { type Slice, sliceName } from "../plan/slice.ts";
import type { Settings } from "../setting/all-settings.ts";
import type { GateFacts } from "./gate-facts.ts";
import { removalLimit } from "./removal-limit.ts";
import type { Gate } from "./verdict.ts";

/**
 * The deletion threshold over the whole district (reliability G4). A file cut off between two rows takes a few
 * records from every school, each loss small enough to pass alone. What is held already does not count: that the
 * middle school waits is no reason for the others to wait.
 *
 * @param held names of the slices that other gates hold
 */
export function judgeSpread(
  slices: readonly Slice[],
  held: ReadonlySet<string>,
  facts: GateFacts,
  settings: Settings,
): readonly Gate[] {
  return recordTypes.flatMap((type) => {
    const base = facts.active[type];
    if (base === undefined) return [];
    const passing = slices.filter(
      (slice) => slice.type === type && slice.kind === "removal" && !held.has(sliceName(slice)),
    );
    const observed = passing.reduce((sum, slice) => sum + slice.changes, 0);
    const limit = removalLimit(base, settings);
    if (observed <= limit) return [];
    return passing.map((slice): Gate => {
      return { code: "gate.removals.spread", slice, observed, limit, facts: { base } };
    });
  });
}
