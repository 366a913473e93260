import type { Finding, FindingCode } from "../check/finding.ts";
import type { Gate } from "../gate/verdict.ts";
import type { Outcome } from "../model/outcome.ts";
import type { Counts } from "../plan/tally.ts";

/** What came of a run, as its report is drawn from it; the result of a sync has this form. */
export interface ReportInput {
  readonly district: string;
  /** Names by our id, for the schools that gates speak of. */
  readonly schoolNames: ReadonlyMap<number, string>;
  readonly outcome: Outcome;
  readonly run: number;
  /** undefined: nothing was planned, because nothing was new or the files were refused. */
  readonly plan: { readonly hash: string; readonly counts: Counts } | undefined;
  /** What this run did of the plan, where that is less than the plan: a part of it was done before. */
  readonly done?: Counts;
  readonly gates: readonly Gate[];
  readonly findings: ReportedFindings;
  /** Milliseconds by stage. */
  readonly timings: Readonly<Record<string, number>>;
  /** How many changes are applied, and how many wait. */
  readonly applied: number;
  readonly held: number;
  /** How many records leave or end of what waits, where whoever approves it has to type that. */
  readonly toConfirm?: number | undefined;
  /** Only a plan was asked for: what the gates let through waits too, for somebody to apply it. */
  readonly isPlanOnly?: boolean;
  /** The run that was to be taken back. */
  readonly undoes?: number;
  /** What to type next, where the command knows better than the outcome: an undo, for one. */
  readonly next?: readonly string[];
}

/** What was found in the files of a run, counted. */
export interface ReportedFindings {
  readonly total: number;
  readonly bySeverity: Readonly<Record<string, number>>;
  readonly byCode: Readonly<Partial<Record<FindingCode, number>>>;
  /** The worst first, a few of each code. */
  readonly first: readonly Finding[];
}
