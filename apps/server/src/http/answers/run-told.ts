import type { GateCode } from "@muster/rules/gate/gate-codes.ts";
import type { RecordType } from "@muster/rules/model/entities.ts";
import type { Outcome } from "@muster/rules/model/outcome.ts";
import type { Counts } from "@muster/rules/plan/tally.ts";
import { gateMessage, type Message } from "@muster/rules/report/message.ts";
import { plural } from "@muster/rules/report/number-words.ts";
import { wordsOfOutcome } from "@muster/rules/report/outcome-words.ts";
import type { ReportInput } from "@muster/rules/report/report-input.ts";
import { type RunStanding, runHeadline, runRest } from "@muster/rules/report/run-words.ts";
import { recordNouns } from "@muster/rules/report/wording/record-words.ts";
import type { ListedRun, RunSlice } from "@muster/sync/directory/runs.ts";
import { type StoredResult, storedResult } from "@muster/sync/report/stored-result.ts";

/** A run in words: what became of it, and of the part that waited. */
export function tellRun(
  run: ListedRun & { readonly counts: Counts | null; readonly result: unknown },
  isOfSchools: boolean,
  laterRuns: readonly number[] = [],
): { readonly headline: string; readonly rest: string } {
  const outcome = run.outcome as Outcome | null;
  const standing: RunStanding = { ...run, outcome, laterRuns };
  const result = storedResult(run.result);
  const rest = runRest(standing);
  // What the whole district's plan was is not told to who sees certain schools; what it came to is.
  if (isOfSchools && outcome !== null && run.state === "finished" && run.undoneBy === null)
    return { headline: wordsOfOutcome(outcome).means, rest };
  const report = outcome === null ? undefined : reportOf(run, outcome, result);
  return { headline: runHeadline(standing, report), rest };
}

function reportOf(
  run: ListedRun & { readonly counts: Counts | null },
  outcome: Outcome,
  result: StoredResult,
): ReportInput {
  const { planHash: hash, counts } = run;
  return {
    ...{ district: "", schoolNames: new Map(), outcome, run: run.run },
    plan: hash === null || counts === null ? undefined : { hash, counts },
    ...(result.done === undefined ? {} : { done: result.done }),
    // A headline asks only whether there were gates.
    gates: result.hasGates ? [anyGate] : [],
    findings: result.findings as ReportInput["findings"],
    ...{ timings: {}, applied: result.applied, held: result.held, isPlanOnly: run.kind === "plan" },
    ...(run.undoes === null ? {} : { undoes: run.undoes }),
  };
}

const anyGate = { code: "gate.removals.many", slice: undefined, observed: 0, limit: 0, facts: {} } as const;

/** What held a slice, in words. A gate that this Muster does not know is passed over. */
export function tellGates(
  { gates, type, schoolId, kind, part }: RunSlice,
  names: ReadonlyMap<number, string>,
): Message[] {
  const slice = { type: type as RecordType, schoolId, kind, part } as NonNullable<
    Parameters<typeof gateMessage>[0]["slice"]
  >;
  return gates.map(({ code, observed, limit, facts }) =>
    gateMessage(
      { code: code as GateCode, slice, observed, limit, facts },
      { schoolName: (id) => names.get(id) ?? "" },
    ),
  );
}

const nouns: ReadonlyMap<string, string> = new Map(Object.entries(recordNouns));

/** What records of a type are called, several of them. */
export function nounOf(type: string): string {
  return plural(nouns.get(type) ?? type);
}
