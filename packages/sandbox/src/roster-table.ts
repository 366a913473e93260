/** Where a table puts its lines. */
export interface RowSink {
  /** One record, without its line end. */
  add(line: string): void;
}

/** A file of a roster, written place by place, so that any order is possible and nothing is held. */
export interface RosterTable {
  readonly file: string;
  readonly columns: readonly string[];
  /** Places 0 … places-1; a place may hold no record, one, or several. */
  readonly places: number;
  write(place: number, sink: RowSink): void;
}

/** A table of lines that fit in memory. */
export function smallTable(file: string, columns: readonly string[], lines: readonly string[]): RosterTable {
  const write = (place: number, sink: RowSink) => sink.add(lines[place] ?? "");
  return { file, columns, places: lines.length, write };
}

/** Quotes a cell when it must be (RFC 4180: comma, double quote, line break). */
export function cell(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** A list in one cell: comma separated, quoted from two items on. Items must need no quotes themselves. */
export function listCell(items: readonly string[]): string {
  return items.length > 1 ? `"${items.join(",")}"` : (items[0] ?? "");
}

/** What was written of a table. */
export interface Written {
  rows: number;
  bytes: number;
}

const chunkChars = 1 << 20;

/**
 * The table as UTF-8 with CRLF, about 1 MiB at a time. `order` says which place comes when; the rows and
 * bytes handed out are counted in `written`.
 */
export function* tableBytes(
  table: RosterTable,
  order: (place: number) => number,
  written: Written,
): Generator<Buffer, void, undefined> {
  let text = `${table.columns.join(",")}\r\n`;
  const sink: RowSink = {
    add(line) {
      written.rows += 1;
      text += `${line}\r\n`;
    },
  };
  for (let place = 0; place < table.places; place += 1) {
    table.write(order(place), sink);
    if (text.length < chunkChars) continue;
    const bytes = Buffer.from(text, "utf8");
    written.bytes += bytes.length;
    text = "";
    yield bytes;
  }
  const bytes = Buffer.from(text, "utf8");
  written.bytes += bytes.length;
  yield bytes;
}
