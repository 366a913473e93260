import type { Verdict } from "@muster/rules/gate/verdict.ts";
import type { Change } from "@muster/rules/plan/change.ts";
import { applyPlan } from "../apply/apply-plan.ts";
import type { Transaction } from "../database/database.ts";
import { readSlices } from "../gate/read-slices.ts";
import { dealIds } from "../plan/deal-ids.ts";
import { startPlan } from "../plan/plan-writer.ts";
import { type Run, readDirectory } from "./run.ts";
import { type PlannedChanges, sealRunPlan } from "./seal-run-plan.ts";
import type { RunWorld } from "./sync-request.ts";
import { withRun } from "./with-run.ts";

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
  const { districtId, operator, sourceId } = request;
  const start = { districtId, kind: "manual", sourceId, operator } as const;
  const { run, changes } = await withRun(world, start, async (session, run) => {
    const changes = await session.write((tx) =>
      planAndApply(tx, run, request, edit, world.now().toISOString()),
    );
    return { outcome: changes === 0 ? "no_changes" : "applied", run: run.runId, changes };
  });
  return { run, changes };
}

/** Both in one transaction, so that nobody ever finds the plan of an edit that was not made. */
async function planAndApply(
  tx: Transaction,
  run: Run,
  request: EditRequest,
  edit: Edit,
  at: string,
): Promise<number> {
  const { districtId, runId, fencing } = run;
  const directory = await readDirectory(tx, districtId);
  const ids = dealIds(directory.nextId);
  const writer = await startPlan(tx);
  for (const change of await edit(tx, () => ids.deal(1))) writer.add(change);
  await writer.flush();
  if (writer.tally.total() === 0) return 0;
  const planned: PlannedChanges = {
    ...{ writer, directory, nextId: ids.nextId(), verdict: ungated },
    sliced: await readSlices(tx, districtId, writer.tally),
    basis: {
      ...{ kind: "manual", snapshotHash: "", settings: {} },
      ...{ today: at.slice(0, 10), sourceId: request.sourceId },
    },
  };
  const { planId } = await sealRunPlan(tx, run, planned, at);
  return applyPlan(tx, { districtId, planId, runId, fencing, slices: "go", approval: undefined, at });
}

/** No gate asks a person about what they are just doing themselves. */
const ungated: Verdict = { gates: [], held: new Set(), holdsAll: false };
