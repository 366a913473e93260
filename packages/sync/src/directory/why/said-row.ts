import type { SaidRow } from "@muster/rules/model/why.ts";
import type { FileRow } from "./file-rows.ts";
import type { NewestSnapshot } from "./newest-snapshot.ts";

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
