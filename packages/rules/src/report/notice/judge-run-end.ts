import type { Outcome } from "../../model/outcome.ts";
import { shortHash } from "../short-hash.ts";
import type { Facts } from "../wording/told.ts";
import { type EndedFault, faultCause } from "./fault-cause.ts";
import { type Cause, type Happening, type TroubleKind, troubleKinds } from "./notice.ts";
import { isStandardFile, plainFacts } from "./plain-facts.ts";

/** A run that has ended, as much of it as a notice may be made of. */
export interface EndedRun {
  readonly run: number;
  readonly kind: "sync" | "plan" | "apply" | "undo" | "manual";
  readonly outcome: Outcome;
  readonly at: string;
  /** What it read is not what was there before; a copy that lies there since last week is no news. */
  readonly hasNews: boolean;
  /** Changes that are done and that wait. */
  readonly applied: number;
  readonly held: number;
  /** The hash of its plan; "" where it made none. */
  readonly planHash: string;
  /** How many records leave or end of what waits, where whoever approves it has to type that. */
  readonly toConfirm?: number | undefined;
  /** One person has approved a part of the plan that still waits for a second one. */
  readonly isSecondWanted?: boolean;
  readonly gates: readonly EndedGate[];
  /** Findings that made the files unusable, the first of each code. */
  readonly blocking: readonly EndedFinding[];
  readonly fault: EndedFault | undefined;
}

/** A gate that held something of it. */
export interface EndedGate {
  readonly code: string;
  readonly observed: number;
  readonly limit: number;
  /** Of the slice; "" for the whole plan. */
  readonly type: string;
  readonly change: string;
  readonly facts: Facts;
}

/** A finding that made its files unusable. */
export interface EndedFinding {
  readonly code: string;
  readonly file: string;
  readonly column: string;
  readonly facts: Facts;
}

/** Gates that hold because another does; they are told only where they stand alone. */
const along = new Set(["gate.depends.held", "gate.policy.hold-everything"]);

/**
 * What the end of a run means for those who must hear of it; undefined: nothing. Plans, edits and undos are made by
 * somebody who sees what comes of them. An approval that goes through settles the hold; one that does not is told to
 * whoever tried.
 */
export function judgeRunEnd(run: EndedRun): Happening | undefined {
  const { at, kind, hasNews } = run;
  if (kind !== "sync" && kind !== "apply") return undefined;
  // The only fault that follows changes which were written: the roster may not be what the plan says.
  if (run.fault?.code === "run.verify.failed")
    return { at, adds: [faultCause(run.fault, run.run)], settles: [] };
  if (kind === "apply") return afterApproval(run);
  switch (run.outcome) {
    case "applied":
    case "no_changes":
      return { at, adds: [], settles: settled(run, troubleKinds), hasNews };
    case "held":
    case "partly_applied":
      return {
        at,
        adds: heldCauses(run),
        settles: settled(run, [...reached, "rejected", "second"]),
        hasNews,
      };
    case "rejected_input":
      return { at, adds: rejectedCauses(run), settles: settled(run, [...reached, "held", "second"]) };
    case "failed":
      return { at, adds: [faultCause(run.fault ?? died, run.run)], settles: [] };
    case "cancelled":
    case "superseded":
    case "undone":
      return undefined;
    default:
      return run.outcome satisfies never;
  }
}

/** What was approved waits no longer, neither for a first word nor for a second. */
function afterApproval({ at, outcome, isSecondWanted }: EndedRun): Happening | undefined {
  if (outcome === "applied") return { at, adds: [], settles: ["held", "second"] };
  const isSeconded = outcome === "partly_applied" && isSecondWanted !== true;
  return isSeconded ? { at, adds: [], settles: ["second"] } : undefined;
}

const died: EndedFault = { code: "run.process.died", retry: "now", facts: {} };

/**
 * What is over once files have arrived and were read. Files that can be read are not refused, and files that are
 * refused make no plan that could wait.
 */
const reached: readonly TroubleKind[] = ["sign-in", "failed", "dead-letter", "stale"];

/** Silence is over when something new came, and not before. */
function settled({ hasNews }: EndedRun, kinds: readonly TroubleKind[]): readonly TroubleKind[] {
  return kinds.filter((kind) => kind !== "stale" || hasNews);
}

/** One cause a code: the slice with the most changes speaks for all of them. */
function heldCauses(run: EndedRun): readonly Cause[] {
  const first = run.gates.filter(({ code }) => !along.has(code));
  const gates = [...(first.length === 0 ? run.gates : first)].sort((a, b) => b.observed - a.observed);
  const more = { applied: run.applied, waiting: run.held, ...planOf(run), ...confirmOf(run) };
  if (gates.length === 0) return [{ ...nameless("held", run.run), facts: more }];
  return onePerCode(gates).map(({ code, observed, limit, type, change, facts }) => {
    const plain = plainFacts(facts);
    const slice = { observed, limit, sliceType: type, sliceChange: change };
    return {
      ...{ key: `held ${code}`, kind: "held", code, run: run.run, hidden: plain.hidden, isPassing: false },
      facts: { ...plain.facts, ...slice, ...more },
    } as const;
  });
}

function planOf({ planHash }: EndedRun): Facts {
  return /^[0-9a-f]{12,}$/.test(planHash) ? { plan: shortHash(planHash) } : {};
}

function confirmOf({ toConfirm }: EndedRun): Facts {
  return toConfirm === undefined ? {} : { toConfirm };
}

function rejectedCauses(run: EndedRun): readonly Cause[] {
  if (run.blocking.length === 0) return [nameless("rejected", run.run)];
  return onePerCode(run.blocking).map(({ code, file, column, facts }) => {
    const plain = plainFacts(facts);
    const isKnown = file === "" || isStandardFile(file);
    // Missing columns are named by the standard, all others by the file.
    const named = code === "file.column.missing" ? { missingColumn: column } : {};
    return {
      ...{ key: `rejected ${code}`, kind: "rejected", code, run: run.run, isPassing: false },
      hidden: isKnown ? plain.hidden : [...plain.hidden, "place"],
      facts: { ...plain.facts, ...named, ...(isKnown ? { place: file } : {}) },
    } as const;
  });
}

/** Where the reasons of a run are not known: whoever wrote them down died before. */
function nameless(kind: "held" | "rejected", run: number): Cause {
  return { key: kind, kind, code: "", run, facts: {}, hidden: [], isPassing: false };
}

function onePerCode<T extends { readonly code: string }>(all: readonly T[]): readonly T[] {
  const seen = new Set<string>();
  return all.filter(({ code }) => !seen.has(code) && seen.add(code));
}
