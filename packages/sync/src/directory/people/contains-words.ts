import { foldName } from "../why/fold-name.ts";
import type { Conditions } from "./conditions.ts";

/** As many words of what somebody typed as are looked for. */
const mostWords = 8;

/** What was typed as a part of a pattern of LIKE, in which none of its signs means anything else. */
export function likePattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, "\\$&");
}

/**
 * SQL: a name contains every word of what was typed, however it is written.
 *
 * @param folded SQL of the name, folded
 */
export function containsWords(where: Conditions, folded: string, text: string): string {
  const words = text
    .replaceAll(",", " ")
    .split(" ")
    .filter((word) => word !== "");
  const patterns = words
    .slice(0, mostWords)
    .map((word) => foldName(`${where.keep(`%${likePattern(word)}%`)}::text`));
  return patterns.length === 0 ? "false" : `${folded} like all (array[${patterns.join(", ")}])`;
}
