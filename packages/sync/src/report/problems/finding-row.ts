import type { Finding } from "@muster/rules/check/finding.ts";

/** A row of the table `finding`, as PostgreSQL gives it. */
export interface FindingRow {
  readonly code: string;
  readonly severity: string;
  readonly file: string;
  readonly line: number | null;
  readonly record: number | null;
  readonly column_name: string | null;
  readonly sourced_id: string | null;
  readonly facts: Finding["facts"];
}

/** The finding that a row was written from (check/store-findings.ts): a missing place is null in the table. */
export function findingFromRow(row: FindingRow): Finding {
  return {
    // Written from findings alone: the codes are those of findings.
    code: row.code as Finding["code"],
    severity: row.severity as Finding["severity"],
    file: row.file,
    line: row.line ?? undefined,
    record: row.record ?? undefined,
    column: row.column_name ?? undefined,
    sourcedId: row.sourced_id ?? undefined,
    facts: row.facts,
  };
}
