/** A file of a package, wherever it lies: a folder, an archive, a browser's file list. */
export interface PackageEntry {
  /** Path inside the package, with "/" between folders. */
  readonly path: string;
  /** Bytes, as announced. What is read is believed more than this. */
  readonly size: number;
  /**
   * Opens the file from its first byte; may be called several times, one after the other. A chunk is valid until
   * the next one is asked for; the first stays valid.
   */
  open(): AsyncIterable<Uint8Array>;
}
