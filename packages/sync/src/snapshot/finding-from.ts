import type { Diagnostic } from "@muster/oneroster/model/diagnostic.ts";
import type { Finding } from "@muster/rules/check/finding.ts";

/** What the reader of files says, as a finding of ours: same code, same place. */
export function findingFrom(diagnostic: Diagnostic, sourcedId?: string): Finding {
  const { code, severity, place, facts } = diagnostic;
  return {
    code,
    severity,
    file: place.file,
    line: place.line,
    record: place.record,
    column: place.column,
    sourcedId: sourcedId === "" ? undefined : sourcedId,
    facts,
  };
}
