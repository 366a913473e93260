import type { Severity } from "@muster/oneroster/model/diagnostic.ts";
import type { DiagnosticCode } from "@muster/oneroster/model/diagnostic-codes.ts";
import { diagnosticCodes } from "@muster/oneroster/model/diagnostic-codes.ts";
import { findingCodes, type RuleCode } from "./finding-codes.ts";

/**
 * A finding is a district's mistake, or something worth knowing about its data, as a value: what (code), how bad
 * (severity), where (file, line, record, column) and the facts a sentence needs. The words are written once, in
 * the report's wording. `blocking` nothing happens · `error` the row is left out and counts as present but
 * unknown · `warning` a value is left out or repaired · `info` changes nothing.
 */
export interface Finding {
  readonly code: FindingCode;
  readonly severity: Severity;
  readonly file: string;
  readonly line: number | undefined;
  readonly record: number | undefined;
  readonly column: string | undefined;
  readonly sourcedId: string | undefined;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** From what stops everything to what is only worth knowing. */
export const severityOrder = ["blocking", "error", "warning", "info"] as const satisfies readonly Severity[];

/** Codes of the reader of the standard's files, and codes of our own rules. */
export type FindingCode = DiagnosticCode | RuleCode;

/** How bad a finding of this code is, always. */
export function severityOf(code: FindingCode): Severity {
  return code in diagnosticCodes ? diagnosticCodes[code as DiagnosticCode] : findingCodes[code as RuleCode];
}
