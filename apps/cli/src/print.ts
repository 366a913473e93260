import { formatCount } from "@muster/rules/report/number-words.ts";
import type { Terminal } from "./terminal.ts";

/** Rises when a field of any JSON document changes its meaning or goes away; new fields do not raise it. */
export const schemaVersion = 1;

/** One JSON document on stdout, which always says by which rules it is to be read. What is not there is null. */
export function printJson(terminal: Terminal, document: Readonly<Record<string, unknown>>): void {
  const orNull = (_: string, value: unknown): unknown => (value === undefined ? null : value);
  terminal.out(JSON.stringify({ schemaVersion, ...document }, orNull, 2));
}

/** Rows under headings, every column as wide as it needs; numbers stand right. */
export function printTable(
  terminal: Terminal,
  headings: readonly string[],
  rows: readonly (readonly (string | number)[])[],
): void {
  const cells = rows.map((row) => row.map((cell) => (typeof cell === "number" ? formatCount(cell) : cell)));
  const widths = headings.map((heading, column) =>
    Math.max(heading.length, ...cells.map((row) => (row[column] ?? "").length)),
  );
  const isNumber = headings.map((_, column) => rows.some((row) => typeof row[column] === "number"));
  const line = (row: readonly string[]): string =>
    row
      .map((cell, column) =>
        isNumber[column] ? cell.padStart(widths[column] ?? 0) : cell.padEnd(widths[column] ?? 0),
      )
      .join("  ")
      .trimEnd();
  terminal.out(line(headings));
  for (const row of cells) terminal.out(line(row));
}
