import { judgePlan } from "@muster/rules/gate/judge-plan.ts";
import type { SecondPersonReason } from "@muster/rules/gate/second-person.ts";
import type { Verdict } from "@muster/rules/gate/verdict.ts";
import type { Outcome } from "@muster/rules/model/outcome.ts";
import { applyPlan } from "../apply/apply-plan.ts";
import { summarise } from "../check/store-findings.ts";
import type { Reader, Transaction } from "../database/database.ts";
import { readDistrictSettings } from "../directory/settings.ts";
import { Fault } from "../fault.ts";
import { noGateFacts } from "../gate/no-gate-facts.ts";
import { readSlices } from "../gate/read-slices.ts";
import { planUndo } from "../plan/plan-undo.ts";
import { startPlan } from "../plan/plan-writer.ts";
import type { SealedPlan } from "../plan/seal-plan.ts";
import { type NamedConflict, nameConflicts } from "./name-conflicts.ts";
import { findPlan } from "./plan-row.ts";
import { proveRun } from "./prove-run.ts";
import { type Run, readDirectory } from "./run.ts";
import { type PlannedChanges, sealRunPlan } from "./seal-run-plan.ts";
import { keepWord, readLack } from "./second-word.ts";
import { settleUndone } from "./settle-undone.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";
import { chooseSlices } from "./waiting-slices.ts";
import { withRun } from "./with-run.ts";

export interface UndoRequest {
  readonly districtId: number;
  /** The run to be taken back. */
  readonly runId: number;
  readonly operator: string;
  /** False: show the plan of the undo, which then waits for nobody; change nothing. */
  readonly applies: boolean;
}

export interface UndoResult extends SyncResult {
  /** What stays because somebody changed it after the run, or because something that stays needs it. */
  readonly conflicts: readonly NamedConflict[];
}

interface UndonePlan {
  readonly plan: SealedPlan;
  readonly verdict: Verdict;
  readonly conflicts: readonly NamedConflict[];
}

/**
 * Takes back a run: a new plan, computed from the journal, sealed and judged like any other. With `applies` the
 * operator has seen it and their word stands for the held slices too. Whatever changed since the run stays, and
 * is named. A look changes nothing and leaves nothing that waits: its run ends as `no_changes`, while the answer says
 * `held`, since whoever looked decides. Where the district asks for a second person, their word is kept like that of any
 * other plan, nothing is taken back, and the result says what it `lacks`.
 *
 * @throws Fault `run.id.unknown`, `run.journal.empty`
 */
export async function undoRun(world: RunWorld, request: UndoRequest): Promise<UndoResult> {
  const { districtId, operator } = request;
  // Asked before there is a run: what cannot be taken back at all is a refusal, no run that failed.
  await world.db.session(districtId, (session) =>
    session.read((tx) => readUndone(tx, districtId, request.runId)),
  );
  const start = { districtId, kind: "undo", sourceId: undefined, operator } as const;
  const result = await withRun(world, start, async (session, run) => {
    world.onStep({ stage: "plan" });
    const undone = await session.write((tx) => sealUndo(tx, world, run, request));
    world.onPoint?.("undo-sealed");
    if (undone.plan.changes === 0 || !request.applies) return resultOf(run, undone, "no_changes", 0);
    const lacks = await session.write((tx) => keepFirst(tx, world, request, undone));
    if (lacks !== undefined) return { ...resultOf(run, undone, "no_changes", 0), lacks };
    const applied = await session.write((tx) => carryOut(tx, world, run, request, undone));
    await proveRun(session, world, run, undone.plan.planId);
    return resultOf(run, undone, "applied", applied);
  });
  return result.held > 0 ? { ...result, outcome: "held" } : result;
}

function resultOf(run: Run, undone: UndonePlan, outcome: Outcome, applied: number): UndoResult {
  const { plan, verdict, conflicts } = undone;
  return {
    ...{ outcome, run: run.runId, plan: { hash: plan.hash, counts: plan.counts }, gates: verdict.gates },
    ...{ findings: summarise([]), timings: {}, applied, held: plan.changes - applied, conflicts },
  };
}

async function sealUndo(
  tx: Transaction,
  world: RunWorld,
  run: Run,
  request: UndoRequest,
): Promise<UndonePlan> {
  const { districtId, runId } = request;
  const sourceId = await readUndone(tx, districtId, runId);
  const directory = await readDirectory(tx, districtId);
  const settings = await readDistrictSettings(tx, districtId);
  const writer = await startPlan(tx);
  const conflicts = await nameConflicts(tx, districtId, await planUndo(tx, writer, districtId, runId));
  const sliced = await readSlices(tx, districtId, writer.tally);
  const verdict = judgePlan(sliced.slices, noGateFacts, settings);
  const at = world.now().toISOString();
  const planned: PlannedChanges = {
    ...{ writer, sliced, verdict, directory, nextId: directory.nextId, undoesRunId: runId },
    // Also where it is applied at once: an undo that is cut off before that waits for nobody.
    isShown: true,
    basis: { kind: "undo", snapshotHash: "", settings, today: at.slice(0, 10), sourceId },
  };
  return { plan: await sealRunPlan(tx, run, planned, at), verdict, conflicts };
}

/** The source whose records it changed, undefined where a person's edit concerned none; of an undo, that of what it undid. */
async function readUndone(tx: Reader, districtId: number, runId: number): Promise<number | undefined> {
  const [row] = await tx.query<{ source_id: number | null; has_journal: boolean }>(
    `select coalesce(r.source_id, (select min(p.source_id) from plan p where p.district_id = $1 and p.run_id = $2)) as source_id,
            exists (select from plan_slice s where s.district_id = $1 and s.applied_in_run = $2) as has_journal
       from run r where r.district_id = $1 and r.run_id = $2`,
    [districtId, runId],
  );
  if (row === undefined) throw new Fault("run.id.unknown", "never", "there is no such run", { run: runId });
  if (!row.has_journal)
    throw new Fault("run.journal.empty", "never", "this run changed nothing that could be undone", {
      run: runId,
    });
  return row.source_id ?? undefined;
}

/** Where the district asks for a second person, the word of the first. */
async function keepFirst(
  tx: Transaction,
  world: RunWorld,
  { districtId, runId, operator }: UndoRequest,
  { plan: { hash } }: UndonePlan,
): Promise<SecondPersonReason | undefined> {
  const plan = await findPlan(tx, districtId, hash);
  const { chosen } = await chooseSlices(tx, districtId, plan.planId, { approve: true });
  const because = await readLack(tx, plan, chosen, { districtId, operator });
  if (because === undefined) return undefined;
  const said = { districtId, operator, reason: `undo of run ${runId}`, at: world.now(), because };
  await keepWord(tx, plan, chosen, said);
  return because;
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
  await settleUndone(tx, districtId, runId);
  return changes;
}
