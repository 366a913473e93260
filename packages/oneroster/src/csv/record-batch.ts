/** Some records of a file, as places in a buffer. Valid until the next batch is asked for. */
export interface RecordBatch {
  /** UTF-8, whatever the file was written in. */
  readonly bytes: Uint8Array;
  readonly count: number;
  /** First byte of each record. */
  readonly start: Int32Array;
  /** One past the last byte of each record; the line end is not part of it. */
  readonly end: Int32Array;
  /** Four words a record: 128 bits. */
  readonly hash: Uint32Array;
  /** Physical line on which each record starts. */
  readonly line: Int32Array;
  /** Data record number of index 0; the others follow one by one. */
  readonly firstRecord: number;
  /** The last record opens a quote that the file never closes: nothing after it can be trusted (C07). */
  readonly unclosedQuote?: boolean;
}
