import { cellAt, complainOnce, type OpenRow } from "../row/open-row.ts";

const words: ReadonlyMap<string, boolean> = new Map([
  ["true", true],
  ["false", false],
  ["1", true],
  ["0", false],
  ["yes", true],
  ["no", false],
  ["y", true],
  ["n", false],
]);

/** true, false, undefined for a blank cell, "unreadable" for anything else. 1, 0, yes and no are told once (Q047). */
export function booleanAt(row: OpenRow, at: number): boolean | undefined | "unreadable" {
  const cell = cellAt(row, at);
  if (cell === "true") return true;
  if (cell === "false") return false;
  if (cell === "") return undefined;
  const word = cell.toLowerCase();
  const value = words.get(word);
  if (value === undefined) return "unreadable";
  if (word !== "true" && word !== "false") complainOnce(row, "value.boolean.unusual", at, { written: word });
  return value;
}
