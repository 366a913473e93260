import { type GateCode, gateCodes } from "@muster/rules/gate/gate-codes.ts";
import type { Gate } from "@muster/rules/gate/verdict.ts";
import { gateMessage, messageText } from "@muster/rules/report/message.ts";
import type { ShownRun } from "@muster/sync/directory/runs.ts";

/**
 * What held a run as a whole, each with what to do about it. Such a gate belongs to no slice, and where a needed list
 * did not come there is no plan either: it stands in what the run answered when it ended.
 */
export function wholeHoldLines({ outcome, result }: Pick<ShownRun, "outcome" | "result">): readonly string[] {
  if (outcome !== "held" && outcome !== "partly_applied") return [];
  const gates = wholeGates(result);
  if (gates.length === 0) return [];
  const nowhere = { schoolName: () => "" };
  return ["Held as a whole:", ...gates.flatMap((gate) => ["", ...messageText(gateMessage(gate, nowhere))])];
}

/** The result is JSON of our own; it may have been written by an older Muster, so what is not known is passed over. */
function wholeGates(result: unknown): readonly Gate[] {
  const { gates } = fields(result);
  if (!Array.isArray(gates)) return [];
  return gates.map(fields).flatMap(({ code, slice, observed, limit, facts }) => {
    if (!isWholeGate(code) || fields(slice).type !== undefined) return [];
    return [
      { code, slice: undefined, observed: Number(observed), limit: Number(limit), facts: plain(facts) },
    ];
  });
}

function isWholeGate(code: unknown): code is GateCode {
  return typeof code === "string" && new Map<string, string>(Object.entries(gateCodes)).get(code) === "plan";
}

function fields(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}

function plain(facts: unknown): Gate["facts"] {
  return Object.fromEntries(
    Object.entries(fields(facts)).filter(
      (fact): fact is [string, string | number] => typeof fact[1] === "string" || typeof fact[1] === "number",
    ),
  );
}
