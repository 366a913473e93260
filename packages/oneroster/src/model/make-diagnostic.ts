import type { Diagnostic, Facts, Place } from "./diagnostic.ts";
import { type DiagnosticCode, diagnosticCodes } from "./diagnostic-codes.ts";

/** A diagnostic with the severity its code carries. */
export function makeDiagnostic(code: DiagnosticCode, place: Place, facts: Facts = {}): Diagnostic {
  return { code, severity: diagnosticCodes[code], place, facts };
}
