import { type ContactPrint, contactIdLength, printLength, studentPrintLength } from "./contact-print.ts";

/** A contact without an id of its own, as it was seen last. */
export interface RememberedContact {
  readonly id: string;
  readonly print: ContactPrint;
  /** Fetches since then that did not have it. */
  readonly missed: number;
}

/** After so many fetches without it a contact is forgotten: one emptied answer must not cost anybody their id. */
const mostMissed = 30;
/** About 50 characters each; a district with more contacts that have no id has to live without the oldest. */
const mostRemembered = 150_000;
const form = "1:";
const prints = 5;
const shortest = contactIdLength + 1 + prints * printLength;

/** Reads what `writeContactMemory` wrote; whatever else it is counts as nothing remembered. */
export function readContactMemory(text: unknown): readonly RememberedContact[] {
  if (typeof text !== "string" || !text.startsWith(form)) return [];
  return text
    .slice(form.length)
    .split(",")
    .flatMap((entry) => (entry.length < shortest ? [] : [readEntry(entry)]));
}

function readEntry(entry: string): RememberedContact {
  let at = 0;
  const take = (length: number): string => {
    at += length;
    return entry.slice(at - length, at);
  };
  const id = take(contactIdLength);
  const missed = missedOf(entry);
  at += 1;
  const print = {
    ...{ name: take(printLength), firstWord: take(printLength), lastWord: take(printLength) },
    ...{ phone: take(printLength), email: take(printLength) },
  };
  const students: string[] = [];
  while (at + studentPrintLength <= entry.length) students.push(take(studentPrintLength));
  return { id, missed, print: { ...print, students } };
}

/** A contact as the text of its entry. */
export function contactEntry({ id, missed, print }: RememberedContact): string {
  const { name, firstWord, lastWord, phone, email, students } = print;
  return [id, missed.toString(36), name, firstWord, lastWord, phone, email, ...students].join("");
}

/** Entries as one text, in the order of the ids, the longest missed left out where there are too many. */
export function writeContactMemory(entries: readonly string[]): string {
  const kept = entries
    .filter((entry) => missedOf(entry) <= mostMissed)
    .sort((a, b) => missedOf(a) - missedOf(b) || (a < b ? -1 : 1))
    .slice(0, mostRemembered);
  return form + kept.sort().join(",");
}

function missedOf(entry: string): number {
  return Number.parseInt(entry.charAt(contactIdLength), 36) || 0;
}
