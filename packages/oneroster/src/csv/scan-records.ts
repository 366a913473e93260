import { makeDiagnostic } from "../model/make-diagnostic.ts";
import { findCutOff, type LastWidths, noteWidths, startWidths } from "./find-cut-off.ts";
import { findRecords, unclosedBatch, unclosedQuoteOf } from "./find-records.ts";
import type { RecordBatch } from "./record-batch.ts";
import { type Scan, startScan } from "./scan-state.ts";
import type { TableFile } from "./table-file.ts";
import { utf8Chunks } from "./transcode.ts";
import { UnreadableFile } from "./unreadable-file.ts";

export type { RecordBatch } from "./record-batch.ts";

/**
 * Splits a file into records and hashes the bytes of each, without making strings. The header, blank records
 * (Q005) and repeated headers (Q027) are left out but counted as lines.
 *
 * The arrays of a batch are used again for the next one: be done with a batch before asking for more.
 * Memory stays the same whatever the file's size.
 *
 * @param seed two 32-bit words, the tenant's own; the same bytes under another seed hash differently.
 * @throws EncodingError for a file read as UTF-8 that is not; UnreadableFile for NUL bytes, a quote that is
 * never closed (after a batch marked `unclosedQuote`), a file cut off in a row (after its last batch), records beyond
 * 4 MiB and fields beyond 1 MiB.
 */
export async function* scanRecords(
  file: TableFile,
  seed: readonly [number, number],
): AsyncGenerator<RecordBatch> {
  const scan = startScan(file, seed);
  const widths = startWidths(file);
  const chunks = utf8Chunks(file.entry.open(), file.encoding);
  try {
    let waiting: Uint8Array | undefined;
    while (!scan.isEnd) {
      waiting = await fill(scan, chunks, waiting);
      if (scan.offset === 0) skipByteOrderMark(scan);
      yield* batchesInWindow(scan, widths);
      makeRoom(scan);
    }
  } finally {
    await chunks.return(undefined);
  }
}

function* batchesInWindow(scan: Scan, widths: LastWidths): Generator<RecordBatch> {
  for (let batch = findRecords(scan); batch.count > 0; batch = findRecords(scan)) {
    noteWidths(widths, batch, scan.file);
    const isLast = scan.isUnended && batch.end[batch.count - 1] === scan.limit - 1;
    const cutOff = isLast ? findCutOff(widths, batch, scan.file) : undefined;
    yield batch;
    if (cutOff !== undefined) throw new UnreadableFile(cutOff);
  }
  const isStuck = scan.isEnd ? scan.at < scan.limit : scan.at === 0 && scan.limit === scan.capacity;
  if (isStuck && scan.isQuoted) {
    const found = unclosedQuoteOf(scan);
    yield unclosedBatch(scan);
    throw new UnreadableFile(found);
  }
}

/** Q001: the mark is no part of the first column's name. */
function skipByteOrderMark(scan: Scan): void {
  if (scan.bytes[0] === 0xef && scan.bytes[1] === 0xbb && scan.bytes[2] === 0xbf) scan.at = 3;
}

/** Reads until the buffer is full or the file ends; gives back what did not fit. */
async function fill(
  scan: Scan,
  chunks: AsyncGenerator<Uint8Array>,
  waiting: Uint8Array | undefined,
): Promise<Uint8Array | undefined> {
  let piece = waiting;
  while (scan.limit < scan.capacity) {
    if (piece === undefined || piece.length === 0) {
      const next = await chunks.next();
      if (next.done) {
        closeBuffer(scan);
        return undefined;
      }
      piece = next.value;
    }
    const fitting = Math.min(piece.length, scan.capacity - scan.limit);
    scan.bytes.set(fitting === piece.length ? piece : piece.subarray(0, fitting), scan.limit);
    scan.limit += fitting;
    piece = piece.subarray(fitting);
  }
  return piece;
}

/**
 * A line end after the last byte, so that a last line without one (Q004) needs no case of its own.
 */
function closeBuffer(scan: Scan): void {
  const last = scan.limit === 0 ? 0x0a : scan.bytes[scan.limit - 1];
  scan.isUnended = last !== 0x0a && last !== 0x0d;
  scan.bytes[scan.limit] = 0x0a;
  scan.limit += 1;
  scan.isEnd = true;
}

/** Moves what is left of an unfinished record to the front, or says that it will never be finished. */
function makeRoom(scan: Scan): void {
  if (scan.at === 0 && scan.limit === scan.capacity) {
    const place = { file: scan.file.entry.path, line: scan.lineAt, record: scan.nextRecord };
    throw new UnreadableFile(
      makeDiagnostic("file.record.too-large", place, { what: "record", limitBytes: scan.capacity }),
    );
  }
  scan.bytes.copyWithin(0, scan.at, scan.limit);
  scan.offset += scan.at;
  scan.limit -= scan.at;
  scan.at = 0;
}
