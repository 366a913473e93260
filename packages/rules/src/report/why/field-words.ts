import type { FieldReason, HistoryLine, SaidValue } from "../../model/why.ts";
import { fieldWord } from "../wording/record-words.ts";
import { historyWords, rowPlace } from "./history-words.ts";
import { type TellInstant, type WhyLine, whyLine } from "./why-line.ts";

/** Why a field of a person is what it is. */
export interface ToldField {
  readonly field: string;
  readonly held: string;
  readonly said: readonly SaidValue[];
  readonly reason: FieldReason;
  readonly setting: { readonly key: string; readonly value: string | number | boolean } | undefined;
  readonly waiting: HistoryLine | undefined;
  readonly journal: readonly HistoryLine[];
}

/** Why a field is what it is: what is held, what each row says, and which rule decided between them. */
export function fieldWords(told: ToldField, at: TellInstant): readonly WhyLine[] {
  const { field, held, said, reason, setting, waiting, journal } = told;
  const decided = setting === undefined ? "" : ` (setting ${setting.key} is ${settingText(setting.value)})`;
  return [
    whyLine(0, `The ${fieldWord(field)} is ${held === "" ? "empty" : held}.`),
    whyLine(1, `${reasonWords[reason]}${decided}.`),
    ...said.map((one) => whyLine(1, saidText(one, at))),
    ...(waiting === undefined ? [] : [whyLine(1, `Waiting: ${historyWords(waiting, at)}`)]),
    ...(journal.length === 0 ? [] : [whyLine(0, ""), whyLine(0, "What happened, newest first:")]),
    ...journal.map((line) => whyLine(1, historyWords(line, at))),
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

function saidText({ sourcedId, role, value, row }: SaidValue, at: TellInstant): string {
  const place = row === undefined ? "" : `, ${rowPlace(row, at)}`;
  return `${sourcedId} (${role}${place}) says ${value === "" ? "nothing" : value}`;
}

function settingText(value: string | number | boolean): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value);
}
