import type { Outcome } from "@muster/rules/model/outcome.ts";
import type { Database } from "../../database/database.ts";
import { Fault } from "../../fault.ts";
import { approvePlan } from "../approve-plan.ts";
import { runSync } from "../run-sync.ts";
import type { RunWorld, SyncResult } from "../sync-request.ts";
import { undoRun } from "../undo-run.ts";
import type { Step } from "./read-case.ts";

/** What came of a step: a result, or the fault that was thrown and how its run was closed. */
export type StepResult =
  | { readonly outcome: Outcome; readonly fault: undefined; readonly result: SyncResult }
  | { readonly outcome: Outcome; readonly fault: string; readonly result: undefined };

export interface CaseDistrict {
  readonly districtId: number;
  readonly sourceId: number;
}

export async function takeStep(
  world: RunWorld,
  where: CaseDistrict,
  step: Step,
  path: string,
): Promise<StepResult> {
  try {
    const result = await carryOut(world, where, step, path);
    return { outcome: result.outcome, fault: undefined, result };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    return { outcome: await lastOutcome(world.db, where.districtId), fault: error.code, result: undefined };
  }
}

async function carryOut(world: RunWorld, where: CaseDistrict, step: Step, path: string): Promise<SyncResult> {
  const { districtId, sourceId } = where;
  switch (step.do) {
    case "sync":
    case "plan":
      return runSync(world, { districtId, sourceId, path, operator: "case", applies: step.do === "sync" });
    case "approve":
      return approvePlan(world, {
        ...{ districtId, operator: "case", approve: true, reason: "looked at" },
        hash: await last(
          world.db,
          districtId,
          "select hash from plan where district_id = $1 order by plan_id desc",
        ),
        confirmed: Number(await last(world.db, districtId, waitingRemovals)),
      });
    case "undo":
      return undoRun(world, {
        ...{ districtId, operator: "case", applies: true },
        runId: Number(
          await last(
            world.db,
            districtId,
            "select run_id from run where district_id = $1 and outcome in ('applied', 'partly_applied') order by run_id desc",
          ),
        ),
      });
    default:
      return step.do satisfies never;
  }
}

/** How many leave or end by what waits of the newest plan: whoever approves has counted them. */
const waitingRemovals = `select coalesce(sum(changes), 0) as removals from plan_slice s
   where s.district_id = $1 and s.kind = 'removal' and s.applied_in_run is null
     and s.plan_id = (select max(plan_id) from plan where district_id = $1)`;

async function lastOutcome(db: Database, districtId: number): Promise<Outcome> {
  const outcome = await last(
    db,
    districtId,
    "select outcome from run where district_id = $1 order by run_id desc",
  );
  return outcome as Outcome;
}

async function last(db: Database, districtId: number, sql: string): Promise<string> {
  const [row] = await db.session(districtId, (session) =>
    session.read((tx) => tx.query<Record<string, unknown>>(`${sql} limit 1`, [districtId])),
  );
  return String(Object.values(row ?? {})[0]);
}
