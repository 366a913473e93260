import type { Message } from "./message.ts";
import { ownerWords } from "./wording/owner-words.ts";
import { wrapText } from "./wrap-text.ts";

/** Most columns of a terminal that a report uses. */
export const terminalWidth = 100;
/** Narrower than this, lines would hold a word each. */
const leastWidth = 40;

/** How wide a report is on a terminal of so many columns; where there is none to ask (a file, a pipe), the most. */
export function reportWidth(columns: number | undefined): number {
  return columns === undefined || columns <= 0
    ? terminalWidth
    : Math.min(terminalWidth, Math.max(leastWidth, columns));
}

const indent = 4;
const labelWidth = 14;

/** A message as lines for a terminal: what happened with its code, then the other parts under their labels. */
export function messageText(message: Message, width: number = terminalWidth): string[] {
  const parts: readonly (readonly [string, string])[] = [
    ["What we did", message.did],
    ["Where", message.where],
    ["Likely cause", message.cause],
    ["What to do", message.fix],
    ["Who can", ownerWords[message.owner]],
    ...(message.vendorText === undefined ? [] : [["To send them", message.vendorText] as const]),
  ];
  return [
    ...wrapText(`${message.what}  [${message.code}]`, width),
    ...parts.flatMap(([label, text]) => labelled(label, text, width)),
  ];
}

/** A label and, beside it, a text that may take several lines. */
function labelled(label: string, text: string, width: number): string[] {
  const lines = wrapText(text, width - indent - labelWidth);
  return lines.map(
    (line, index) => `${" ".repeat(indent)}${(index === 0 ? label : "").padEnd(labelWidth)}${line}`,
  );
}

/** A text as lines that stand so far in from the edge of a terminal. */
export function indented(text: string, by: number, width: number = terminalWidth): readonly string[] {
  return wrapText(text, width - by).map((line) => " ".repeat(by) + line);
}
