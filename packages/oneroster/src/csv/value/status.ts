import type { RecordStatus } from "../../model/status.ts";
import { cellAt, complain, complainOnce, type OpenRow } from "../row/open-row.ts";
import { shownWord } from "./shown-word.ts";

/**
 * The status of a row. In a bulk file the row's presence says it: only `tobedeleted` and 1.0's `inactive` are
 * obeyed, and told (Q042, Q044). In a delta file the cell must hold one of the known words (Q043).
 */
export function statusAt(row: OpenRow, at: number): RecordStatus {
  const cell = cellAt(row, at);
  if (cell === "active") return "active";
  const isBulk = row.file.mode === "bulk";
  if (cell === "" && isBulk) return "active";
  const word = cell.toLowerCase();
  if (word === "tobedeleted" || word === "inactive") {
    if (isBulk) complainOnce(row, "row.status.deleted-in-bulk", at);
    return "tobedeleted";
  }
  if (word !== "active" && !isBulk) {
    if (cell === "") complain(row, "row.status.missing", at);
    else complain(row, "row.status.unknown", at, { written: shownWord(cell) });
  }
  return "active";
}
