import { type Finding, severityOf } from "@muster/rules/check/finding.ts";
import type { RuleCode } from "@muster/rules/check/finding-codes.ts";

/** A finding about a file or an archive as a whole: it has no line yet. */
export function inputFinding(code: RuleCode, file: string, facts: Finding["facts"] = {}): Finding {
  const nowhere = { line: undefined, record: undefined, column: undefined, sourcedId: undefined };
  return { code, severity: severityOf(code), file, ...nowhere, facts };
}
