import { applyPlan } from "../apply/apply-plan.ts";
import { summarise } from "../check/store-findings.ts";
import type { Reader, Session } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { settleSnapshot } from "../snapshot/settle-snapshot.ts";
import type { SnapshotTables } from "../snapshot/snapshot-row.ts";
import { verifyPlan } from "../verify/verify-plan.ts";
import type { Outcome } from "./outcome.ts";
import { findPlan, type PlanRow } from "./plan-row.ts";
import { abortRun, beginRun, finishRun, noteRun, type Run } from "./run.ts";
import { settleBasis } from "./source-row.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";

/** A person's word on a sealed plan: this plan and no other, known by its hash or the beginning of it. */
export interface Approval {
  readonly districtId: number;
  readonly hash: string;
  readonly operator: string;
  /** True: what the gates hold is applied too. */
  readonly approve: boolean;
  readonly reason: string | undefined;
}

/**
 * Applies what waits of a sealed plan. Without `approve` only what the gates let through goes; with it the held
 * slices follow, under the operator's name and reason. The limits themselves stay as they are.
 *
 * @throws Fault `plan.hash.unknown`, `plan.hash.ambiguous`, `plan.basis.stale`, `plan.approval.needed`
 */
export async function approvePlan(world: RunWorld, approval: Approval): Promise<SyncResult> {
  const { districtId, operator } = approval;
  return world.db.session(districtId, async (session) => {
    const plan = await session.read((tx) => findPlan(tx, districtId, approval.hash));
    if (plan.state === "superseded" || plan.state === "applied")
      throw new Fault("plan.basis.stale", "never", "this plan can no longer be applied", {
        state: plan.state,
      });
    const run = await beginRun(session, {
      ...{ districtId, kind: "apply", sourceId: plan.sourceId ?? undefined, operator },
      at: world.now().toISOString(),
      onWait: () => world.onStep({ stage: "wait" }),
    });
    try {
      return await carryOut(session, world, run, plan, approval);
    } catch (error) {
      const code = error instanceof Fault ? error.code : "run.assertion.failed";
      const outcome: Outcome = code === "plan.basis.stale" ? "superseded" : "failed";
      const result = { fault: { code, retry: "never", facts: {} } };
      await abortRun(session, run, { outcome, at: world.now().toISOString(), result });
      throw error;
    }
  });
}

async function carryOut(
  session: Session,
  world: RunWorld,
  run: Run,
  plan: PlanRow,
  approval: Approval,
): Promise<SyncResult> {
  const { districtId } = approval;
  const began = performance.now();
  const applied = await session.write(async (tx) => {
    const waiting = await readWaiting(tx, districtId, plan.planId);
    if (waiting.go === 0 && !approval.approve)
      throw new Fault("plan.approval.needed", "never", "everything left of this plan is held", {
        held: waiting.held,
      });
    if (approval.approve && (approval.reason ?? "").trim() === "")
      throw new Fault("plan.reason.needed", "never", "an approval needs a reason");
    await noteRun(tx, run, { stage: "apply", planId: plan.planId });
    const changes = await applyPlan(tx, {
      ...{ districtId, planId: plan.planId, runId: run.runId, fencing: run.fencing },
      slices: approval.approve ? "all" : "go",
      approval: approval.approve ? { by: approval.operator, reason: approval.reason ?? "" } : undefined,
      at: world.now().toISOString(),
    });
    await settlePending(tx, plan, districtId);
    return { changes, held: approval.approve ? 0 : waiting.held };
  });
  world.onStep({ stage: "verify" });
  const proof = await session.read((tx) => verifyPlan(tx, districtId, plan.planId, run.runId));
  if (proof.wrong > 0)
    throw new Fault("run.verify.failed", "never", "the directory is not what the plan says", {
      run: run.runId,
    });
  const outcome: Outcome = applied.held > 0 ? "partly_applied" : "applied";
  const result: SyncResult = {
    ...{
      outcome,
      run: run.runId,
      plan: { hash: plan.hash, counts: plan.counts },
      gates: [],
      findings: summarise([]),
    },
    ...{
      applied: applied.changes,
      held: applied.held,
      timings: { apply: Math.round(performance.now() - began) },
    },
  };
  await finishRun(session, run, { outcome, at: world.now().toISOString(), result });
  return result;
}

async function readWaiting(
  tx: Reader,
  districtId: number,
  planId: number,
): Promise<{ readonly go: number; readonly held: number }> {
  const [row] = await tx.query<{ go: number; held: number }>(
    `select coalesce(sum(changes) filter (where verdict = 'go'), 0) as go,
            coalesce(sum(changes) filter (where verdict = 'hold'), 0) as held
       from plan_slice where district_id = $1 and plan_id = $2 and applied_in_run is null`,
    [districtId, planId],
  );
  return row ?? { go: 0, held: 0 };
}

/** A plan whose snapshot was read but not accepted yet takes it along. */
async function settlePending(
  tx: Parameters<typeof settleSnapshot>[0],
  plan: PlanRow,
  districtId: number,
): Promise<void> {
  if (plan.snapshotId === null || plan.sourceId === null) return;
  const [snapshot] = await tx.query<{ tables: SnapshotTables }>(
    "select tables from snapshot where district_id = $1 and snapshot_id = $2 and standing = 'pending'",
    [districtId, plan.snapshotId],
  );
  if (snapshot === undefined) return;
  const where = { districtId, sourceId: plan.sourceId, snapshotId: plan.snapshotId };
  await settleSnapshot(tx, where, plan.planId, snapshot.tables);
  await settleBasis(tx, where, plan.basis.settings, plan.basis.today);
}
