import type { SecondPersonReason } from "../gate/second-person.ts";
import { counted } from "./number-words.ts";

const reasons: Readonly<Record<SecondPersonReason, string>> = {
  identity: "these may not be the people of this district at all",
  removals: "a large part of a school or of the district would leave",
  brought: "nobody lets their own files in alone",
  held: "in this district two people approve whatever is held",
};

/** Why one person is not enough, as the end of a sentence. Of a reason that is not known nothing is said. */
export function secondPersonText(reason: string): string {
  return Object.hasOwn(reasons, reason) ? reasons[reason as SecondPersonReason] : "two people approve here";
}

/** What becomes of the word of the first of two: `Your approval is kept. It takes a second person, because …`. */
export function keptWordText(reason: SecondPersonReason): string {
  return `Your approval is kept, and nothing has changed yet. It takes a second person, because ${secondPersonText(reason)}.`;
}

/** What is said before somebody approves: whether they will be the first of two, or are the second. */
export function beforeWordText(reason: SecondPersonReason): string {
  return `This takes two people, because ${secondPersonText(reason)}. Your approval is kept until somebody else approves the same.`;
}

/** Who has approved already what waits for a second person. */
export function firstWordText(word: {
  readonly by: string;
  readonly changes: number;
  readonly reason: string;
}): string {
  return `${word.by} has approved ${counted(word.changes, "change")}: ${word.reason}`;
}
