import type { Session } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { verifyPlan } from "../verify/verify-plan.ts";
import type { Run } from "./run.ts";
import type { RunWorld } from "./sync-request.ts";

/**
 * The stage verify: what a run has applied of a plan is read again after the commit. Where the proof fails, what was
 * done stays done and can be undone; nobody is told that all is well.
 *
 * @throws Fault `run.verify.failed`
 */
export async function proveRun(session: Session, world: RunWorld, run: Run, planId: number): Promise<void> {
  world.onStep({ stage: "verify" });
  world.onPoint?.("mid-verify");
  const { checked, wrong } = await session.read((tx) => verifyPlan(tx, run.districtId, planId, run.runId));
  if (wrong > 0)
    throw new Fault("run.verify.failed", "never", "the directory is not what the plan says", {
      ...{ run: run.runId, checked, wrong },
    });
}
