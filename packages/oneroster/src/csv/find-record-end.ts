import { makeDiagnostic } from "../model/make-diagnostic.ts";
import { hashPlainWords, hashWord, quotesIn, startHash } from "./record-hash.ts";
import type { Scan } from "./scan-state.ts";
import { UnreadableFile } from "./unreadable-file.ts";

const tab = 0x09;
const lineFeed = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const quote = 0x22;
/** Keep the first 0..3 bytes of a word; four need no mask. */
const masks = [0, 0xff, 0xffff, 0xffffff] as const;

/**
 * Hashes the record at `scan.at` up to its line end and gives the index of that line end, or -1 when the
 * window ends before. Quotes open only at the start of a field, blanks before them allowed (C18); elsewhere
 * they are data (C08). Lone carriage returns end a record too (C13).
 */
export function findRecordEnd(scan: Scan): number {
  startHash(scan.lanes, scan.seed);
  scan.isQuoted = false;
  scan.closedAt = -2;
  scan.linesInside = 0;
  scan.quotesTo = scan.at;
  let at = scan.at;
  for (;;) {
    at = hashPlainWords(scan.view, at, scan.limit, scan.lanes);
    const left = Math.min(4, scan.limit - at);
    const word = left === 0 ? 0 : scan.view.getInt32(at, true) & (masks[left] ?? -1);
    const found = findLineEnd(scan, at, left, word);
    if (found < left) {
      if (found > 0) hashWord(word & (masks[found] ?? -1), scan.lanes);
      return isCutBetweenLineEnds(scan, at + found) ? -1 : at + found;
    }
    if (left < 4) return -1;
    hashWord(word, scan.lanes);
    at += 4;
  }
}

/** A carriage return as the window's last byte: whether a line feed belongs to it is not known yet. */
function isCutBetweenLineEnds(scan: Scan, at: number): boolean {
  return scan.bytes[at] === carriageReturn && at + 1 === scan.limit && !scan.isEnd;
}

/** Position of the record's end among the next `count` bytes, or `count`. */
function findLineEnd(scan: Scan, at: number, count: number, word: number): number {
  for (let k = 0; k < count; k += 1) {
    const byte = scan.bytes[at + k] ?? 0;
    if (byte > carriageReturn) continue;
    if (byte === 0) throw nulByte(scan, at + k);
    if (byte !== lineFeed && byte !== carriageReturn) continue;
    if (((scan.lanes[5] ?? 0) | quotesIn(word)) !== 0) followQuotes(scan, at + k);
    if (!scan.isQuoted) return k;
    if (byte === lineFeed || scan.bytes[at + k + 1] !== lineFeed) scan.linesInside += 1;
  }
  // @NOTE at the window's end the state must be known, to tell an open quote from a record that is merely long.
  if (count < 4) followQuotes(scan, at + count);
  return count;
}

/** Brings the state of the quotes up to a position, once a record is known to hold any. */
function followQuotes(scan: Scan, to: number): void {
  const { bytes } = scan;
  for (let at = scan.quotesTo; at < to; at += 1) {
    if (bytes[at] !== quote) continue;
    if (scan.isQuoted) {
      scan.isQuoted = false;
      scan.closedAt = at;
    } else if (scan.closedAt === at - 1) {
      scan.isQuoted = true;
    } else if (isFieldStart(scan, at)) {
      scan.isQuoted = true;
      scan.quoteLine = scan.linesInside;
    }
  }
  scan.quotesTo = to;
}

function isFieldStart(scan: Scan, quoteAt: number): boolean {
  for (let at = quoteAt - 1; at >= scan.at; at -= 1) {
    const byte = scan.bytes[at];
    if (byte === scan.delimiter) return true;
    if (byte !== space && byte !== tab) return false;
  }
  return true;
}

function nulByte(scan: Scan, at: number): UnreadableFile {
  const place = { file: scan.file.entry.path, line: scan.lineAt + scan.linesInside, record: scan.nextRecord };
  return new UnreadableFile(makeDiagnostic("file.bytes.nul", place, { offset: scan.offset + at }));
}
