import type { Counts } from "@muster/rules/plan/tally.ts";
import type { Settings } from "@muster/rules/setting/all-settings.ts";
import type { Reader } from "../database/database.ts";
import { Fault } from "../fault.ts";

/**
 * `sealed` nothing of it was applied · `shown` somebody only looked at it · `partly_applied` the rest waits ·
 * `superseded` a newer plan took its place · `declined` a person does not want what is left of it.
 */
export type PlanState = "sealed" | "shown" | "applied" | "partly_applied" | "superseded" | "declined";

/** A sealed plan as it is stored. */
export interface PlanRow extends Record<string, unknown> {
  readonly planId: number;
  readonly hash: string;
  readonly state: PlanState;
  /** The run that made it. */
  readonly runId: number;
  readonly sourceId: number | null;
  readonly snapshotId: number | null;
  /** The run it takes back. */
  readonly undoesRunId: number | null;
  readonly counts: Counts;
  readonly basis: {
    readonly kind: "sync" | "undo" | "manual";
    readonly settings: Settings;
    readonly rulesVersion: string;
    readonly today: string;
  };
}

/**
 * The plan whose hash begins with `hash` (at least six digits).
 *
 * @throws Fault `plan.hash.unknown`, `plan.hash.ambiguous`
 */
export async function findPlan(tx: Reader, districtId: number, hash: string): Promise<PlanRow> {
  const plans = /^[0-9a-f]{6,64}$/.test(hash)
    ? await tx.query<PlanRow>(
        `select plan_id as "planId", hash, state, run_id as "runId", source_id as "sourceId", snapshot_id as "snapshotId",
                undoes_run_id as "undoesRunId", counts, basis
           from plan where district_id = $1 and starts_with(hash, $2) order by plan_id desc limit 2`,
        [districtId, hash],
      )
    : [];
  const [plan, other] = plans;
  if (plan === undefined)
    throw new Fault("plan.hash.unknown", "never", "no plan of this district has this hash", { hash });
  if (other !== undefined && other.hash !== plan.hash)
    throw new Fault("plan.hash.ambiguous", "never", "several plans begin with these digits", { hash });
  return plan;
}

/**
 * What is over is called what it is: nobody looks for a change of the roster that never was.
 *
 * @throws Fault `plan.state.superseded`, `plan.state.applied`, `plan.state.declined`
 */
export function assertOpen({ state }: PlanRow): void {
  switch (state) {
    case "superseded":
      throw new Fault("plan.state.superseded", "never", "a newer plan took the place of this one");
    case "applied":
      throw new Fault("plan.state.applied", "never", "this plan has been applied already");
    case "declined":
      throw new Fault("plan.state.declined", "never", "a person has declined this plan");
    case "sealed":
    case "shown":
    case "partly_applied":
      return;
    default:
      state satisfies never;
  }
}
