import { type ColumnForm, columnsOf } from "../columns.ts";
import type { TableFile } from "../table-file.ts";
import { complain, complainOnce, type OpenRow } from "./open-row.ts";
import { isShifted } from "./shifted-row.ts";

/** Needed in every form: without these cells a row says nothing. */
function lastNeeded(file: TableFile): number {
  const forms: readonly ColumnForm[] = ["1.1", "1.2", "three-file"];
  const needed = forms.flatMap((form) => columnsOf[file.table].needed[form]);
  return Math.max(...needed.map((column) => file.columns.indexOf(column)));
}

/**
 * A check of rows that are shorter or longer than the header (Q034): short ones are padded when only optional
 * cells are missing, long ones pass when the surplus is empty and nothing stands in a wrong place; neither does
 * where a stray quote may have swallowed or torn cells (C08), or a quote that is closed rows further on has
 * swallowed those rows (C07). A cell under no header is told once (Q033).
 * False: the cells do not stand under their columns, and the row is left out.
 */
export function widthCheck(file: TableFile): (row: OpenRow) => boolean {
  const width = file.columns.length;
  const needed = lastNeeded(file);
  const lastRead = file.columns.findLastIndex((column) => column !== undefined);
  const unnamed = file.unnamedColumns ?? [];
  return (row) => {
    const { cells } = row;
    if (unnamed.length > 0 && unnamed.some((at) => (cells[at] ?? "").trim() !== "")) {
      complainOnce(row, "file.column.unnamed", -1);
    }
    if (row.linesInside > 0) {
      complain(row, "row.quote.swallows", -1, { lines: row.linesInside });
      return false;
    }
    if (cells.length === width) return true;
    const facts = { cells: cells.length, columns: width };
    if (cells.length <= needed || (row.hasStrayQuote && cells.length < width))
      complain(row, "row.cells.few", -1, facts);
    else if (cells.length <= lastRead) complain(row, "row.cells.padded", -1, facts);
    else if (cells.length > width) {
      const hasMore = cells.slice(width).some((cell) => cell.trim() !== "");
      if (hasMore || row.hasStrayQuote || isShifted(row)) complain(row, "row.cells.many", -1, facts);
    }
    return !row.isLeftOut;
  };
}
