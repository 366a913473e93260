import type { Outcome } from "../model/outcome.ts";
import { headline } from "./headline.ts";
import { counted, formatCount } from "./number-words.ts";
import type { ReportInput } from "./report-input.ts";

/** What a run was begun for. */
export type RunKindName = "sync" | "plan" | "apply" | "undo" | "manual";

/** What somebody did who began a run of a kind, as a list says it. */
export const runKindWords: Readonly<Record<RunKindName, string>> = {
  sync: "Sync",
  plan: "Plan only",
  apply: "Approval",
  undo: "Undo",
  manual: "Edit by hand",
};

/** What became of a run since it ended. */
export interface RunStanding {
  readonly kind: RunKindName;
  readonly state: "running" | "died" | "finished";
  readonly outcome: Outcome | null;
  /** Changes of its plan that nobody has applied. */
  readonly waiting: number;
  /** Of its plan; null: it has none. */
  readonly planState: string | null;
  readonly isStale: boolean;
  readonly undoneBy: number | null;
  readonly undoes: number | null;
  /** Runs that applied more of its plan. */
  readonly laterRuns: readonly number[];
}

/** The first line of a run's page: what became of it. @param report what it answered when it ended */
export function runHeadline(standing: RunStanding, report: ReportInput | undefined): string {
  const { state, undoes, undoneBy } = standing;
  if (state === "running") return "Under way.";
  if (state === "died")
    return "It stopped without a word. What it had not finished was not done, and the next run starts anew.";
  if (undoneBy !== null) return `Taken back by run ${undoneBy}.`;
  if (standing.outcome === "no_changes" && undoes !== null)
    return `Somebody looked at how run ${undoes} would be taken back. Nothing was changed by looking.`;
  if (standing.outcome === "no_changes" && standing.kind === "manual")
    return "Nothing was changed: what was asked for was refused, or was so already.";
  if (report === undefined) return "Ended.";
  const said = decidedText(standing, report) ?? headline(report);
  return undoes === null ? said : said.replace(/^Applied:/, `Took back run ${undoes}:`);
}

/** Where something of what was held is decided, its run no longer says that all of it waits. */
function decidedText(standing: RunStanding, report: ReportInput): string | undefined {
  const { outcome, held, applied, gates, isPlanOnly } = report;
  const still = isWaiting(standing) ? standing.waiting : 0;
  if (held === 0 || still === held) return undefined;
  const heldText = `${counted(held, "change")} ${held === 1 ? "was" : "were"} held`;
  const rest =
    still === 0 ? "." : `, and ${formatCount(still)} still ${still === 1 ? "waits" : "wait"} for you.`;
  if (outcome === "partly_applied")
    return `Partly applied: ${counted(applied, "change")} ${applied === 1 ? "is" : "are"} done, ${heldText}${rest}`;
  if (outcome !== "held" || gates.length === 0 || isPlanOnly === true) return undefined;
  return `${heldText}${rest}`;
}

/** What became of the part that waited, as a sentence; empty where none did. */
export function runRest(standing: RunStanding): string {
  const { outcome, waiting, planState, isStale, laterRuns } = standing;
  if (outcome !== "held" && outcome !== "partly_applied") return "";
  const later = laterRuns.length === 0 ? "" : `Run ${laterRuns.join(", ")} applied what was approved. `;
  if (waiting === 0) return later === "" ? "" : `${later}Nothing of it waits any more.`;
  const rest = `${formatCount(waiting)} ${waiting === 1 ? "change was" : "changes were"} not made`;
  if (planState === "declined") return `${later}A person did not want the rest: ${rest}.`;
  if (planState === "superseded") return `${later}A newer plan has taken its place: ${rest}.`;
  if (isStale) return `${later}The directory has changed since: ${rest}, and the next sync plans them anew.`;
  return `${later}${counted(waiting, "change")} still ${waiting === 1 ? "waits" : "wait"} for a person.`;
}

/** What is different between two runs, as a sentence. */
export function compareWords(
  before: { readonly run: number; readonly applied: number },
  after: { readonly run: number },
  totals: { readonly added: number; readonly gone: number; readonly same: number },
): string {
  const { added, gone, same } = totals;
  if (added + gone + same === 0) return "Neither run planned a change.";
  if (added + gone === 0) return `Both plan the same ${counted(same, "change")}.`;
  const fresh =
    added === 0
      ? `Run ${after.run} plans nothing that run ${before.run} did not.`
      : `Run ${after.run} plans ${counted(added, "change")} that run ${before.run} did not.`;
  const past =
    gone === 0
      ? ""
      : ` ${counted(gone, "change")} of run ${before.run} ${gone === 1 ? "is" : "are"} not planned again${before.applied >= gone ? ": they were applied" : ""}.`;
  return `${fresh}${past}${same === 0 ? "" : ` ${counted(same, "change")} ${same === 1 ? "is" : "are"} in both.`}`;
}

/** Whether something of a run waits for somebody now. */
function isWaiting({ waiting, planState, isStale, state, outcome }: RunStanding): boolean {
  const waits = planState === "sealed" || planState === "partly_applied";
  return (
    state === "finished" &&
    waits &&
    !isStale &&
    waiting > 0 &&
    outcome !== "failed" &&
    outcome !== "cancelled"
  );
}
