import { cellAt, type OpenRow } from "../row/open-row.ts";
import { listItems } from "./list-items.ts";

const none: readonly string[] = [];

/** Words in one cell: split, trimmed, without empty ones, each once, in the order written (Q053). */
export function textsAt(row: OpenRow, at: number): readonly string[] {
  const cell = cellAt(row, at);
  if (cell === "") return none;
  const { listSeparator } = row.profile;
  if (!cell.includes(listSeparator)) return [cell];
  return listItems(cell, listSeparator);
}
