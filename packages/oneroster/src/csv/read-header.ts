import type { Diagnostic } from "../model/diagnostic.ts";
import type { DiagnosticCode } from "../model/diagnostic-codes.ts";
import { makeDiagnostic } from "../model/make-diagnostic.ts";
import type { TableName } from "../model/table-name.ts";
import { aliasOf } from "./column-aliases.ts";
import { knownColumns } from "./columns.ts";

/** A header's columns under their canonical names, before it is decided which of them are read. */
export interface ReadHeader {
  /** As written, trimmed, without invisible characters. */
  readonly written: readonly string[];
  /** Position -> canonical name, where the standard or we know one; each name once. */
  readonly names: readonly (string | undefined)[];
  readonly unnamed: readonly number[];
  /** Columns were named the 1.0 way (Q036). */
  readonly hasOlderNames: boolean;
  readonly diagnostics: readonly Diagnostic[];
}

const invisible = /[\p{Cc}\p{Cf}]/gu;

/** Matches a header's cells with the columns of a table: by name, never by position (Q030). */
export function readHeader(
  table: TableName,
  cells: readonly string[],
  path: string,
  line: number,
): ReadHeader {
  const notes: Note[] = [];
  const written = cells.map((cell) => withoutInvisible(cell, notes));
  const matches = written.map((name) => matchOf(table, name));
  const names = matches.map((match, at) => nameAt(matches, match, at, notes));
  matches.forEach((match, at) => {
    if (names[at] === undefined || match === undefined) return;
    if (match.how !== "exact")
      notes.push({ how: match.how, written: written[at] ?? "", column: match.column });
  });
  return {
    written,
    names,
    unnamed: written.flatMap((name, at) => (name === "" ? [at] : [])),
    hasOlderNames: notes.some(({ how }) => how === "older"),
    diagnostics: tellNotes(table, notes, path, line),
  };
}

/** Whether a header cell is a column of this table, however it is spelt. */
export function isKnownColumn(table: TableName, cell: string): boolean {
  return matchOf(table, cell.replace(invisible, "").trim()) !== undefined;
}

interface Match {
  readonly column: string;
  readonly how: "exact" | "case" | "misspelt" | "older";
}

interface Note {
  readonly how: "case" | "misspelt" | "older" | "invisible" | "duplicate";
  readonly written: string;
  readonly column: string;
}

function matchOf(table: TableName, name: string): Match | undefined {
  if (name === "") return undefined;
  const known = knownColumns(table);
  if (known.includes(name)) return { column: name, how: "exact" };
  const lower = name.toLowerCase();
  const column = known.find((one) => one.toLowerCase() === lower);
  if (column !== undefined) return { column, how: "case" };
  const alias = aliasOf(table, lower);
  return alias === undefined ? undefined : { column: alias.column, how: alias.kind };
}

/** The name at a position: the proper spelling wins over an alias, and of two proper ones neither can (D04). */
function nameAt(
  matches: readonly (Match | undefined)[],
  match: Match | undefined,
  at: number,
  notes: Note[],
): string | undefined {
  if (match === undefined) return undefined;
  const { column } = match;
  const isProper = ({ how }: Match) => how === "exact" || how === "case";
  const same = matches.flatMap((other, place) => (other?.column === column ? [{ other, place }] : []));
  const proper = same.filter(({ other }) => isProper(other));
  const first = proper[0] ?? same[0];
  if (proper.length > 1 && first?.place === at) notes.push({ how: "duplicate", written: column, column });
  return first?.place === at ? column : undefined;
}

/** A zero-width character in a header makes a column vanish without a trace (C17). */
function withoutInvisible(cell: string, notes: Note[]): string {
  const name = cell.replace(invisible, "").trim();
  const found = cell.trim().match(invisible)?.[0].codePointAt(0);
  if (found !== undefined && name !== "") {
    const codePoint = `U+${found.toString(16).toUpperCase().padStart(4, "0")}`;
    notes.push({ how: "invisible", written: codePoint, column: name });
  }
  return name;
}

const codes = {
  case: "file.column.case",
  misspelt: "file.column.misspelt",
  older: "file.column.older",
  invisible: "file.column.invisible",
  duplicate: "file.column.duplicate",
} as const satisfies Record<Note["how"], DiagnosticCode>;

/** Capitals are told once a file (Q031), the rest once a column; guardians.csv may be spelt as its aliases allow. */
function tellNotes(table: TableName, notes: readonly Note[], path: string, line: number): Diagnostic[] {
  const told = notes.filter(({ how }) => how !== "case" && !(how === "misspelt" && table === "guardians"));
  const diagnostics = told.map(({ how, written, column }) =>
    makeDiagnostic(codes[how], { file: path, line, column }, { written, column }),
  );
  const cases = notes.filter(({ how }) => how === "case");
  if (cases.length === 0 || table === "guardians") return diagnostics;
  const facts = {
    count: cases.length,
    written: cases
      .map(({ written }) => written)
      .slice(0, 20)
      .join(", "),
    expected: cases
      .map(({ column }) => column)
      .slice(0, 20)
      .join(", "),
  };
  return [...diagnostics, makeDiagnostic("file.column.case", { file: path, line }, facts)];
}
