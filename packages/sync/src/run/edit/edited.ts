import type { RefusalCode } from "@muster/rules/report/wording/refusal-words.ts";

/**
 * What an edit came to. What a person may not do is no failure: it is refused, record by record, with a reason they
 * can act on, and whatever else was asked for is done.
 */
export interface Edited {
  /** The run that stands in the journal for this edit. */
  readonly run: number;
  /** How many records changed. */
  readonly changes: number;
  readonly refused: readonly Refusal[];
}

export interface Refusal {
  readonly code: RefusalCode;
  /** The record that stays as it is: a person, a classroom, a school. */
  readonly recordId: number;
  readonly facts: Readonly<Record<string, string | number>>;
}

export function refusal(code: RefusalCode, recordId: number, facts: Refusal["facts"] = {}): Refusal {
  return { code, recordId, facts };
}
