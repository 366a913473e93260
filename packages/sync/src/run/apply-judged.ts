import { applyPlan } from "../apply/apply-plan.ts";
import type { Session } from "../database/database.ts";
import { refreshStatistics } from "../database/refresh-statistics.ts";
import { Fault } from "../fault.ts";
import { saveKnown } from "../snapshot/save-known.ts";
import { type SettledTable, settleSnapshot } from "../snapshot/settle-snapshot.ts";
import type { Weighing } from "../snapshot/weighing.ts";
import type { JudgedPlan } from "./make-plan.ts";
import { proveRun } from "./prove-run.ts";
import type { ReadSnapshot } from "./read-snapshot.ts";
import { noteRun, type Run } from "./run.ts";
import { type Source, settleBasis } from "./source-row.ts";
import type { RunWorld } from "./sync-request.ts";

/**
 * The stages apply and verify. In one transaction the directory takes the slices that may go, the snapshot is
 * settled, and the source remembers under which settings it was weighed: all of it, or none.
 *
 * @returns how many changes were applied
 */
export async function applyJudged(
  session: Session,
  world: RunWorld,
  run: Run,
  judged: {
    readonly source: Source;
    readonly weighing: Weighing;
    readonly snapshot: ReadSnapshot;
    readonly judged: JudgedPlan;
  },
): Promise<number> {
  const { weighing, snapshot } = judged;
  const { plan } = judged.judged;
  world.onStep({ stage: "apply" });
  const done = await session.write(async (tx) => {
    await noteRun(tx, run, { stage: "apply" });
    world.onPoint?.("before-version");
    const changes =
      plan.changes === 0
        ? 0
        : await applyPlan(tx, {
            ...{ districtId: run.districtId, planId: plan.planId, runId: run.runId, fencing: run.fencing },
            ...{ slices: "go", approval: undefined, at: world.now().toISOString() },
          });
    if (isLarge(plan, changes)) await refreshStatistics(tx, written, changes);
    world.onPoint?.("mid-apply");
    const settled = await settleSnapshot(tx, weighing, plan.planId, snapshot.tables);
    await settleBasis(tx, weighing, judged.source.settings, judged.source.today);
    // The last moment at which whoever asked for an end is heeded: the database takes everything back.
    world.onStep({ stage: "apply" });
    return { changes, settled };
  });
  world.onPoint?.("committed");
  await keepHashes(world, weighing, snapshot, done.settled);
  await proveRun(session, world, run, plan.planId);
  return done.changes;
}

/** Does an apply change the tables so much that PostgreSQL must look at them anew? */
function isLarge(plan: JudgedPlan["plan"], changes: number): boolean {
  const kept = Object.values(plan.counts).reduce((sum, count) => sum + count.keep, 0);
  return changes > 300 && changes * 5 > kept;
}

/** What a large apply writes to. */
const written = ["classroom", "person", "role_record", "membership", "guardianship", "link"];

async function keepHashes(
  world: RunWorld,
  weighing: Weighing,
  snapshot: ReadSnapshot,
  settled: readonly SettledTable[],
): Promise<void> {
  try {
    await saveKnown(world.home, weighing, settled, snapshot.hashes);
  } catch (error) {
    // A cache: without it the next run asks the database. What was applied is applied all the same.
    if (!(error instanceof Fault)) throw error;
  }
}
