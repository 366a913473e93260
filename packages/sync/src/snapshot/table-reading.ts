import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { Finding } from "@muster/rules/check/finding.ts";

/** What reading one table gave. Counts are of records; `added` and `gone` are packed hashes, four words each. */
export interface TableReading {
  readonly table: TableName;
  readonly file: string;
  readonly mode: "bulk" | "delta";
  readonly layout: string;
  /** The table was read without help of the hashes before: first time, or its layout changed. */
  readonly isWhole: boolean;
  readonly received: number;
  readonly unchanged: number;
  readonly staged: number;
  readonly unreadable: number;
  /** Rows left out for an error: their records count as present, unknown. */
  readonly leftOut: readonly string[];
  /** Rows that the source marks as deleted. */
  readonly deleted: readonly string[];
  /** Rows whose ID cannot be told: then no absence can be believed. */
  readonly unidentified: number;
  /** Hashes of rows that were staged and then refused, as text. */
  readonly excluded: readonly string[];
  readonly findings: readonly Finding[];
}
