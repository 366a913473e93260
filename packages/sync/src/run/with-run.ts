import type { Outcome } from "@muster/rules/model/outcome.ts";
import type { Session } from "../database/database.ts";
import { Fault } from "../fault.ts";
import { abortRun, beginRun, finishRun, type Run, type RunKind } from "./run.ts";
import type { RunWorld } from "./sync-request.ts";

/** Who asks for a run, and of what kind it is. */
export interface RunStart {
  readonly districtId: number;
  readonly kind: RunKind;
  readonly sourceId: number | undefined;
  readonly operator: string;
}

/**
 * Holds the district for one run from its beginning to its end: waits for its turn, does the work and finishes the
 * run with what the work answers, which is kept as the run's result. Whatever is thrown ends the run too, with its
 * code for the report, and is thrown on; what the run had applied by then stays its outcome (`abortRun`).
 */
export async function withRun<R extends { readonly outcome: Outcome }>(
  world: RunWorld,
  start: RunStart,
  work: (session: Session, run: Run) => Promise<R>,
): Promise<R> {
  const at = (): string => world.now().toISOString();
  return world.db.session(start.districtId, async (session) => {
    const onWait = (): void => world.onStep({ stage: "wait" });
    const run = await beginRun(session, { ...start, at: at(), onWait });
    world.onBegun?.(run.runId);
    try {
      const result = await work(session, run);
      await finishRun(session, run, { outcome: result.outcome, at: at(), result });
      return result;
    } catch (error) {
      await abortRun(session, run, {
        outcome: outcomeAfter(error),
        at: at(),
        result: { fault: told(error) },
      });
      throw error;
    }
  });
}

/**
 * A plan that the directory has left behind is nobody's failure: a newer one takes its place. Nor is a run that somebody
 * stopped.
 */
function outcomeAfter(error: unknown): Outcome {
  const code = error instanceof Fault ? error.code : "";
  if (code === "run.signal.interrupted") return "cancelled";
  return code === "plan.basis.stale" ? "superseded" : "failed";
}

/** What the report may say of an error. The text of a mistake of ours may hold anything, so only its kind is kept. */
function told(error: unknown): Pick<Fault, "code" | "retry" | "facts"> {
  if (!(error instanceof Fault)) return { code: "run.assertion.failed", retry: "never", facts: {} };
  return { code: error.code, retry: error.retry, facts: error.facts };
}
