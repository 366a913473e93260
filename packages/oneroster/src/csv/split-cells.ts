const tab = 0x09;
const space = 0x20;
const quote = 0x22;

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
      const close = closingQuote(record, opens + 1);
      const text = record.slice(opens + 1, close);
      cells.push(text.includes('"') ? text.replaceAll('""', '"') : text);
      at = close + 1;
      if (at < record.length && record[at] !== delimiter) {
        const end = endOfField(record, at, delimiter);
        const tail = record.slice(at, end);
        if (tail.trim() !== "") {
          hasStrayQuote = true;
          cells.push((cells.pop() ?? "") + tail);
        }
        at = end;
      }
    }
    if (at >= record.length) return { cells, hasStrayQuote };
    at += 1;
  }
}

/** Index of the quote that opens the field starting at `at`, or -1. */
function openingQuote(record: string, at: number, delimiter: string): number {
  let from = at;
  let code = record.charCodeAt(from);
  while ((code === space || code === tab) && record[from] !== delimiter) {
    from += 1;
    code = record.charCodeAt(from);
  }
  return code === quote ? from : -1;
}

function endOfField(record: string, from: number, delimiter: string): number {
  const end = record.indexOf(delimiter, from);
  return end < 0 ? record.length : end;
}

/** Index of the quote that closes the field whose text starts at `from`, or the record's end. */
function closingQuote(record: string, from: number): number {
  let close = record.indexOf('"', from);
  while (close >= 0 && record.charCodeAt(close + 1) === quote) close = record.indexOf('"', close + 2);
  return close < 0 ? record.length : close;
}
