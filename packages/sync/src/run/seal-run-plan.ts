import type { Verdict } from "@muster/rules/gate/verdict.ts";
import { rulesVersion } from "@muster/rules/model/rules-version.ts";
import type { Transaction } from "../database/database.ts";
import { nextNumber } from "../database/next-number.ts";
import type { SlicedPlan } from "../gate/read-slices.ts";
import type { PlanWriter } from "../plan/plan-writer.ts";
import { type PlanBasis, type SealedPlan, sealPlan } from "../plan/seal-plan.ts";
import { type DirectoryBasis, noteRun, type Run } from "./run.ts";

/** What a run has planned, and from what. */
export interface PlannedChanges {
  readonly writer: PlanWriter;
  readonly sliced: SlicedPlan;
  readonly verdict: Verdict;
  /** The directory as it was when planning began. */
  readonly directory: DirectoryBasis;
  /** The first id that the plan did not deal. */
  readonly nextId: number;
  readonly basis: Pick<PlanBasis, "kind" | "snapshotHash" | "settings" | "today" | "sourceId">;
  readonly snapshotId?: number;
  readonly undoesRunId?: number;
  /** Somebody only wants to see it: it waits for nobody. */
  readonly isShown?: boolean;
}

/** Seals what a run has planned under the next number of the district, and notes the plan in the run. */
export async function sealRunPlan(
  tx: Transaction,
  run: Run,
  planned: PlannedChanges,
  sealedAt: string,
): Promise<SealedPlan> {
  const { writer, sliced, verdict, directory, nextId } = planned;
  const { version: directoryVersion, nextId: firstId } = directory;
  const { kind, snapshotHash, settings, today, sourceId } = planned.basis;
  const from = { kind, snapshotHash, directoryVersion, firstId };
  const basis: PlanBasis = { ...from, rulesVersion, settings, today, sourceId };
  const plan = await sealPlan(
    tx,
    {
      ...{
        districtId: run.districtId,
        planId: await nextNumber(tx, run.districtId, "plan"),
        runId: run.runId,
      },
      ...{ snapshotId: planned.snapshotId, undoesRunId: planned.undoesRunId },
      state: planned.isShown === true ? "shown" : "sealed",
      ...{
        basis,
        nextId,
        digest: await writer.finish(),
        counts: writer.tally.counts(sliced.active),
        sealedAt,
      },
    },
    { tally: writer.tally, slices: sliced.slices, verdict },
  );
  await noteRun(tx, run, { stage: "gate", planId: plan.planId });
  return plan;
}
