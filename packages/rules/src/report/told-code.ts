import { type FindingCode, severityOf } from "../check/finding.ts";
import { type GateCode, gateCodes } from "../gate/gate-codes.ts";
import { faultMessage, findingMessage, gateMessage, type Message } from "./message.ts";
import { faultWords, findingWords, gateWords } from "./wording/all-words.ts";
import { sampleFinding, sampleGate } from "./wording/sample.ts";

/** What a code is about, and the message of a typical case: its page, its entry in the help, its answer. */
export interface ToldCode {
  readonly code: string;
  readonly kind: "finding" | "gate" | "fault";
  /** Of a finding. */
  readonly severity?: keyof typeof severityWords;
  /** What it does to a sync, in a sentence. */
  readonly says: string;
  readonly message: Message;
}

const severityWords = {
  blocking: "A finding that stops everything: nothing of these files is used.",
  error: "An error: the row or file is left out, and what it fed before stays as it is.",
  warning: "A warning: something is left out or mended, and the rest is used.",
  info: "A note: nothing changes because of it.",
} as const;
const gateScopes = {
  plan: "A gate that holds the whole plan until a person decides.",
  slice: "A gate that holds one kind of change in one school until a person decides.",
} as const;
const fault = "A fault: the run ends, because something outside of the files failed.";
const refusal = "A refusal: what was asked for was not done.";
/** Codes of what people and programs ask for, where no run is under way. */
const isRefusal = /^(?:access|request|console|problem)\./;

/** What codes do to a sync, in the order in which they are listed. */
export const codeKinds: readonly string[] = [
  ...Object.values(severityWords),
  ...Object.values(gateScopes),
  fault,
  refusal,
];

/** @returns undefined for a code that nothing is said of */
export function toldCode(code: string): ToldCode | undefined {
  if (isFinding(code)) {
    const severity = severityOf(code);
    const message = findingMessage(sampleFinding(code));
    return { code, kind: "finding", severity, says: severityWords[severity], message };
  }
  if (isGate(code)) {
    const message = gateMessage(sampleGate(code), { schoolName: () => "Lincoln" });
    return { code, kind: "gate", says: gateScopes[gateCodes[code]], message };
  }
  if (!Object.hasOwn(faultWords, code)) return undefined;
  return {
    ...{ code, kind: "fault", says: isRefusal.test(code) ? refusal : fault },
    message: faultMessage({ code, facts: faultWords[code]?.sample ?? {} }),
  };
}

/** Every code that anything is said of, by its name. */
export function allToldCodes(): readonly ToldCode[] {
  const codes = [...Object.keys(findingWords), ...Object.keys(gateWords), ...Object.keys(faultWords)];
  return codes.sort().flatMap((code) => toldCode(code) ?? []);
}

function isFinding(code: string): code is FindingCode {
  return Object.hasOwn(findingWords, code);
}

function isGate(code: string): code is GateCode {
  return Object.hasOwn(gateWords, code);
}
