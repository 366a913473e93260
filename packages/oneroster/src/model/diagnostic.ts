import type { DiagnosticCode, Severity } from "./diagnostic-codes.ts";

export type { Severity } from "./diagnostic-codes.ts";

/** Where in a package something was seen. `file` is the path inside the package. */
export interface Place {
  readonly file: string;
  /** Physical line, the header's line is 1 when nothing stands above it. */
  readonly line?: number;
  /** Data record number, first = 1. Blank records and repeated headers are not counted. */
  readonly record?: number;
  /** The canonical column name where we know it, else as written. */
  readonly column?: string;
}

/** One thing a package says wrongly, as data. The words for it are written elsewhere. */
export interface Diagnostic {
  readonly code: DiagnosticCode;
  readonly severity: Severity;
  readonly place: Place;
  /** What the words need. Never a name, an address, a phone number or a birth date. */
  readonly facts: Facts;
}

/** Counts, words and IDs by name. */
export type Facts = Readonly<Record<string, string | number>>;
