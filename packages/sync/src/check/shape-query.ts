import type { FindingCode } from "@muster/rules/check/finding.ts";

/**
 * A finding that only the planning tables show. `sql` answers rows of sourced_id, line and facts, and is_derived where
 * they may be of people whom guardians.csv alone names; $1 is the district, $2 the source and $3 the snapshot.
 */
export interface ShapeQuery {
  readonly code: FindingCode;
  /** The table whose file is named as the place. */
  readonly table: string;
  readonly sql: string;
}

/** What the source says now of a table, joined by its sourcedId. */
export function said(table: string, alias: string, sourcedId: string): string {
  return `join ${table} ${alias} on ${alias}.district_id = $1 and ${alias}.source_id = $2
           and ${alias}.sourced_id = ${sourcedId} and ${alias}.ended_by is null`;
}

/** True for the rows of a table that the source says now. */
export function isSaid(alias: string): string {
  return `${alias}.district_id = $1 and ${alias}.source_id = $2 and ${alias}.ended_by is null`;
}
