/** The cells of one record, unquoted. */
export interface SplitCells {
  readonly cells: readonly string[];
  /** A quote stood where the rules of RFC 4180 allow none; the text was kept as well as can be (C08). */
  readonly hasStrayQuote: boolean;
}

/**
 * Splits a record that may hold quotes. A field is quoted when its first character, blanks aside, is a double
 * quote; two of them inside stand for one. What follows a closing quote up to the delimiter is kept as text.
 */
export function splitCells(record: string, delimiter: string): SplitCells {
  if (!record.includes('"')) return { cells: record.split(delimiter), hasStrayQuote: false };
  const cells: string[] = [];
  let hasStrayQuote = false;
  let at = 0;
  for (;;) {
    const opens = openingQuote(record, at, delimiter);
    if (opens < 0) {
      const end = endOfField(record, at, delimiter);
      const cell = record.slice(at, end);
      hasStrayQuote ||= cell.includes('"');
      cells.push(cell);
      at = end;
    } else {
      const { text, next } = quotedText(record, opens + 1);
      const end = endOfField(record, next, delimiter);
      const tail = record.slice(next, end);
      hasStrayQuote ||= tail.trim() !== "";
      cells.push(tail.trim() === "" ? text : text + tail);
      at = end;
    }
    if (at >= record.length) return { cells, hasStrayQuote };
    at += 1;
  }
}

/** Index of the quote that opens the field starting at `at`, or -1. */
function openingQuote(record: string, at: number, delimiter: string): number {
  let from = at;
  while (
    from < record.length &&
    record[from] !== delimiter &&
    (record[from] === " " || record[from] === "\t")
  ) {
    from += 1;
  }
  return record[from] === '"' ? from : -1;
}

function endOfField(record: string, from: number, delimiter: string): number {
  const end = record.indexOf(delimiter, from);
  return end < 0 ? record.length : end;
}

/** The text between quotes that starts at `from`, and where to go on after the closing one. */
function quotedText(record: string, from: number): { readonly text: string; readonly next: number } {
  let close = record.indexOf('"', from);
  while (close >= 0 && record[close + 1] === '"') close = record.indexOf('"', close + 2);
  if (close < 0) return { text: record.slice(from).replaceAll('""', '"'), next: record.length };
  const inner = record.slice(from, close);
  return { text: inner.includes('"') ? inner.replaceAll('""', '"') : inner, next: close + 1 };
}
