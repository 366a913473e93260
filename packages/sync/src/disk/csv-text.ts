const lineEnd = "\r\n";
const chunkLength = 64 * 1024;

/** A table for a spreadsheet, as text in pieces of some 64 kB: RFC 4180, with column names first. */
export async function* csvText(
  columns: readonly string[],
  rows: AsyncIterable<readonly string[]>,
): AsyncGenerator<string> {
  let text = columns.join(",") + lineEnd;
  for await (const row of rows) {
    text += row.map(safeCell).join(",") + lineEnd;
    if (text.length < chunkLength) continue;
    yield text;
    text = "";
  }
  yield text;
}

/**
 * A cell that no spreadsheet takes for a formula: a name that begins with `=` would otherwise run on the machine of
 * whoever opens the file.
 */
function safeCell(cell: string): string {
  const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}
