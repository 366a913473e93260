import { fieldWord } from "@muster/rules/report/wording/record-words.ts";
import type { FieldReason, FieldWhy, SaidValue } from "@muster/sync/directory/why/why-field.ts";
import { historyLine, rowPlace } from "./place-words.ts";

/** Why a field is what it is: what is held, what each row says, and which rule decided between them. */
export function fieldLines({
  field,
  held,
  said,
  reason,
  setting,
  waiting,
  journal,
}: FieldWhy): readonly string[] {
  const decided = setting === undefined ? "" : ` (setting ${setting.key} is ${settingText(setting.value)})`;
  return [
    `The ${fieldWord(field)} is ${held === "" ? "empty" : held}.`,
    `  ${reasonWords[reason]}${decided}.`,
    ...said.map(saidLine),
    ...(waiting === undefined ? [] : [`  Waiting: ${historyLine(waiting)}`]),
    ...(journal.length === 0 ? [] : ["", "What happened, newest first:"]),
    ...journal.map((line) => `  ${historyLine(line)}`),
  ];
}

const reasonWords: Readonly<Record<FieldReason, string>> = {
  taken: "It is what the files say",
  theirs: "They have signed in, so their details are theirs and the files do not change them",
  "language-kept": "The language was taken once and is left alone since",
  "title-kept": "The title was taken once; since then people decide about it",
  "source-silent": "The files say nothing about it, which erases nothing",
  "row-left-out": "The row that says it was left out for an error, so what was there before stays",
  waits: "A change of it is planned and not applied yet",
  "next-sync": "The files say otherwise: the next sync sets it",
  "by-hand": "No source speaks of this person: it was entered by hand",
};

function saidLine({ sourcedId, role, value, row }: SaidValue): string {
  const place = row === undefined ? "" : `, ${rowPlace(row)}`;
  return `  ${sourcedId} (${role}${place}) says ${value === "" ? "nothing" : value}`;
}

function settingText(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value);
}
