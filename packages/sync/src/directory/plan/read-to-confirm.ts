import { type WeighedSlice, weighRemovals } from "@muster/rules/plan/large-removals.ts";
import type { Reader } from "../../database/database.ts";
import { activeBefore } from "./active-before.ts";

/** As much of a sealed plan as says of how much its slices are. */
export interface WeighedPlan {
  readonly counts: Readonly<Record<string, Readonly<Record<string, number>>>>;
  readonly basis: { readonly kind: string };
}

/**
 * How many records leave or end, where whoever approves these slices of a plan has to type that; undefined where they
 * need not. An undo takes back what was let in and has its own look: there nothing is typed.
 */
export function toConfirm(
  { basis, counts }: WeighedPlan,
  slices: readonly WeighedSlice[],
): number | undefined {
  if (basis.kind === "undo") return undefined;
  const { changes, isLarge } = weighRemovals(slices, activeBefore(counts));
  return isLarge ? changes : undefined;
}

interface WeighedRow extends WeighedPlan, Record<string, unknown> {
  readonly slices: readonly WeighedSlice[];
}

/** The same for all that waits of the newest plan of this hash. */
export async function readToConfirm(
  tx: Reader,
  districtId: number,
  hash: string,
): Promise<number | undefined> {
  const [plan] = await tx.query<WeighedRow>(
    `select p.counts, p.basis, coalesce((
              select jsonb_agg(jsonb_build_object('type', s.type, 'kind', s.kind, 'schoolId', s.school_id,
                                                  'changes', s.changes, 'base', s.base))
                from plan_slice s where s.district_id = $1 and s.plan_id = p.plan_id and s.applied_in_run is null), '[]') as slices
       from plan p where p.district_id = $1 and p.hash = $2 order by p.plan_id desc limit 1`,
    [districtId, hash],
  );
  return plan === undefined ? undefined : toConfirm(plan, plan.slices);
}
