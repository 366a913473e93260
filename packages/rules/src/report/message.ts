import type { Finding } from "../check/finding.ts";
import type { Gate } from "../gate/verdict.ts";
import { faultWhere, findingWhere, gateWhere, placeForVendor } from "./message-place.ts";
import { brief } from "./number-words.ts";
import { faultWords, findingWords, gateWords } from "./wording/all-words.ts";
import { type GateTold, tellGate } from "./wording/gate-told.ts";
import { type Facts, tell } from "./wording/told.ts";
import type { Owner, Sentence, Words } from "./wording/words.ts";

export type { Owner } from "./wording/words.ts";

/**
 * What a person reads about one code, in six parts that always come in this order: what happened, what Muster
 * did, where, why most likely, what to do, and the code to ask about. The words are data under `wording/`.
 */
export interface Message {
  /** At most 90 characters. */
  readonly what: string;
  /** Says "Nothing was changed." where that is so. */
  readonly did: string;
  /** File, row and record, column; the record is the row counted without the row of column names. */
  readonly where: string;
  readonly cause: string;
  readonly fix: string;
  readonly code: string;
  readonly owner: Owner;
  /** Ready to be sent to whoever makes or sends the files; only where they are the ones to mend it. */
  readonly vendorText?: string;
}

/** Findings of one code, of which only the first is told at length. */
export interface FindingGroup {
  readonly count: number;
  /** The files they are in; empty where not all of them are known. */
  readonly files: readonly string[];
}

/** The longest `what`: it must fit the subject of a mail and a line of a list. */
export const longestWhat = 90;

/** @param group how many findings of this code there are, where the finding is the first of them */
export function findingMessage(finding: Finding, group?: FindingGroup): Message {
  const words: Words = findingWords[finding.code];
  const all = group ?? { count: 1, files: [finding.file] };
  const told = tell(finding.facts, finding, all);
  const message = write(words, told, finding.code, findingWhere(finding, all));
  return withVendorText(message, words, told, placeForVendor(finding, all));
}

/** @param names.schoolName what people call a school; asked for slices that belong to one */
export function gateMessage(
  gate: Gate,
  names: { readonly schoolName: (schoolId: number) => string },
): Message {
  const words: Words<GateTold> = gateWords[gate.code];
  const schoolId = gate.slice?.schoolId ?? 0;
  const school = schoolId === 0 ? "" : names.schoolName(schoolId);
  const told = tellGate(gate, school);
  return withVendorText(write(words, told, gate.code, gateWhere(gate, school)), words, told, "");
}

/**
 * The words of what the world did to us, of a thrown `Fault` as of one read back from a run. A code without words
 * is told as our own mistake rather than thrown over: something has failed already.
 */
export function faultMessage(fault: { readonly code: string; readonly facts: Facts }): Message {
  const known = Object.hasOwn(faultWords, fault.code) ? faultWords[fault.code] : undefined;
  const words = known ?? unworded;
  const told = tell(fault.facts, nowhere, { count: 1, files: [] });
  const message = write(words, told, fault.code, faultWhere(fault.code, fault.facts));
  return withVendorText(message, words, told, "");
}

const nowhere = { file: "", line: undefined, column: undefined, sourcedId: undefined };

const unworded: Words = {
  what: () => "Something failed that Muster has no words for yet",
  did: "A plan is applied as a whole or not at all, so nothing is half done.",
  cause: "The code below says what it was; the words for it are missing.",
  fix: "Start again. If it comes back, please report it with its code.",
  owner: "us",
  sample: {},
};

function write<T>(words: Words<T>, told: T, code: string, where: string): Message {
  return {
    what: brief(words.what(told), longestWhat),
    did: sentence(words.did, told),
    where,
    cause: sentence(words.cause, told),
    fix: sentence(words.fix, told),
    code,
    owner: words.owner,
  };
}

function withVendorText<T>(message: Message, words: Words<T>, told: T, place: string): Message {
  if (words.vendor === undefined) return message;
  const text = sentence(words.vendor, told);
  return { ...message, vendorText: place === "" ? text : `${text} ${place}` };
}

function sentence<T>(said: Sentence<T>, told: T): string {
  return typeof said === "string" ? said : said(told);
}
