import type { Diagnostic, Facts } from "../../model/diagnostic.ts";
import { type DiagnosticCode, diagnosticCodes } from "../../model/diagnostic-codes.ts";
import type { ReadProfile } from "../read-profile.ts";
import type { TableFile } from "../table-file.ts";

/** The row being read. One object serves all rows of a file; only what `ReadRow` carries outlives a row. */
export interface OpenRow {
  readonly file: TableFile;
  readonly profile: ReadProfile;
  /** What was already said once for this file. */
  readonly said: Set<string>;
  cells: readonly string[];
  line: number;
  record: number;
  /** Some cell holds an invisible character or an exponent: ids must be looked at closely. */
  isSuspect: boolean;
  /** A quote stands where none may: the cells may not be what the writer meant. */
  hasStrayQuote: boolean;
  /** Line ends inside the row's quotes; counted only where its cells may be torn. */
  linesInside: number;
  /** An error was found: the row's record must not be used. */
  isLeftOut: boolean;
  /** The cells do not stand under their columns: what they seem to say is not worth a word. */
  isMuted: boolean;
  /** Undefined while there is nothing to say. */
  problems: Diagnostic[] | undefined;
}

/** Builds the record of a row; what it complains about goes to the row. */
export type RowBuilder<Built> = (row: OpenRow) => Built;

/** Where a column stands in the file, or -1. Positions are looked up once a file, not once a row. */
export function positionOf(file: TableFile, column: string): number {
  return file.columns.indexOf(column);
}

/** Where each of these columns stands in the file, or -1. */
export function positionsOf<Column extends string>(
  file: TableFile,
  columns: readonly Column[],
): Readonly<Record<Column, number>> {
  const places = columns.map((column) => [column, positionOf(file, column)] as const);
  return Object.fromEntries(places) as Record<Column, number>;
}

/** The cell as it stands, trimmed of blanks of any alphabet at its ends (Q059); "" when there is none. */
export function cellAt(row: OpenRow, at: number): string {
  const cell = row.cells[at];
  if (cell === undefined || cell === "") return "";
  const first = cell.charCodeAt(0);
  const last = cell.charCodeAt(cell.length - 1);
  if (first > 0x20 && first < 0x7f && last > 0x20 && last < 0x7f) return cell;
  return cell.trim();
}

/** Says something about a cell of this row; an error leaves the row out. */
export function complain(row: OpenRow, code: DiagnosticCode, at: number, facts: Facts = {}): void {
  if (row.isMuted) return;
  const severity = diagnosticCodes[code];
  if (severity === "error") row.isLeftOut = true;
  const column = row.file.columns[at];
  const { line, record } = row;
  const place = { file: row.file.entry.path, line, record, ...(column === undefined ? {} : { column }) };
  row.problems ??= [];
  row.problems.push({ code, severity, place, facts });
}

/** Says something about the manner of a whole file, at the first row that shows it. */
export function complainOnce(row: OpenRow, code: DiagnosticCode, at: number, facts: Facts = {}): void {
  const key = `${code} ${at} ${Object.values(facts).join(" ")}`;
  if (row.isMuted || row.said.has(key)) return;
  row.said.add(key);
  complain(row, code, at, facts);
}
