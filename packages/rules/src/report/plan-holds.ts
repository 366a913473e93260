import { type GateCode, gateCodes } from "../gate/gate-codes.ts";
import type { Gate } from "../gate/verdict.ts";
import type { RecordType, SliceKind } from "../model/entities.ts";
import { isHeld, type JudgedSlice } from "../model/judged-slice.ts";
import type { ChangePart } from "../plan/change.ts";
import { holdOrder } from "./hold-order.ts";
import { gateMessage, type Message } from "./message.ts";

/** What one kind of hold stops, the worst of it at length. */
export interface Hold {
  readonly message: Message;
  readonly changes: number;
  readonly slices: number;
  readonly type: RecordType | null;
  readonly kind: SliceKind | null;
  readonly schoolId: number | null;
  readonly more: readonly {
    readonly what: string;
    readonly type: RecordType | null;
    readonly kind: SliceKind | null;
    readonly schoolId: number | null;
    readonly changes: number;
  }[];
  readonly rest: number;
}

/** So many holds of a kind are named; the rest is counted. */
const mostOfKind = 20;

/**
 * What of a plan waits and why: those of the whole plan first, then limits, then what merely waits along. Of each kind
 * the worst is told in full.
 */
export function planHolds(
  slices: readonly JudgedSlice[],
  names: { readonly schoolName: (schoolId: number) => string },
): readonly Hold[] {
  const held = slices.filter(isHeld);
  const codes = [...new Set(held.flatMap(({ gates }) => gates.map(({ code }) => code)))].filter(isGateCode);
  const holds = codes
    .sort((a, b) => holdOrder(a) - holdOrder(b) || Number(a > b) - Number(a < b))
    .map((code) => holdOf(code, held, names));
  return holds.every(({ message }) => message.code === alongCode) ? holds.map(leftBehind) : holds;
}

const alongCode: GateCode = "gate.depends.held";

/** What waited along tells of the other holds of its plan; once those are decided there are none to look at. */
function leftBehind(hold: Hold): Hold {
  const message = {
    ...hold.message,
    did: "What they need was decided without them; they still wait.",
    cause: "A class comes with its school, and a family comes and goes with its student.",
    fix: "Decide about them too. If you leave them, nothing of them happens.",
  };
  return { ...hold, message };
}

/** Of a plan that somebody declined: what was held is still worth knowing, and nothing is left to decide. */
export function declinedHold(hold: Hold): Hold {
  const message = {
    ...hold.message,
    did: "Somebody declined this plan: what was held did not happen.",
    fix: "Nothing here. The next sync plans anew; what must not come again is changed in the system that the files come from.",
  };
  return { ...hold, message };
}

/** What holds a plan as a whole in which nothing would change: its files wait for a word. */
export function wholeHolds(gates: readonly Gate[]): readonly Hold[] {
  return gates.map((gate) => ({
    ...{ message: gateMessage(gate, { schoolName: () => "" }), changes: 0, slices: 0 },
    ...{ type: null, kind: null, schoolId: null, more: [], rest: 0 },
  }));
}

function isGateCode(code: string): code is GateCode {
  return Object.hasOwn(gateCodes, code);
}

function holdOf(
  code: GateCode,
  held: readonly JudgedSlice[],
  names: { readonly schoolName: (schoolId: number) => string },
): Hold {
  const isWhole = gateCodes[code] === "plan";
  const tripped = held.filter(({ gates }) => gates.some((gate) => gate.code === code));
  const told = tripped
    .flatMap((slice) => slice.gates.filter((gate) => gate.code === code).map((gate) => ({ slice, gate })))
    .sort((a, b) => b.gate.observed - a.gate.observed)
    .map(({ slice, gate }) => ({
      slice,
      message: gateMessage(gateOf(code, gate, isWhole ? undefined : slice), names),
    }));
  const [first, ...others] = told;
  if (first === undefined) throw new Error("a gate that holds has a slice");
  const place = (slice: JudgedSlice) =>
    isWhole
      ? { type: null, kind: null, schoolId: null }
      : { type: slice.type, kind: slice.kind, schoolId: slice.schoolId };
  const more = isWhole ? [] : others;
  return {
    ...{
      message: first.message,
      changes: tripped.reduce((sum, { changes }) => sum + changes, 0),
      slices: tripped.length,
      ...place(first.slice),
    },
    more: more.slice(0, mostOfKind).map(({ slice, message }) => ({
      ...{ what: message.what, ...place(slice), changes: slice.changes },
    })),
    rest: Math.max(0, more.length - mostOfKind),
  };
}

function gateOf(code: GateCode, gate: JudgedSlice["gates"][number], slice: JudgedSlice | undefined): Gate {
  const key =
    slice === undefined
      ? undefined
      : { type: slice.type, kind: slice.kind, schoolId: slice.schoolId, part: slice.part as ChangePart };
  return { code, slice: key, observed: gate.observed, limit: gate.limit, facts: gate.facts };
}
