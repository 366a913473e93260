import type { RosterTable } from "../../roster-table.ts";

/** The cells of a record as `cell` and `listCell` wrote it. */
function cellsOf(line: string): string[] {
  if (!line.includes('"')) return line.split(",");
  const cells: string[] = [];
  for (const match of `,${line}`.matchAll(/,(?:"((?:[^"]|"")*)"|([^,]*))/g))
    cells.push(match[1]?.replaceAll('""', '"') ?? match[2] ?? "");
  return cells;
}

/** A record of a file, by column. */
export type Row = (column: string) => string;

/** Reads a roster's table place by place; nothing is kept. */
export interface TableRows {
  readonly places: number;
  /** The records of a place: none, one, or several. */
  at(place: number): readonly Row[];
  /** The first cell of a place, which is the sourcedId; undefined where there is no record. */
  idAt(place: number): string | undefined;
}

/** Makes the rows of a table readable in any order. */
export function tableRows(table: RosterTable): TableRows {
  const place = new Map(table.columns.map((column, index) => [column, index]));
  let lines: string[] = [];
  const sink = { add: (line: string) => lines.push(line) };
  function linesAt(row: number): readonly string[] {
    lines = [];
    table.write(row, sink);
    return lines;
  }
  function rowOf(line: string): Row {
    const cells = cellsOf(line);
    return (column) => {
      const index = place.get(column);
      if (index === undefined) throw new Error(`${table.file} has no column ${column}`);
      return cells[index] ?? "";
    };
  }
  return {
    places: table.places,
    at: (row) => linesAt(row).map(rowOf),
    idAt: (row) => {
      const line = linesAt(row)[0];
      return line?.slice(0, line.indexOf(","));
    },
  };
}
