import { rulesVersion } from "@muster/rules/model/rules-version.ts";
import type { Change } from "@muster/rules/plan/change.ts";
import { slicesOf } from "@muster/rules/plan/tally.ts";
import { applyPlan } from "../apply/apply-plan.ts";
import type { Transaction } from "../database/database.ts";
import { readSliceCounts } from "../gate/read-slice-counts.ts";
import { startPlan } from "../plan/plan-writer.ts";
import { sealPlan } from "../plan/seal-plan.ts";
import { beginRun, finishRun, nextNumber, noteRun, readDirectory } from "./run.ts";
import type { RunWorld } from "./sync-request.ts";

/** What a person asks to change beside the sync. */
export interface EditRequest {
  readonly districtId: number;
  readonly operator: string;
  /** The source that new links belong to; undefined where an edit concerns no source. */
  readonly sourceId: number | undefined;
}

/** Reads what it needs and answers the changes; `deal` gives ids for what it creates. */
export type Edit = (tx: Transaction, deal: () => number) => Promise<readonly Change[]>;

/**
 * Lets a person change the directory by hand. An edit is a plan like any other, sealed and applied at once: so it
 * stands in the journal with before and after, can be undone, and a sync planned meanwhile is refused as stale.
 *
 * @returns the run's number and how many records changed
 */
export async function editDirectory(
  world: RunWorld,
  request: EditRequest,
  edit: Edit,
): Promise<{ readonly run: number; readonly changes: number }> {
  const { districtId } = request;
  return world.db.session(districtId, async (session) => {
    const run = await beginRun(session, {
      ...{ districtId, kind: "manual", sourceId: request.sourceId, operator: request.operator },
      at: world.now().toISOString(),
      onWait: () => world.onStep({ stage: "wait" }),
    });
    let outcome: "applied" | "no_changes" | "failed" = "failed";
    try {
      const changes = await session.write(async (tx) => {
        const directory = await readDirectory(tx, districtId);
        let nextId = directory.nextId;
        const deal = (): number => {
          nextId += 1;
          return nextId - 1;
        };
        const writer = await startPlan(tx);
        for (const change of await edit(tx, deal)) writer.add(change);
        await writer.flush();
        if (writer.tally.total() === 0) return 0;
        const counts = await readSliceCounts(tx, districtId);
        const slices = slicesOf(writer.tally, (slice) => counts.of(slice.type, slice.schoolId));
        const at = world.now().toISOString();
        const basis = {
          ...{
            kind: "manual" as const,
            snapshotHash: "",
            directoryVersion: directory.version,
            firstId: directory.nextId,
          },
          ...{ rulesVersion, settings: {}, today: at.slice(0, 10), sourceId: request.sourceId },
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
            ...{ undoesRunId: undefined, basis, digest: writer.digest(), nextId, sealedAt: at },
            counts: writer.tally.counts(counts.totals),
          },
          { tally: writer.tally, slices, verdict: { gates: [], held: new Set(), holdsAll: false } },
        );
        await noteRun(tx, run, { stage: "apply", planId: plan.planId });
        return applyPlan(tx, {
          ...{ districtId, planId: plan.planId, runId: run.runId, fencing: run.fencing, slices: "go", at },
          approval: undefined,
        });
      });
      outcome = changes === 0 ? "no_changes" : "applied";
      return { run: run.runId, changes };
    } finally {
      await finishRun(session, run, { outcome, at: world.now().toISOString(), result: {} });
    }
  });
}
