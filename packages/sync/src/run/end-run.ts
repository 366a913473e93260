import { UnreadableFile } from "@muster/oneroster/csv/unreadable-file.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import type { Gate } from "@muster/rules/gate/verdict.ts";
import { storeFindings, summarise } from "../check/store-findings.ts";
import type { Session } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { findingFrom } from "../snapshot/finding-from.ts";
import { DamagedInput } from "../source/damaged-input.ts";
import type { Applied } from "./apply-judged.ts";
import type { JudgedPlan } from "./make-plan.ts";
import type { Outcome } from "./outcome.ts";
import { abortRun, finishRun, type Run } from "./run.ts";
import type { Stopwatch } from "./stopwatch.ts";
import type { RunWorld, SyncResult } from "./sync-request.ts";

/** The ways a sync ends; each stores its result and lets the district go. */
export interface RunEnd {
  readonly rejected: (findings: readonly Finding[]) => Promise<SyncResult>;
  readonly unchanged: () => Promise<SyncResult>;
  readonly held: (judged: JudgedPlan, findings: readonly Finding[]) => Promise<SyncResult>;
  readonly applied: (
    judged: JudgedPlan,
    findings: readonly Finding[],
    applied: Applied,
  ) => Promise<SyncResult>;
  /**
   * After an error: what turned out unreadable while it was read rejects the input, everything else closes the run
   * and is thrown on.
   */
  readonly stopped: (error: unknown) => Promise<SyncResult>;
}

export function endRun(session: Session, world: RunWorld, run: Run, watch: Stopwatch): RunEnd {
  const end = async (
    outcome: Outcome,
    findings: readonly Finding[],
    judged?: JudgedPlan,
    applied = 0,
  ): Promise<SyncResult> => {
    world.onStep({ stage: "report" });
    const result: SyncResult = {
      ...{
        outcome,
        run: run.runId,
        gates: gatesOf(judged),
        findings: summarise(findings),
        timings: watch.timings,
        applied,
      },
      plan: judged === undefined ? undefined : { hash: judged.plan.hash, counts: judged.plan.counts },
      held: judged === undefined ? 0 : judged.plan.changes - applied,
    };
    await finishRun(session, run, { outcome, at: world.now().toISOString(), result });
    return result;
  };
  return {
    rejected: async (findings) => {
      await storeFindings(session, run, findings);
      return end("rejected_input", findings);
    },
    unchanged: () => end("no_changes", []),
    held: (judged, findings) =>
      end(judged.plan.changes === 0 && !judged.verdict.holdsAll ? "no_changes" : "held", findings, judged),
    applied: (judged, findings, { changes, proof }) => {
      if (proof.wrong > 0)
        throw new Fault("run.verify.failed", "never", "the directory is not what the plan says", {
          run: run.runId,
          checked: proof.checked,
          wrong: proof.wrong,
        });
      return end(outcomeOf(judged, changes), findings, judged, changes);
    },
    stopped: async (error) => {
      const finding = unreadable(error);
      if (finding !== undefined) {
        await storeFindings(session, run, [finding]);
        return end("rejected_input", [finding]);
      }
      const fault =
        error instanceof Fault ? { code: error.code, retry: error.retry, facts: error.facts } : undefined;
      await abortRun(session, run, {
        outcome: fault?.code === "plan.basis.stale" ? "superseded" : "failed",
        at: world.now().toISOString(),
        result: { fault: fault ?? { code: "run.assertion.failed", retry: "never", facts: {} } },
      });
      throw error;
    },
  };
}

/** The finding of a file that cannot be read to its end. */
function unreadable(error: unknown): Finding | undefined {
  if (error instanceof DamagedInput) return error.finding;
  return error instanceof UnreadableFile ? findingFrom(error.diagnostic) : undefined;
}

function outcomeOf(judged: JudgedPlan, applied: number): Outcome {
  const held = judged.plan.changes - applied;
  if (held > 0) return applied > 0 ? "partly_applied" : "held";
  return applied > 0 ? "applied" : "no_changes";
}

function gatesOf(judged: JudgedPlan | undefined): readonly Gate[] {
  return judged?.verdict.gates ?? [];
}
