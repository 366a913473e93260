import type { Gate } from "../../gate/verdict.ts";
import { brief, counted, formatCount, formatShare } from "../number-words.ts";
import { recordNouns, wouldWords } from "./record-words.ts";
import { tell } from "./told.ts";

/** What a sentence about a held plan or slice may speak of. */
export interface GateTold {
  /** Cut where it is long; `the district` for a slice of no school. */
  readonly school: string;
  /** `1,284 students`: as many as were observed, of the slice's type. */
  readonly things: string;
  /** `1,284 students (10.4 %) would leave Lincoln Elementary`: the slice's changes in words. */
  readonly wouldHappen: string;
  readonly observed: string;
  readonly limit: string;
  readonly fact: (name: string) => string;
  readonly label: (name: string) => string;
  readonly amount: (name: string) => number;
  readonly quoted: (name: string, most: number) => string;
}

/** @param schoolName what people call the school of the gate's slice; "" for none */
export function tellGate(gate: Gate, schoolName: string): GateTold {
  const { slice, observed, limit, facts } = gate;
  const { fact, label, quoted, amount } = tell(facts, nowhere, { count: 1, files: [] });
  const school = schoolName === "" ? "the district" : brief(schoolName, 24);
  const things = counted(observed, slice === undefined ? "record" : recordNouns[slice.type]);
  const share = formatShare(observed, amount("base"));
  const would = slice === undefined ? "would change in" : wouldWords[slice.type][slice.kind];
  return {
    ...{ school, things, fact, label, amount, quoted },
    wouldHappen: `${things}${share === "" ? "" : ` (${share})`} ${would} ${school}`,
    observed: formatCount(observed),
    limit: formatCount(limit),
  };
}

const nowhere = { file: "", line: undefined, column: undefined, sourcedId: undefined };
