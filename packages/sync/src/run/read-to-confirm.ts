import { weighRemovals } from "@muster/rules/plan/large-removals.ts";
import type { Reader } from "../database/database.ts";
import { activeBefore } from "../directory/plan/active-before.ts";
import { findPlan, type PlanRow } from "./plan-row.ts";
import { readWaitingSlices, type WaitingSlice } from "./waiting-slices.ts";

/**
 * How many records leave or end, where whoever approves these slices has to type that; undefined where they need not.
 * An undo takes back what was let in and has its own look: there nothing is typed.
 */
export function toConfirm(plan: PlanRow, slices: readonly WaitingSlice[]): number | undefined {
  if (plan.basis.kind === "undo") return undefined;
  const { changes, isLarge } = weighRemovals(slices, activeBefore(plan.counts));
  return isLarge ? changes : undefined;
}

/**
 * The same for all that waits of a plan.
 *
 * @throws Fault `plan.hash.unknown`, `plan.hash.ambiguous`
 */
export async function readToConfirm(
  tx: Reader,
  districtId: number,
  hash: string,
): Promise<number | undefined> {
  const plan = await findPlan(tx, districtId, hash);
  return toConfirm(plan, await readWaitingSlices(tx, districtId, plan.planId));
}
