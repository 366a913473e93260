import { gateMessage } from "@muster/rules/report/message.ts";
import { messageText } from "@muster/rules/report/message-text.ts";
import type { ShownRun } from "@muster/sync/directory/runs.ts";
import { wholeGates } from "@muster/sync/report/held-plan.ts";

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
