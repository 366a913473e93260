import { createLanes, type Lanes, wordsOfHash } from "./record-hash.ts";
import { recordLimitBytes } from "./record-limits.ts";
import type { TableFile } from "./table-file.ts";

/** Records that are handed on at a time. */
export const recordsPerBatch = 65_536;

/** What a scan remembers. `bytes` holds a window of the file; [at, limit) of it is still to be looked at. */
export interface Scan {
  readonly file: TableFile;
  readonly seed: readonly [number, number];
  readonly delimiter: number;
  readonly capacity: number;
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly start: Int32Array;
  readonly end: Int32Array;
  readonly hash: Uint32Array;
  readonly line: Int32Array;
  readonly lanes: Lanes;
  /** Hash of the header record, once it was met. */
  header: Uint32Array | undefined;
  at: number;
  limit: number;
  /** Offset in the file (as UTF-8) of bytes[0]. */
  offset: number;
  isEnd: boolean;
  /** The file's last byte is no line end. */
  isUnended: boolean;
  /** Physical line on which the record at `at` starts. */
  lineAt: number;
  /** Number of the next data record. */
  nextRecord: number;
  /** Line ends inside the quotes of the record being looked at. */
  linesInside: number;
  isQuoted: boolean;
  /** Line on which the open quote stands, counted from the record's own. */
  quoteLine: number;
  /** Where the last quote closed, to see the next one double it. */
  closedAt: number;
  /** Up to where the quotes of the record were followed. */
  quotesTo: number;
}

/**
 * At the first byte of a file.
 *
 * @param seed two 32-bit words, the tenant's own, which every hash of the scan depends on
 */
export function startScan(file: TableFile, seed: readonly [number, number]): Scan {
  // @NOTE room after the capacity for the closing line end, and for reading whole words up to the last byte.
  const bytes = new Uint8Array(recordLimitBytes + 16);
  return {
    file,
    seed,
    delimiter: file.delimiter.charCodeAt(0),
    capacity: recordLimitBytes,
    bytes,
    view: new DataView(bytes.buffer),
    start: new Int32Array(recordsPerBatch),
    end: new Int32Array(recordsPerBatch),
    hash: new Uint32Array(recordsPerBatch * wordsOfHash),
    line: new Int32Array(recordsPerBatch),
    lanes: createLanes(),
    header: undefined,
    at: 0,
    limit: 0,
    offset: 0,
    isEnd: false,
    isUnended: false,
    lineAt: 1,
    nextRecord: 1,
    linesInside: 0,
    isQuoted: false,
    quoteLine: 0,
    closedAt: -2,
    quotesTo: 0,
  };
}
