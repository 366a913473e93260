import type { ReadProfile } from "../read-profile.ts";
import { readDate } from "../value/date.ts";
import { readGrade } from "../value/grade.ts";
import { isNullWord } from "../value/null-word.ts";
import { cellAt, type OpenRow } from "./open-row.ts";

type Fits = (cell: string, profile: ReadProfile) => boolean;

const isFlag: Fits = (cell) => /^(true|false|yes|no|y|n|0|1)$/i.test(cell);
const isDate: Fits = (cell) => readDate(cell, "mdy") !== undefined;
const isPhone: Fits = (cell) => !cell.includes("@") && /\d/.test(cell);

/** What a cell of these columns looks like when it stands in its own place. */
const shapes: ReadonlyMap<string, Fits> = new Map([
  ["status", (cell) => /^(active|inactive|tobedeleted)$/i.test(cell)],
  ["enabledUser", isFlag],
  ["primary", isFlag],
  ["email", (cell) => cell.includes("@")],
  ["sms", isPhone],
  ["phone", isPhone],
  ["mobile", isPhone],
  ["homePhone", isPhone],
  ["startDate", isDate],
  ["endDate", isDate],
  ["beginDate", isDate],
  ["schoolYear", (cell) => /^\d{4}/.test(cell)],
  [
    "grades",
    (cell, { listSeparator }) => cell.split(listSeparator).every((item) => readGrade(item) !== undefined),
  ],
]);

/**
 * Whether the cells of a row that is too long stand beside their columns: an unquoted comma pushed them on, and
 * the cell that fell off the end happened to be empty (Q034). Asked of long rows only.
 */
export function isShifted(row: OpenRow): boolean {
  return row.file.columns.some((column, at) => {
    const fits = column === undefined ? undefined : shapes.get(column);
    const cell = fits === undefined ? "" : cellAt(row, at);
    return fits !== undefined && cell !== "" && !isNullWord(cell) && !fits(cell, row.profile);
  });
}
