import { parse } from "csv-parse/sync";
import type { Edit, EditOf, Rows } from "./edit.ts";

/** A CSV file of a fixture, header and rows as texts. */
export interface Table {
  readonly header: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads a well-formed file; fixtures are damaged only after it. */
export function readTable(bytes: Buffer): Table {
  const records: string[][] = parse(bytes, { bom: true, relax_column_count: true });
  const [header = [], ...rows] = records;
  return { header, rows };
}

/** UTF-8 and CRLF, quotes where they are needed. */
export function writeTable(table: Table): Buffer {
  const lines = (table.header.length === 0 ? table.rows : [table.header, ...table.rows]).map((cells) =>
    cells.map(writeCell).join(","),
  );
  return Buffer.from(lines.map((line) => `${line}\r\n`).join(""));
}

function writeCell(value: string): string {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value;
}

type TableEdit = EditOf<
  | "setCell"
  | "addRows"
  | "dropRows"
  | "keepRows"
  | "duplicateRow"
  | "repeatRow"
  | "dropColumn"
  | "addColumn"
  | "renameColumn"
  | "reorderColumns"
  | "shiftCells"
  | "cutCells"
  | "dropHeader"
  | "reverseRows"
>;

export function isTableEdit(edit: Edit): edit is TableEdit {
  return tableEdits.has(edit.do);
}

const tableEdits: ReadonlySet<string> = new Set<TableEdit["do"]>([
  ...(["setCell", "addRows", "dropRows", "keepRows", "duplicateRow", "dropColumn", "addColumn"] as const),
  ...(["renameColumn", "reorderColumns", "shiftCells", "cutCells", "dropHeader", "reverseRows"] as const),
  "repeatRow",
]);

export function editTable(table: Table, edit: TableEdit): Table {
  const { header, rows } = table;
  switch (edit.do) {
    case "addRows":
      return { header, rows: [...rows, ...edit.rows.map((row) => rowOf(header, row))] };
    case "addColumn":
      return { header: [...header, edit.column], rows: rows.map((row) => [...row, edit.value]) };
    case "dropColumn": {
      const at = columnAt(table, edit.column);
      const without = (cells: readonly string[]): readonly string[] => cells.filter((_, one) => one !== at);
      return { header: without(header), rows: rows.map(without) };
    }
    case "renameColumn": {
      const at = columnAt(table, edit.column);
      return { header: header.map((name, one) => (one === at ? edit.to : name)), rows };
    }
    case "reorderColumns": {
      const order = edit.columns.map((name) => columnAt(table, name));
      const inOrder = (cells: readonly string[]): readonly string[] => order.map((at) => cells[at] ?? "");
      return { header: inOrder(header), rows: rows.map(inOrder) };
    }
    case "dropHeader":
      return { header: [], rows };
    case "reverseRows":
      return { header, rows: rows.toReversed() };
    default:
      return editRows(table, edit);
  }
}

function editRows(
  table: Table,
  edit: EditOf<
    "setCell" | "dropRows" | "keepRows" | "duplicateRow" | "repeatRow" | "shiftCells" | "cutCells"
  >,
): Table {
  const chosen = chooseRows(table, edit.rows);
  const onChosen = (
    change: (row: readonly string[], n: number) => readonly (readonly string[])[],
  ): Table => ({
    header: table.header,
    rows: table.rows.flatMap((row, n) => (chosen.has(n) ? change(row, n) : [row])),
  });
  switch (edit.do) {
    case "setCell": {
      const at = columnAt(table, edit.column);
      return onChosen((row, n) => [row.map((cell, one) => (one === at ? fill(edit.value, cell, n) : cell))]);
    }
    case "dropRows":
      return onChosen(() => []);
    case "keepRows":
      return { header: table.header, rows: table.rows.filter((_, n) => chosen.has(n)) };
    case "duplicateRow":
      return onChosen((row, n) => [row, changed(table, row, edit.change, n)]);
    case "repeatRow":
      return onChosen((row) => [
        row,
        ...Array.from({ length: edit.times }, (_, copy) => changed(table, row, edit.change, copy)),
      ]);
    case "shiftCells": {
      const from = columnAt(table, edit.from);
      return onChosen((row) => [shifted(row, from, edit.by)]);
    }
    case "cutCells":
      return onChosen((row) => [row.slice(0, edit.keep)]);
    default:
      return edit satisfies never;
  }
}

/** What a text of an edit stands for at one cell. */
export function fill(text: string, value: string, n: number): string {
  return text
    .replaceAll("{value}", value)
    .replaceAll("{bare}", value.replace(/^0+/, ""))
    .replaceAll("{upper}", value.toUpperCase())
    .replaceAll("{n}", String(n + 1));
}

/** The numbers of the chosen rows. An edit that hits nothing would make a case that tests nothing. */
export function chooseRows(table: Table, rows: Rows): ReadonlySet<number> {
  const tests = Object.entries(rows.where).map(([name, wanted]) => ({ at: columnAt(table, name), wanted }));
  const found = table.rows.flatMap((row, n) => {
    const isOne = rows.ids === undefined || rows.ids.includes(row[0] ?? "");
    return isOne && tests.every(({ at, wanted }) => wanted.includes(row[at] ?? "")) ? [n] : [];
  });
  const taken = rows.first === undefined ? found : found.slice(0, rows.first);
  const chosen = rows.last === undefined ? taken : taken.slice(-rows.last);
  if (chosen.length === 0 || (rows.ids !== undefined && chosen.length < rows.ids.length))
    throw new Error(`an edit finds fewer rows than it names: ${JSON.stringify(rows)}`);
  return new Set(chosen);
}

export function columnAt(table: Table, name: string): number {
  const at = table.header.indexOf(name);
  if (at < 0) throw new Error(`an edit names a column that is not there: ${name}`);
  return at;
}

function rowOf(header: readonly string[], row: Readonly<Record<string, string>>): readonly string[] {
  const stray = Object.keys(row).find((name) => !header.includes(name));
  if (stray !== undefined) throw new Error(`a row has a column that is not there: ${stray}`);
  return header.map((name) => row[name] ?? "");
}

function changed(
  table: Table,
  row: readonly string[],
  change: Readonly<Record<string, string>>,
  n: number,
): readonly string[] {
  const cells = [...row];
  for (const [name, value] of Object.entries(change)) {
    const at = columnAt(table, name);
    cells[at] = fill(value, cells[at] ?? "", n);
  }
  return cells;
}

/** Every value one column further right (an empty cell comes first) or left (its own is lost). */
function shifted(row: readonly string[], from: number, by: 1 | -1): readonly string[] {
  const head = row.slice(0, from);
  const tail = row.slice(from);
  return by === 1 ? [...head, "", ...tail.slice(0, -1)] : [...head, ...tail.slice(1), ""];
}
