import type { SecondPersonReason } from "@muster/rules/gate/second-person.ts";
import type { SliceChoice } from "@muster/rules/plan/slice-choice.ts";
import type { Counts } from "@muster/rules/plan/tally.ts";
import { applyPlan } from "../apply/apply-plan.ts";
import { summarise } from "../check/store-findings.ts";
import type { Transaction } from "../database/database.ts";
import { toConfirm } from "../directory/plan/read-to-confirm.ts";
import { Fault } from "../fault.ts";
import { noteSecondWanted } from "../notice/note-second-wanted.ts";
import { settleSnapshot } from "../snapshot/settle-snapshot.ts";
import type { SnapshotTables } from "../snapshot/snapshot-row.ts";
import { assertBasisHolds } from "./plan-basis.ts";
import { assertOpen, findPlan, type PlanRow } from "./plan-row.ts";
import { proveRun } from "./prove-run.ts";
import { readDone } from "./read-done.ts";
import { noteRun, type Run } from "./run.ts";
import { keepWord, readLack } from "./second-word.ts";
import { settleUndone } from "./settle-undone.ts";
import { settleBasis } from "./source-row.ts";
import { startStopwatch } from "./stopwatch.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";
import { type ChosenSlices, chooseSlices, type WaitingSlice } from "./waiting-slices.ts";
import { withRun } from "./with-run.ts";

/** A person's word on a sealed plan: this plan and no other, known by its hash or the beginning of it. */
export interface Approval {
  readonly districtId: number;
  readonly hash: string;
  readonly operator: string;
  /** Who that is, as far as two people have to be told apart: see `Speaker`. */
  readonly person?: string | undefined;
  /** True: what the gates hold is applied too. */
  readonly approve: boolean;
  readonly reason: string | undefined;
  /** Which part of what waits is meant; left out: all of it. */
  readonly choice?: SliceChoice | undefined;
  /** How many records leave or end, as whoever approves has typed it; needed where that is a large part. */
  readonly confirmed?: number | undefined;
}

/**
 * Applies what waits of a sealed plan. Without `approve` only what the gates let through goes; with it the held
 * slices follow, under the operator's name and reason. The limits themselves stay as they are. Of a chosen part, what
 * points to something outside of it stays too (`chooseSlices`); the rest may be approved or declined later.
 *
 * What is refused from the start makes no run. Neither does the word of the first of two where the district asks for a
 * second person: it is kept, nothing is applied, and the result says what it `lacks`.
 *
 * @throws Fault `plan.hash.unknown`, `plan.hash.ambiguous`, `plan.state.superseded`, `plan.state.applied`,
 *   `plan.state.declined`, `plan.basis.stale`, `plan.approval.needed`, `plan.reason.needed`, `plan.choice.empty`,
 *   `plan.count.needed`, `plan.second.needed`
 */
export async function approvePlan(world: RunWorld, approval: Approval): Promise<SyncResult> {
  const { districtId, operator } = approval;
  const { plan, word, lack } = await world.db.session(districtId, (session) =>
    session.read(async (tx) => {
      const plan = await findPlan(tx, districtId, approval.hash);
      assertOpen(plan);
      const word = await chooseSlices(tx, districtId, plan.planId, approval);
      assertWord(word, plan, approval);
      return { plan, word, lack: await readLack(tx, plan, word.chosen, approval) };
    }),
  );
  if (lack !== undefined) return keepFirst(world, plan, word, approval, lack);
  const start = { districtId, kind: "apply", sourceId: plan.sourceId ?? undefined, operator } as const;
  return withRun(world, start, async (session, run) => {
    const watch = startStopwatch(world);
    const applied = await watch("apply", async () => {
      const done = await session.write((tx) => carryOut(tx, world, run, plan, approval));
      await proveRun(session, world, run, plan.planId);
      return done;
    });
    return {
      ...{ outcome: applied.held > 0 ? "partly_applied" : "applied", run: run.runId },
      ...{ plan: { hash: plan.hash, counts: plan.counts }, gates: [], findings: summarise([]) },
      ...{ ...applied, timings: watch.timings },
    };
  });
}

/** The word of the first of two people: kept beside the plan, of which nothing moves. */
async function keepFirst(
  world: RunWorld,
  plan: PlanRow,
  word: ChosenSlices,
  approval: Approval,
  because: SecondPersonReason,
): Promise<SyncResult> {
  const { districtId, operator, person, reason = "" } = approval;
  await world.db.session(districtId, (session) =>
    session.write(async (tx) => {
      await assertBasisHolds(tx, districtId, plan, true);
      const said = { districtId, operator, person, reason, at: world.now(), because };
      await keepWord(tx, plan, word.chosen, said);
      const wanted = {
        ...{ run: plan.runId, planHash: plan.hash, because, changes: changesIn(word.chosen) },
        isWhole: word.leftOut.length + word.needsLeftOut.length === 0,
        toConfirm: toConfirm(plan, word.chosen),
      };
      const subject = { districtId, sourceId: plan.sourceId ?? undefined };
      await noteSecondWanted(tx, subject, wanted, said.at.toISOString());
    }),
  );
  return {
    ...{ outcome: "held", run: plan.runId, plan: { hash: plan.hash, counts: plan.counts }, gates: [] },
    ...{ findings: summarise([]), timings: {}, applied: 0, lacks: because },
    held: changesIn([...word.chosen, ...word.leftOut, ...word.needsLeftOut]),
  };
}

/**
 * Where all that is left is held, a person must approve it; an approval has a reason, and whoever lets a large part of
 * the district go types how many that is (ux 6, reliability K04).
 */
function assertWord({ chosen, leftOut }: ChosenSlices, plan: PlanRow, approval: Approval): void {
  const held = leftOut.filter(({ verdict }) => verdict === "hold");
  if (!approval.approve && approval.choice === undefined && chosen.length === 0)
    throw new Fault("plan.approval.needed", "never", "everything left of this plan is held", {
      held: changesIn(held),
    });
  if (approval.approve && (approval.reason ?? "").trim() === "")
    throw new Fault("plan.reason.needed", "never", "an approval needs a reason");
  if (approval.choice !== undefined && chosen.length === 0)
    throw new Fault("plan.choice.empty", "never", "nothing that waits of this plan is meant by the choice");
  if (!approval.approve) return;
  const removals = toConfirm(plan, chosen);
  if (removals !== undefined && approval.confirmed !== removals)
    throw new Fault("plan.count.needed", "never", "how many would leave or end has to be typed", {
      removals,
      ...(approval.confirmed === undefined ? {} : { typed: approval.confirmed }),
    });
}

function changesIn(slices: readonly WaitingSlice[]): number {
  return slices.reduce((sum, { changes }) => sum + changes, 0);
}

/** What of the plan was applied, what of it by this run, and what of it still waits. */
interface CarriedOut {
  readonly applied: number;
  readonly done: Counts;
  readonly held: number;
}

async function carryOut(
  tx: Transaction,
  world: RunWorld,
  run: Run,
  plan: PlanRow,
  approval: Approval,
): Promise<CarriedOut> {
  const { districtId, operator } = approval;
  world.onStep({ stage: "apply" });
  const word = await chooseSlices(tx, districtId, plan.planId, approval);
  assertWord(word, plan, approval);
  const lack = await readLack(tx, plan, word.chosen, approval);
  if (lack !== undefined)
    throw new Fault("plan.second.needed", "never", "another person has to approve this", { because: lack });
  await assertBasisHolds(tx, districtId, plan, approval.approve);
  await noteRun(tx, run, { stage: "apply", planId: plan.planId });
  const applied = await applyPlan(tx, {
    ...{ districtId, planId: plan.planId, runId: run.runId, fencing: run.fencing },
    slices: word.chosen.map(({ slice }) => slice),
    approval: approval.approve ? { by: operator, reason: approval.reason ?? "" } : undefined,
    at: world.now().toISOString(),
  });
  await settlePending(tx, plan, districtId);
  const held = changesIn([...word.leftOut, ...word.needsLeftOut]);
  if (plan.undoesRunId !== null && held === 0) await settleUndone(tx, districtId, plan.undoesRunId);
  const done = await readDone(tx, districtId, plan.planId, run.runId);
  // Whoever asked for an end until here is heeded: the database takes everything back.
  world.onStep({ stage: "apply" });
  return { applied, done, held };
}

/** A plan whose snapshot was read but not accepted yet takes it along. */
async function settlePending(tx: Transaction, plan: PlanRow, districtId: number): Promise<void> {
  if (plan.snapshotId === null || plan.sourceId === null) return;
  const [snapshot] = await tx.query<{ tables: SnapshotTables }>(
    "select tables from snapshot where district_id = $1 and snapshot_id = $2 and standing = 'pending'",
    [districtId, plan.snapshotId],
  );
  if (snapshot === undefined) return;
  const where = { districtId, sourceId: plan.sourceId, snapshotId: plan.snapshotId };
  // Under which meaning of absence it was planned is not kept: the same files are then looked at again.
  await settleSnapshot(tx, { ...where, absence: "nothing" }, plan.planId, snapshot.tables);
  await settleBasis(tx, where, plan.basis.settings, plan.basis.today);
}
