import type { listCodes } from "@muster/api/resource/code.ts";
import type { Answered } from "@muster/api/route.ts";
import { type HelpText, helpTexts } from "./help-texts.ts";

/** What is looked for, kept in the address. */
export interface HelpSearch {
  readonly q?: string;
  /** Every message is listed, not the first of them alone. */
  readonly all?: boolean;
}

export type CodeItem = Answered<typeof listCodes>["items"][number];

/** The messages in which every word that was typed stands; a code that is typed whole comes first. */
export function findCodes(items: readonly CodeItem[], typed: string): readonly CodeItem[] {
  const words = wordsOf(typed);
  if (words.length === 0) return [...items].sort((a, b) => rank(a) - rank(b));
  const exact = typed.trim().toLowerCase();
  return items
    .filter(({ code, says, message }) => {
      const text =
        `${code} ${says} ${message.what} ${message.did} ${message.cause} ${message.fix}`.toLowerCase();
      return words.every((word) => text.includes(word));
    })
    .sort((a, b) => Number(b.code === exact) - Number(a.code === exact));
}

/** What files bring is looked up most often, and of that what stops everything. */
function rank({ kind, severity }: CodeItem): number {
  if (kind === "finding") return ["blocking", "error", "warning", "info"].indexOf(severity ?? "info");
  return kind === "gate" ? 4 : 5;
}

/** The texts in which every word stands. */
export function findTexts(typed: string): readonly HelpText[] {
  const words = wordsOf(typed);
  return helpTexts.filter(({ title, lines }) => {
    const text = `${title} ${lines.join(" ")}`.toLowerCase();
    return words.every((word) => text.includes(word));
  });
}

function wordsOf(typed: string): readonly string[] {
  return typed
    .toLowerCase()
    .split(/\s+/)
    .filter((word) => word !== "");
}
