import type { FileRow } from "./file-rows.ts";
import type { NewestSnapshot } from "./newest-snapshot.ts";

/** Where a source says something: the row, and which of its files it is in. */
export interface SaidRow {
  readonly sourceId: number;
  readonly source: string;
  readonly sourcedId: string;
  readonly file: string;
  /** Physical line; the row of column names is line 1. */
  readonly line: number;
  readonly snapshotId: number;
  /** When that file was taken, an ISO instant. */
  readonly takenAt: string;
  /** True: the newest file of the source has the row there. False: the newest brings only what changed. */
  readonly isNewest: boolean;
  /** False: the row is there and cannot be read; it counts as present, unknown. */
  readonly isRead: boolean;
  /** True: the row says that what it describes is deleted. */
  readonly isDeleted: boolean;
}

/** A row found in the newest file. */
export function newestRow(snapshot: NewestSnapshot, row: FileRow): SaidRow {
  const { sourceId, source, snapshotId, takenAt } = snapshot;
  const { sourcedId, file, line, isRead, isDeleted } = row;
  const place = { sourceId, source, sourcedId, file, line, snapshotId, takenAt };
  return { ...place, isNewest: true, isRead, isDeleted };
}

/** A row as it was stored when it was last read, which may be some files ago. */
export interface StoredRow {
  readonly sourceId: number;
  readonly sourcedId: string;
  readonly line: number;
  readonly snapshotId: number;
  readonly takenAt: string;
}

export function storedRow(snapshot: NewestSnapshot, table: string, row: StoredRow): SaidRow {
  const { source, snapshotId, tables } = snapshot;
  const file = tables[table]?.file ?? `${table}.csv`;
  const { sourceId, sourcedId, line, takenAt } = row;
  const isNewest = row.snapshotId === snapshotId;
  return {
    sourceId,
    source,
    sourcedId,
    file,
    line,
    snapshotId: row.snapshotId,
    takenAt,
    isNewest,
    isRead: true,
    isDeleted: false,
  };
}
