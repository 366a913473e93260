import type { Gate } from "../gate/verdict.ts";
import { holdOrder } from "./hold-order.ts";
import { gateMessage } from "./message.ts";
import { indented, terminalWidth } from "./message-text.ts";
import { formatCount } from "./number-words.ts";
import type { ReportInput } from "./report-input.ts";

/** So many holds of one kind are named, and so many kinds; the rest is counted. */
const mostOfKind = 3;
const mostKinds = 4;

/** What waits and why: a paragraph for each kind of hold, those of the whole plan first. */
export function heldLines(input: ReportInput, width: number = terminalWidth): readonly string[] {
  const kinds = [...Map.groupBy(input.gates, ({ code }) => code)].sort(
    ([a], [b]) => holdOrder(a) - holdOrder(b),
  );
  const names = { schoolName: (id: number) => input.schoolNames.get(id) ?? `school ${id}` };
  const shown = kinds.slice(0, mostKinds).flatMap(([, gates]) => kindLines(gates, names, width));
  const rest = kinds.slice(mostKinds).reduce((sum, [, gates]) => sum + gates.length, 0);
  return rest === 0 ? shown : [...shown, `  ${formatCount(rest)} more holds of other kinds.`];
}

type Names = Parameters<typeof gateMessage>[1];

function kindLines(gates: readonly Gate[], names: Names, width: number): readonly string[] {
  const worst = [...gates].sort((a, b) => b.observed - a.observed);
  const messages = worst.slice(0, mostOfKind).map((gate) => gateMessage(gate, names));
  const [first] = messages;
  const more = gates.length - messages.length;
  return [
    ...messages.flatMap(({ what, code }, at) => indented(at === 0 ? `${what}  [${code}]` : what, 2, width)),
    ...(more > 0 ? [`  … and ${formatCount(more)} more like it`] : []),
    ...indented(first?.fix ?? "", 6, width),
  ];
}
