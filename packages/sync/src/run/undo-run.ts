import { judgePlan } from "@muster/rules/gate/judge-plan.ts";
import type { Verdict } from "@muster/rules/gate/verdict.ts";
import { rulesVersion } from "@muster/rules/model/rules-version.ts";
import { slicesOf } from "@muster/rules/plan/tally.ts";
import type { UndoConflict } from "@muster/rules/plan/undo-change.ts";
import { applyPlan } from "../apply/apply-plan.ts";
import { summarise } from "../check/store-findings.ts";
import type { Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { noGateFacts } from "../gate/no-gate-facts.ts";
import { readSliceCounts } from "../gate/read-slice-counts.ts";
import { planUndo } from "../plan/plan-undo.ts";
import { startPlan } from "../plan/plan-writer.ts";
import { type SealedPlan, sealPlan } from "../plan/seal-plan.ts";
import { verifyPlan } from "../verify/verify-plan.ts";
import type { Outcome } from "./outcome.ts";
import { abortRun, beginRun, finishRun, nextNumber, noteRun, type Run, readDirectory } from "./run.ts";
import { readSettings } from "./source-row.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";

export interface UndoRequest {
  readonly districtId: number;
  /** The run to be taken back. */
  readonly runId: number;
  readonly operator: string;
  /** False: seal and show the plan of the undo, change nothing. */
  readonly applies: boolean;
}

export interface UndoResult extends SyncResult {
  /** What stays because somebody changed it after the run. */
  readonly conflicts: readonly UndoConflict[];
}

interface UndonePlan {
  readonly plan: SealedPlan;
  readonly verdict: Verdict;
  readonly conflicts: readonly UndoConflict[];
}

/**
 * Takes back a run: a new plan, computed from the journal, sealed and judged like any other. With `applies` the
 * operator has seen it and their word stands for the held slices too. Whatever changed since the run stays, and
 * is named.
 *
 * @throws Fault `run.id.unknown`, `run.journal.empty`
 */
export async function undoRun(world: RunWorld, request: UndoRequest): Promise<UndoResult> {
  const { districtId, operator } = request;
  return world.db.session(districtId, async (session) => {
    const run = await beginRun(session, {
      ...{ districtId, kind: "undo", sourceId: undefined, operator },
      at: world.now().toISOString(),
      onWait: () => world.onStep({ stage: "wait" }),
    });
    try {
      world.onStep({ stage: "plan" });
      const undone = await session.write((tx) => sealUndo(tx, world, run, request));
      world.onPoint?.("undo-sealed");
      if (!request.applies || undone.plan.changes === 0) return await end("held", 0);
      const applied = await session.write((tx) => carryOut(tx, world, run, request, undone));
      world.onStep({ stage: "verify" });
      const proof = await session.read((tx) => verifyPlan(tx, districtId, undone.plan.planId, run.runId));
      if (proof.wrong > 0)
        throw new Fault("run.verify.failed", "never", "the directory is not what the plan says", {
          run: run.runId,
        });
      return await end("applied", applied);

      async function end(wanted: "held" | "applied", changes: number): Promise<UndoResult> {
        const outcome: Outcome = undone.plan.changes === 0 ? "no_changes" : wanted;
        const result: UndoResult = {
          ...{ outcome, run: run.runId, gates: undone.verdict.gates, findings: summarise([]), timings: {} },
          plan: { hash: undone.plan.hash, counts: undone.plan.counts },
          ...{ applied: changes, held: undone.plan.changes - changes, conflicts: undone.conflicts },
        };
        await finishRun(session, run, { outcome, at: world.now().toISOString(), result });
        return result;
      }
    } catch (error) {
      const code = error instanceof Fault ? error.code : "run.assertion.failed";
      const result = { fault: { code, retry: "never", facts: {} } };
      const finish = { outcome: "failed" as const, at: world.now().toISOString(), result };
      await abortRun(session, run, finish);
      throw error;
    }
  });
}

async function sealUndo(
  tx: Transaction,
  world: RunWorld,
  run: Run,
  request: UndoRequest,
): Promise<UndonePlan> {
  const { districtId, runId } = request;
  const source = await readUndone(tx, districtId, runId);
  const directory = await readDirectory(tx, districtId);
  const settings = await readSettings(tx, districtId);
  const writer = await startPlan(tx);
  const conflicts = await planUndo(tx, writer, districtId, runId);
  const counts = await readSliceCounts(tx, districtId);
  const slices = slicesOf(writer.tally, (slice) => counts.of(slice.type, slice.schoolId));
  const verdict = judgePlan(slices, noGateFacts, settings);
  const at = world.now().toISOString();
  const basis = {
    ...{
      kind: "undo" as const,
      snapshotHash: "",
      directoryVersion: directory.version,
      firstId: directory.nextId,
    },
    ...{ rulesVersion, settings, today: at.slice(0, 10), sourceId: source ?? undefined },
  };
  const plan = await sealPlan(
    tx,
    {
      ...{
        districtId,
        planId: await nextNumber(tx, districtId, "plan"),
        runId: run.runId,
        snapshotId: undefined,
      },
      ...{ undoesRunId: runId, basis, digest: writer.digest(), nextId: directory.nextId, sealedAt: at },
      counts: writer.tally.counts(counts.totals),
    },
    { tally: writer.tally, slices, verdict },
  );
  await noteRun(tx, run, { stage: "gate", planId: plan.planId });
  return { plan, verdict, conflicts };
}

/** The source whose run it was, null where a person made it. */
async function readUndone(tx: Transaction, districtId: number, runId: number): Promise<number | null> {
  const [row] = await tx.query<{ source_id: number | null; has_journal: boolean }>(
    `select r.source_id, exists (select from plan_slice s where s.district_id = $1 and s.applied_in_run = $2) as has_journal
       from run r where r.district_id = $1 and r.run_id = $2`,
    [districtId, runId],
  );
  if (row === undefined) throw new Fault("run.id.unknown", "never", "there is no such run", { run: runId });
  if (!row.has_journal)
    throw new Fault("run.journal.empty", "never", "this run changed nothing that could be undone", {
      run: runId,
    });
  return row.source_id;
}

async function carryOut(
  tx: Transaction,
  world: RunWorld,
  run: Run,
  request: UndoRequest,
  undone: UndonePlan,
): Promise<number> {
  const { districtId, runId, operator } = request;
  const changes = await applyPlan(tx, {
    ...{ districtId, planId: undone.plan.planId, runId: run.runId, fencing: run.fencing, slices: "all" },
    ...{ approval: { by: operator, reason: `undo of run ${runId}` }, at: world.now().toISOString() },
  });
  await tx.query("update run set outcome = 'undone' where district_id = $1 and run_id = $2", [
    districtId,
    runId,
  ]);
  // What the sources say did not change: their records are weighed again by the next run.
  await tx.query("update source set needs_full = true where district_id = $1", [districtId]);
  return changes;
}
