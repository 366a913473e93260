import { foldName } from "../why/fold-name.ts";
import type { Conditions } from "./conditions.ts";

/** As many words of what somebody typed as are looked for. */
const mostWords = 8;

/**
 * SQL: a name contains every word of what was typed, however it is written. The name is folded once a row, which is
 * most of what a search costs.
 */
export function containsWords(where: Conditions, name: string, text: string): string {
  const words = text
    .replaceAll(",", " ")
    .split(" ")
    .filter((word) => word !== "");
  const patterns = words
    .slice(0, mostWords)
    .map((word) => foldName(`${where.keep(`%${word.replaceAll(/[\\%_]/g, "\\$&")}%`)}::text`));
  return patterns.length === 0 ? "false" : `${foldName(name)} like all (array[${patterns.join(", ")}])`;
}
