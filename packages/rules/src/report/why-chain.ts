import type { RecordType, SliceKind } from "../model/entities.ts";
import { changeSentence, type JournalLine } from "./change-words.ts";
import { counted, formatCount, formatShare } from "./number-words.ts";
import { effectText } from "./slice-words.ts";
import { recordNouns } from "./wording/record-words.ts";

/** What is known of a planned change beside itself. */
export interface WhyFacts {
  /** When the files were taken, as people read it; "" where there were none. */
  readonly takenAt: string;
  /** The changes it is judged with. */
  readonly slice: {
    readonly type: RecordType;
    readonly kind: SliceKind;
    readonly school: string;
    readonly changes: number;
    readonly base: number;
  };
  /** What the limits said of them, as titles of messages; none where they are within limits. */
  readonly holds: readonly string[];
  /** What the change is like in the plan, as a group's words say it. */
  readonly cause: { readonly title: string; readonly says: string } | undefined;
}

/** Why a change is in a plan, step by step: what happens, from which row, by which rule, and what the limits say. */
export function whyChain(change: JournalLine, facts: WhyFacts): readonly string[] {
  const { slice, holds, cause } = facts;
  const where = slice.school === "" ? "" : ` at ${slice.school}`;
  const share = formatShare(slice.changes, slice.base);
  const among = `${effectText(slice.type, slice.kind, slice.changes)}${where} in this plan${share === "" || slice.kind === "addition" ? "" : `, ${share} of ${counted(slice.base, recordNouns[slice.type])}`}.`;
  return [
    changeSentence(change),
    source(change, facts.takenAt),
    rule(change),
    ...(cause === undefined ? [] : [`It is one of many alike: ${cause.title}. ${cause.says}`.trim()]),
    among,
    holds.length === 0
      ? "That is within the limits of this district."
      : `It waits for a person: ${holds.join("; ")}.`,
  ].filter((step) => step !== "");
}

function source({ file, line, reason }: JournalLine, takenAt: string): string {
  const when = takenAt === "" ? "" : `, received ${takenAt}`;
  if (reason === "undo" || reason === "edit") return "";
  if (line !== null && line !== undefined)
    return `It is in row ${formatCount(line)} of ${file ?? "the file"}${when}.`;
  return `${file ?? "The source"}${when} was complete: whatever it does not list is not there.`;
}

function rule({ reason, type }: JournalLine): string {
  switch (reason) {
    case "listed":
      return "Rule: what a source lists is taken over as it stands, unless a person has pinned it.";
    case "absent":
      return type === "membership"
        ? "Rule: a class membership ends when a complete file no longer lists it."
        : "Rule: what a complete file no longer lists is archived, never deleted, and comes back under the same ID.";
    case "to-be-deleted":
      return "Rule: a row with the status “tobedeleted” takes its record away.";
    case "not-linked":
      return "Rule: only what belongs to a linked school or class is kept by a sync.";
    case "undo":
      return "Rule: an undo gives back what the run had changed, unless somebody has changed it since.";
    case "edit":
      return "Rule: an edit by a person stands until that person’s record says otherwise.";
    default:
      return reason satisfies never;
  }
}
