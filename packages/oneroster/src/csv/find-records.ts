import type { Diagnostic } from "../model/diagnostic.ts";
import { makeDiagnostic } from "../model/make-diagnostic.ts";
import { findRecordEnd } from "./find-record-end.ts";
import type { RecordBatch } from "./record-batch.ts";
import { finishHash, wordsOfHash } from "./record-hash.ts";
import { fieldLimitBytes, hasTooLongField } from "./record-limits.ts";
import { recordsPerBatch, type Scan } from "./scan-state.ts";
import { EncodingError, UnreadableFile } from "./unreadable-file.ts";
import { checkUtf8 } from "./utf8.ts";

const highBits = 0x80808080 | 0;
/** space, tab, comma, semicolon, bar, double quote */
const blankBytes = [0x20, 0x09, 0x2c, 0x3b, 0x7c, 0x22];

/**
 * Fills a batch with the records that end in the window. The file's last batch takes a record whose quote is
 * never closed along, marked; an empty batch says that the window holds no further record.
 */
export function findRecords(scan: Scan): RecordBatch {
  const firstRecord = scan.nextRecord;
  let count = 0;
  while (count < recordsPerBatch && scan.at < scan.limit) {
    const end = findRecordEnd(scan);
    if (end < 0) break;
    if (takeRecord(scan, end, count)) count += 1;
  }
  return batchOf(scan, count, firstRecord);
}

/** The batch that tells of a record whose quote the file never closes. */
export function unclosedBatch(scan: Scan): RecordBatch {
  scan.start[0] = scan.at;
  scan.end[0] = scan.isEnd ? scan.limit - 1 : scan.limit;
  scan.line[0] = scan.lineAt;
  finishHash(scan.lanes, scan.limit - scan.at, scan.hash, 0);
  return { ...batchOf(scan, 1, scan.nextRecord), unclosedQuote: true };
}

/** What is to be said of that record: where its quote opens, and how many lines it swallowed. */
export function unclosedQuoteOf(scan: Scan): Diagnostic {
  const line = scan.lineAt + scan.quoteLine;
  const place = { file: scan.file.entry.path, line, record: scan.nextRecord };
  // @NOTE the line end that closes the window is ours, not the file's.
  const linesSwallowed = scan.linesInside - scan.quoteLine - (scan.isEnd ? 1 : 0);
  return makeDiagnostic("file.quote.unclosed", place, { linesSwallowed });
}

function batchOf(scan: Scan, count: number, firstRecord: number): RecordBatch {
  const { bytes, start, end, hash, line } = scan;
  return { bytes, count, start, end, hash, line, firstRecord };
}

/** Notes the record [scan.at, end) at `index` of the batch, unless it is a header or blank, and steps over it. */
function takeRecord(scan: Scan, end: number, index: number): boolean {
  const start = scan.at;
  const line = scan.lineAt;
  const { bytes, hash } = scan;
  scan.lineAt += 1 + scan.linesInside;
  scan.at = end + (bytes[end] === 0x0d && bytes[end + 1] === 0x0a ? 2 : 1);
  if (isBlank(bytes, start, end)) return false;
  if (((scan.lanes[4] ?? 0) & highBits) !== 0) proveUtf8(scan, start, end, line);
  if (hasTooLongField(bytes, start, end, scan.delimiter)) throw tooLongField(scan, line);
  const words = index * wordsOfHash;
  finishHash(scan.lanes, end - start, hash, words);
  if (scan.header === undefined) {
    scan.header = hash.slice(words, words + wordsOfHash);
    return false;
  }
  if (isHeader(scan.header, hash, words)) return false;
  scan.start[index] = start;
  scan.end[index] = end;
  scan.line[index] = line;
  scan.nextRecord += 1;
  return true;
}

/** Blank: nothing but delimiters of any kind, spaces, tabs and empty quotes (Q005). */
function isBlank(bytes: Uint8Array, start: number, end: number): boolean {
  for (let at = start; at < end; at += 1) if (!blankBytes.includes(bytes[at] ?? 0)) return false;
  return true;
}

function isHeader(header: Uint32Array, hash: Uint32Array, at: number): boolean {
  return (
    header[0] === hash[at] &&
    header[1] === hash[at + 1] &&
    header[2] === hash[at + 2] &&
    header[3] === hash[at + 3]
  );
}

function proveUtf8(scan: Scan, start: number, end: number, line: number): void {
  const { bad, rest } = checkUtf8(scan.bytes, start, end);
  const badByte = bad >= 0 ? bad : rest < end ? rest : -1;
  if (badByte < 0) return;
  const place = { file: scan.file.entry.path, line, record: scan.nextRecord };
  throw new EncodingError(makeDiagnostic("file.encoding.invalid", place, { offset: scan.offset + badByte }));
}

function tooLongField(scan: Scan, line: number): UnreadableFile {
  const place = { file: scan.file.entry.path, line, record: scan.nextRecord };
  return new UnreadableFile(
    makeDiagnostic("file.record.too-large", place, { what: "field", limitBytes: fieldLimitBytes }),
  );
}
