import type { Slice } from "@muster/rules/plan/slice.ts";
import { slicesOf, type Tally } from "@muster/rules/plan/tally.ts";
import type { Reader } from "../database/database.ts";
import { readSliceCounts } from "./read-slice-counts.ts";

/** A plan's changes by slice, beside what the directory holds. */
export interface SlicedPlan {
  readonly slices: readonly Slice[];
  /** Active records of each type before the plan. */
  readonly active: Readonly<Record<string, number>>;
}

/** Sets every slice of a plan beside the active records it is a share of, as the gates judge it. */
export async function readSlices(tx: Reader, districtId: number, tally: Tally): Promise<SlicedPlan> {
  const counts = await readSliceCounts(tx, districtId);
  const slices = slicesOf(tally, ({ type, schoolId }) => counts.of(type, schoolId));
  return { slices, active: counts.totals };
}
