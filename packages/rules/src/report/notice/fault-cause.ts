import type { Facts } from "../wording/told.ts";
import type { Cause, TroubleKind } from "./notice.ts";
import { plainFacts } from "./plain-facts.ts";

/** A fault as a run or an attempt ended with it. */
export interface EndedFault {
  readonly code: string;
  readonly retry: "never" | "later" | "now";
  readonly facts: Facts;
}

/** Faults of who we are to the other side, and who they are to us: somebody must act, and nothing passes by itself. */
const signIn = /^source\.(?:sign-in|hostkey|key|token|certificate|tls|district|access|share|sharing)\./;

/**
 * The cause that a fault is. Whatever keeps us from a source for a while is one cause, whatever code it comes under: a
 * server that refuses connections at two and answers 502 at three has one outage (reliability I20).
 */
export function faultCause(fault: EndedFault, run: number | undefined): Cause {
  const { code, retry } = fault;
  const kind: TroubleKind = signIn.test(code) ? "sign-in" : "failed";
  const isPassing = retry !== "never" && kind === "failed";
  const key = isPassing && code.startsWith("source.") ? "source away" : `${kind} ${code}`;
  return { key, kind, code, run, isPassing, ...plainFacts(fault.facts) };
}

/** The same when whoever tried has given up until the next scheduled time: it is told at once. */
export function deadLetterCause(fault: EndedFault, attempts: number): Cause {
  const cause = faultCause(fault, undefined);
  const kind = cause.kind === "sign-in" ? "sign-in" : "dead-letter";
  return { ...cause, kind, isPassing: false, facts: { ...cause.facts, attempts } };
}

/** Nothing new for so many school days. */
export function staleCause(schoolDays: number): Cause {
  return {
    ...{ key: "stale", kind: "stale", code: "", run: undefined, hidden: [], isPassing: false },
    facts: { schoolDays },
  };
}
