import type { Database } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { noteDeclined } from "../notice/note-second-wanted.ts";
import { assertOpen, findPlan } from "./plan-row.ts";

/** A person does not want what is left of a plan. */
export interface Refusal {
  readonly districtId: number;
  /** The plan's hash or the beginning of it. */
  readonly hash: string;
  readonly operator: string;
  readonly reason: string;
}

/**
 * Declines a plan: it waits for nobody any more, and cannot be applied. What of it was applied stays. The next sync
 * weighs the same records again and plans anew, so that a no is never silence about what is still so.
 *
 * @returns how many changes were waiting
 * @throws Fault `plan.hash.unknown`, `plan.hash.ambiguous`, `plan.state.superseded`, `plan.state.applied`,
 *   `plan.state.declined`, `plan.reason.needed`
 */
export async function declinePlan(
  world: { readonly db: Database; readonly now: () => Date },
  { districtId, hash, operator, reason }: Refusal,
): Promise<{ readonly hash: string; readonly declined: number }> {
  if (reason.trim() === "") throw new Fault("plan.reason.needed", "never", "a refusal needs a reason");
  return world.db.session(districtId, async (session) => {
    // Whoever applies the plan at this moment holds the district: one of the two is first.
    await session.lock("run", true);
    return session.write(async (tx) => {
      const plan = await findPlan(tx, districtId, hash);
      assertOpen(plan);
      const [row] = await tx.query<{ declined: number }>(
        `update plan p set state = 'declined', declined_by = $3, declined_for = $4, declined_at = $5
          where p.district_id = $1 and p.plan_id = $2
         returning (select coalesce(sum(changes), 0) from plan_slice s
                     where s.district_id = $1 and s.plan_id = $2 and s.applied_in_run is null) as declined`,
        [districtId, plan.planId, operator, reason.trim(), world.now()],
      );
      const subject = { districtId, sourceId: plan.sourceId ?? undefined };
      await noteDeclined(tx, subject, world.now().toISOString());
      return { hash: plan.hash, declined: row?.declined ?? 0 };
    });
  });
}
