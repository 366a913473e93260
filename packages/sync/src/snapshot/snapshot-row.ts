import type { TableName } from "@muster/oneroster/model/table-name.ts";

/** What a snapshot brought of one table, as kept with the snapshot's row. */
export interface SnapshotTable {
  readonly file: string;
  readonly mode: "bulk" | "delta";
  readonly layout: string;
  readonly received: number;
  readonly staged: number;
  readonly leftOut: number;
  /** Of these, rows that can be read and point to nowhere. */
  readonly unresolved: number;
}

export type SnapshotTables = { readonly [T in TableName]?: SnapshotTable };

/** Which snapshot, and whose. */
export interface SnapshotKey {
  readonly districtId: number;
  readonly sourceId: number;
  readonly snapshotId: number;
}
