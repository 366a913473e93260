import type { Finding } from "@muster/rules/check/finding.ts";
import type { Gate } from "@muster/rules/gate/verdict.ts";
import type { Counts } from "@muster/rules/plan/tally.ts";
import { wholeGates } from "./held-plan.ts";

/** What a run answered when it ended, as far as it can still be read: an older Muster may have written it. */
export interface StoredResult {
  readonly fault:
    | { readonly code: string; readonly facts: Readonly<Record<string, string | number>> }
    | undefined;
  readonly wholeGates: readonly Gate[];
  readonly hasGates: boolean;
  /** What it did of a plan of which a part was done before. */
  readonly done: Counts | undefined;
  readonly applied: number;
  readonly held: number;
  readonly findings: {
    readonly total: number;
    readonly bySeverity: Readonly<Record<string, number>>;
    readonly byCode: Readonly<Record<string, number>>;
    readonly first: readonly Finding[];
  };
  /** Milliseconds by stage. */
  readonly timings: Readonly<Record<string, number>>;
}

/** Reads the JSON that a run left. */
export function storedResult(result: unknown): StoredResult {
  const { fault, gates, done, applied, held, findings, timings } = fields(result);
  const { code, facts } = fields(fault);
  const { total, bySeverity, byCode, first } = fields(findings);
  return {
    fault: typeof code === "string" ? { code, facts: plainFacts(facts) } : undefined,
    ...{ wholeGates: wholeGates(result), hasGates: Array.isArray(gates) && gates.length > 0 },
    // Written by the engine as `Counts` (sync-request.ts).
    done: typeof done === "object" && done !== null ? (done as Counts) : undefined,
    ...{ applied: numberOf(applied), held: numberOf(held) },
    findings: {
      ...{ total: numberOf(total), bySeverity: numbersOf(bySeverity), byCode: numbersOf(byCode) },
      first: Array.isArray(first) ? (first as readonly Finding[]) : [],
    },
    timings: numbersOf(timings),
  };
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

const numberOf = (value: unknown): number => (typeof value === "number" ? value : 0);

function numbersOf(value: unknown): Readonly<Record<string, number>> {
  return Object.fromEntries(
    Object.entries(fields(value)).filter((one): one is [string, number] => typeof one[1] === "number"),
  );
}

function plainFacts(value: unknown): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(fields(value)).filter(
      (one): one is [string, string | number] => typeof one[1] === "string" || typeof one[1] === "number",
    ),
  );
}
