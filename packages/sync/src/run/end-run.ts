import { UnreadableFile } from "@muster/oneroster/csv/unreadable-file.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import type { Outcome } from "@muster/rules/model/outcome.ts";
import { storeFindings, summarise } from "../check/store-findings.ts";
import type { Session } from "../database/database.ts";
import { findingFrom } from "../snapshot/finding-from.ts";
import { DamagedInput } from "../source/damaged-input.ts";
import type { JudgedPlan } from "./make-plan.ts";
import type { Run } from "./run.ts";
import type { Stopwatch } from "./stopwatch.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";

/** The ways a sync ends, each with its result. */
export interface RunEnd {
  readonly rejected: (findings: readonly Finding[]) => Promise<SyncResult>;
  readonly unchanged: () => SyncResult;
  readonly held: (judged: JudgedPlan, findings: readonly Finding[]) => SyncResult;
  readonly applied: (judged: JudgedPlan, findings: readonly Finding[], applied: number) => SyncResult;
  /** After an error: what turned out unreadable while it was read rejects the input, everything else is thrown on. */
  readonly stopped: (error: unknown) => Promise<SyncResult>;
}

export function endRun(session: Session, world: RunWorld, run: Run, watch: Stopwatch): RunEnd {
  const end = (
    outcome: Outcome,
    findings: readonly Finding[],
    judged?: JudgedPlan,
    applied = 0,
  ): SyncResult => {
    world.onStep({ stage: "report" });
    const { plan, verdict } = judged ?? {};
    return {
      ...{ outcome, run: run.runId, plan: plan && { hash: plan.hash, counts: plan.counts } },
      ...{ gates: verdict?.gates ?? [], findings: summarise(findings), timings: watch.timings },
      ...{ applied, held: plan === undefined ? 0 : plan.changes - applied },
    };
  };
  const rejected = async (findings: readonly Finding[]): Promise<SyncResult> => {
    await storeFindings(session, run, findings);
    return end("rejected_input", findings);
  };
  return {
    rejected,
    unchanged: () => end("no_changes", []),
    held: (judged, findings) => end(heldOutcome(judged), findings, judged),
    applied: (judged, findings, applied) => end(appliedOutcome(judged, applied), findings, judged, applied),
    stopped: async (error) => {
      const finding = unreadable(error);
      if (finding === undefined) throw error;
      return rejected([finding]);
    },
  };
}

/** The finding of a file that cannot be read to its end. */
function unreadable(error: unknown): Finding | undefined {
  if (error instanceof DamagedInput) return error.finding;
  return error instanceof UnreadableFile ? findingFrom(error.diagnostic) : undefined;
}

function heldOutcome({ plan, verdict }: JudgedPlan): Outcome {
  return plan.changes === 0 && !verdict.holdsAll ? "no_changes" : "held";
}

function appliedOutcome({ plan }: JudgedPlan, applied: number): Outcome {
  if (plan.changes > applied) return applied > 0 ? "partly_applied" : "held";
  return applied > 0 ? "applied" : "no_changes";
}
