/**
 * The check before a source is enabled, as a program (connect.md §11 has it as a reading list): some twenty items, each
 * counted, each with a target of zero. What is counted comes from the deeds; what a count means is decided here.
 *
 * `fine` nothing to do · `look` a person should look, and may go on · `must` the first sync would do what nobody wants ·
 * `unknown` nothing has been fetched yet that could be counted.
 */
export type CheckState = "fine" | "look" | "must" | "unknown";

/** What was counted for one item. */
export interface ItemFacts {
  /** How many are not as they should be. */
  readonly count: number;
  /** Of how many that were looked at; 0 where there was none. */
  readonly of: number;
  /** What the sentences need beside the counts. Never a person's name or contact. */
  readonly facts: Readonly<Record<string, string | number>>;
}

/** Where one that was counted stands. */
export interface ItemExample {
  /** The source's ID, or ours where it is a record of the directory (then `personId`, `classroomId`, `schoolId`). */
  readonly sourcedId: string | null;
  readonly file: string | null;
  readonly line: number | null;
  /** The record of ours that it concerns. */
  readonly record: number | null;
}

/** One item of the check as a district reads it. */
export interface CheckedItem {
  readonly id: string;
  readonly title: string;
  readonly state: CheckState;
  readonly count: number;
  readonly of: number;
  readonly target: 0;
  /** What was found, in one sentence. */
  readonly says: string;
  /** What to do; empty where it is fine. */
  readonly todo: string;
  /** The command that lists all of them; empty where there is no list. */
  readonly list: string;
  /** The first of them. */
  readonly examples: readonly ItemExample[];
}

/** What an item means: pure, so that the console and the command line say the same. */
export interface ItemRule {
  readonly title: string;
  readonly judge: (found: ItemFacts) => "fine" | "look" | "must";
  readonly says: (found: ItemFacts) => string;
  readonly todo: (found: ItemFacts) => string;
}

/** Where a count above zero is worth a look and stops nobody. */
export const lookIfAny = ({ count }: ItemFacts): "fine" | "look" => (count > 0 ? "look" : "fine");

/** Where a count above zero must be solved before the first sync. */
export const mustBeNone = ({ count }: ItemFacts): "fine" | "must" => (count > 0 ? "must" : "fine");

/** Where it must be solved once it is all of them, and is worth a look before. */
export const mustNotBeAll = ({ count, of }: ItemFacts): "fine" | "look" | "must" =>
  count === 0 ? "fine" : count >= of ? "must" : "look";
