import type { Diagnostic } from "../model/diagnostic.ts";

/**
 * A file that turned out unusable while it was being scanned. Thrown because the scan cannot go on;
 * the diagnostic in it is the finding to report.
 */
export class UnreadableFile extends Error {
  readonly diagnostic: Diagnostic;

  constructor(diagnostic: Diagnostic) {
    super(`${diagnostic.code} at ${diagnostic.place.file}`);
    this.name = "UnreadableFile";
    this.diagnostic = diagnostic;
  }
}

/**
 * A file read as UTF-8 that is not UTF-8. The diagnostic's facts hold `offset`, the byte offset of the
 * first bad byte; its place holds line and record. Start again with a package read in `whole-file` proof.
 */
export class EncodingError extends UnreadableFile {
  constructor(diagnostic: Diagnostic) {
    super(diagnostic);
    this.name = "EncodingError";
  }
}
