import type { FindingCode } from "../../check/finding.ts";
import type { GateCode } from "../../gate/gate-codes.ts";
import { type RecordType, recordTypes, type SliceKind } from "../../model/entities.ts";
import { faultWords, findingWords, gateWords } from "../wording/all-words.ts";
import { tellGate } from "../wording/gate-told.ts";
import { type Facts, tell } from "../wording/told.ts";
import type { Owner, Sentence, Words } from "../wording/words.ts";
import type { OpenCause } from "./notice.ts";

/** What a code's own words say without anything that must be kept back; a part that would need it is left out. */
export interface SafeWords {
  readonly what: string | undefined;
  readonly did: string | undefined;
  readonly cause: string | undefined;
  readonly fix: string | undefined;
  readonly owner: Owner | undefined;
  /** Ready to be sent to whoever must mend it, where that is somebody outside. */
  readonly vendor: string | undefined;
}

/** Stands for what is hidden. A sentence in which it turns up is not said. */
const hiddenMark = "\u0000";

/**
 * The words of a cause's code, for a reader far away. Values that were kept back are not there to be said: in their
 * place stands a mark that no text has, and whatever sentence shows it is left out.
 */
export function safeWords(cause: OpenCause): SafeWords {
  const { code } = cause;
  const facts: Facts = {
    ...cause.facts,
    ...Object.fromEntries(cause.hidden.map((name) => [name, hiddenMark])),
  };
  if (Object.hasOwn(gateWords, code)) return gateParts(code as GateCode, facts);
  if (Object.hasOwn(findingWords, code)) return findingParts(code as FindingCode, facts);
  const words = Object.hasOwn(faultWords, code) ? faultWords[code] : undefined;
  return words === undefined ? nothing : parts(words, tell(facts, nowhere, one));
}

const nothing: SafeWords = {
  ...{
    what: undefined,
    did: undefined,
    cause: undefined,
    fix: undefined,
    owner: undefined,
    vendor: undefined,
  },
};
const nowhere = { file: "", line: undefined, column: undefined, sourcedId: undefined };
const one = { count: 1, files: [] };

function gateParts(code: GateCode, facts: Facts): SafeWords {
  const { observed, limit, sliceType, sliceChange, ...rest } = facts;
  const type = recordTypes.find((known): known is RecordType => known === sliceType);
  const kind = (["addition", "update", "removal"] as const).find(
    (known): known is SliceKind => known === sliceChange,
  );
  const slice =
    type === undefined || kind === undefined ? undefined : { type, kind, schoolId: 1, part: "" as const };
  const gate = { code, slice, observed: Number(observed), limit: Number(limit), facts: strict(rest) };
  return parts(gateWords[code], tellGate(gate, "one school"));
}

function strict(facts: Facts): Readonly<Record<string, string | number>> {
  return Object.fromEntries(
    Object.entries(facts).filter(
      (entry): entry is [string, string | number] =>
        typeof entry[1] === "string" || typeof entry[1] === "number",
    ),
  );
}

function findingParts(code: FindingCode, { place, missingColumn, ...facts }: Facts): SafeWords {
  const file = typeof place === "string" ? place : hiddenMark;
  const column = typeof missingColumn === "string" ? missingColumn : hiddenMark;
  return parts(findingWords[code], tell(facts, { ...nowhere, file, column, sourcedId: hiddenMark }, one));
}

function parts<T>(words: Words<T>, told: T): SafeWords {
  const say = (sentence: Sentence<T>): string | undefined => {
    const text = typeof sentence === "string" ? sentence : sentence(told);
    return text.includes(hiddenMark) ? undefined : text;
  };
  return {
    ...{ what: say(words.what), did: say(words.did), cause: say(words.cause), fix: say(words.fix) },
    owner: words.owner,
    vendor: words.vendor === undefined ? undefined : say(words.vendor),
  };
}
