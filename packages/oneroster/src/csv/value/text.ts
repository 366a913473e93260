import { cellAt, complain, complainOnce, type OpenRow } from "../row/open-row.ts";
import { isNullWord } from "./null-word.ts";

/** Longest text we store, in UTF-16 units. The standard asks for 255 at least; nobody's name needs more. */
const textLimit = 1000;

/** A name, a title, a code: trimmed, cut beyond `textLimit` (E19), otherwise as it stands (Q062, Q064). */
export function textAt(row: OpenRow, at: number): string {
  const cell = cellAt(row, at);
  if (cell.length <= textLimit) return cell;
  complain(row, "value.text.too-long", at, { length: cell.length, limit: textLimit });
  return cell.slice(0, textLimit).toWellFormed();
}

/** A phone number as written; the words for "nothing" are nothing. */
export function phoneAt(row: OpenRow, at: number): string {
  const cell = textAt(row, at);
  return isNullWord(cell) ? nothing(row, at, cell) : cell;
}

/** An address with an "@" in it, or "" (E20). Whether mail arrives there is not for a reader to say. */
export function emailAt(row: OpenRow, at: number): string {
  const cell = textAt(row, at);
  if (cell === "" || cell.includes("@")) return cell;
  if (isNullWord(cell)) return nothing(row, at, cell);
  complain(row, "value.email.invalid", at);
  return "";
}

/** "" in place of a word for nothing, said once a column. */
export function nothing(row: OpenRow, at: number, word: string): "" {
  complainOnce(row, "value.null.word", at, { word });
  return "";
}
