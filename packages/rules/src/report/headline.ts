import type { Action, RecordType } from "../model/entities.ts";
import type { Counts } from "../plan/tally.ts";
import { findingMessage } from "./message.ts";
import { counted, formatCount, listWords } from "./number-words.ts";
import type { ReportInput } from "./report-input.ts";
import { recordNouns } from "./wording/record-words.ts";

/** The first line of a report: what became of the run, in words. It fits one line of a terminal. */
export function headline(input: ReportInput): string {
  const { outcome, plan, held, applied } = input;
  switch (outcome) {
    case "applied":
      return `Applied: ${planWords(input.done ?? plan?.counts)}.`;
    case "undone":
      return `Taken back: ${planWords(plan?.counts)}.`;
    case "no_changes":
      return unchangedText(input);
    case "held":
      if (plan === undefined) return "Waiting: a part of the roster did not come. Nothing has been changed.";
      return input.gates.length === 0 || input.isPlanOnly === true
        ? `Planned: ${planWords(plan?.counts)}. Nothing has been changed.`
        : `Waiting for you: ${counted(held, "change")}. Nothing has been changed.`;
    case "partly_applied":
      return `Partly applied: ${counted(applied, "change")} ${applied === 1 ? "is" : "are"} done, ${formatCount(held)} ${held === 1 ? "waits" : "wait"} for you.`;
    case "rejected_input":
      return `Not accepted: ${firstProblem(input)}.`;
    case "failed":
      return "Failed: the run could not be finished.";
    case "cancelled":
      return "Stopped by a person. Nothing was changed.";
    case "superseded":
      return "Out of date: the roster changed first. Nothing was changed by this plan.";
    default:
      return outcome satisfies never;
  }
}

function unchangedText({ undoes, findings }: ReportInput): string {
  if (undoes !== undefined) return `Nothing of run ${undoes} is left to take back. Nothing has been changed.`;
  return findings.byCode["school.files.none"] === undefined
    ? "No changes: the roster is already as the files say."
    : "Nothing was taken in: no school in these files takes part.";
}

function firstProblem({ findings }: ReportInput): string {
  const [first] = findings.first;
  return first === undefined ? "the files cannot be used" : findingMessage(first).what;
}

/** People first, then classes, then what ties them together. */
const telling: readonly RecordType[] = [
  ...(["student", "staff", "guardian", "classroom", "school", "membership", "guardianship", "link"] as const),
];
const most = 3;

/** `12 students added, 3 students left, 2 classes closed and 62 other changes`. */
function planWords(counts: Counts | undefined): string {
  if (counts === undefined) return "nothing";
  const parts = telling.flatMap((type) =>
    actions.flatMap((action) => {
      const count = counts[type][action];
      return count === 0
        ? []
        : [{ count, text: `${counted(count, recordNouns[type])} ${doneWord(type, action)}` }];
    }),
  );
  const rest = parts.slice(most).reduce((sum, { count }) => sum + count, 0);
  const told = parts.slice(0, most).map(({ text }) => text);
  if (told.length === 0) return "nothing to change";
  return listWords(rest === 0 ? told : [...told, counted(rest, "other change")]);
}

const actions = ["create", "archive", "restore", "update"] as const satisfies readonly Action[];

function doneWord(type: RecordType, action: (typeof actions)[number]): string {
  switch (action) {
    case "create":
      return "added";
    case "restore":
      return "back";
    case "update":
      return "changed";
    case "archive":
      return goneWord(type);
    default:
      return action satisfies never;
  }
}

function goneWord(type: RecordType): string {
  switch (type) {
    case "student":
    case "staff":
    case "guardian":
      return "left";
    case "school":
    case "classroom":
      return "closed";
    case "membership":
    case "guardianship":
      return "ended";
    case "link":
      return "removed";
    default:
      return type satisfies never;
  }
}
