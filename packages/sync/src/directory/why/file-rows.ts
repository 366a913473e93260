import { readPackage, type TableFile } from "@muster/oneroster/csv/read-package.ts";
import type { ReadProfile } from "@muster/oneroster/csv/read-profile.ts";
import { type ReadRow, rowReader } from "@muster/oneroster/csv/read-row.ts";
import { type RecordBatch, scanRecords } from "@muster/oneroster/csv/scan-records.ts";
import { EncodingError, UnreadableFile } from "@muster/oneroster/csv/unreadable-file.ts";
import type { RecordOf } from "@muster/oneroster/model/record-of.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { Settings } from "@muster/rules/setting/all-settings.ts";
import { Fault } from "../../fault.ts";
import type { HomeKeys } from "../../keys/home-keys.ts";
import { type DatedEntry, openStoredSnapshot } from "../../snapshot/snapshot-store.ts";
import type { NewestSnapshot } from "./newest-snapshot.ts";

/** Where the stored bytes are, and how to open them. */
export interface FileWorld {
  readonly home: string;
  readonly keys: HomeKeys;
  readonly districtId: number;
  readonly settings: Settings;
}

/** A row of a snapshot's file as it stands there. */
export interface FileRow {
  readonly file: string;
  /** Physical line; the row of column names is line 1. */
  readonly line: number;
  readonly record: number;
  /** "" where the row does not tell it. */
  readonly sourcedId: string;
  /** Whether the row could be read; the codes say what was noticed. */
  readonly isRead: boolean;
  readonly codes: readonly string[];
  /** It says that what it describes is deleted. */
  readonly isDeleted: boolean;
  /** What it says; undefined where it could not be read. */
  readonly said: RecordOf<TableName> | undefined;
}

/**
 * The rows of a table's file that hold all of these ids: the bytes are searched, and only rows with a hit are
 * parsed, so that asking costs a reading of the file and no more. A row that cannot be read counts when it holds
 * the ids.
 *
 * @param isMeant whether a row that could be read speaks of them in the right columns
 * @returns undefined where the bytes are no longer kept, or the snapshot has no such file
 */
export async function findFileRows<T extends TableName>(
  world: FileWorld,
  snapshot: NewestSnapshot,
  table: T,
  ids: readonly string[],
  isMeant: (record: RecordOf<T>) => boolean,
): Promise<readonly FileRow[] | undefined> {
  if (ids.some((id) => id === "")) return [];
  const entries = await openEntries(world, snapshot);
  if (entries === undefined) return undefined;
  try {
    return await searchFile(world, entries, table, ids, isMeant, "head");
  } catch (error) {
    // What the first 64 KiB of a file show of its encoding may not hold to its end.
    if (error instanceof EncodingError) return searchFile(world, entries, table, ids, isMeant, "whole-file");
    if (error instanceof UnreadableFile) return undefined;
    throw error;
  }
}

async function openEntries(
  { home, keys, districtId }: FileWorld,
  { snapshotId }: NewestSnapshot,
): Promise<readonly DatedEntry[] | undefined> {
  try {
    return await openStoredSnapshot(home, keys, districtId, snapshotId);
  } catch (error) {
    if (error instanceof Fault && error.code === "snapshot.bytes.missing") return undefined;
    throw error;
  }
}

async function searchFile<T extends TableName>(
  { settings }: FileWorld,
  entries: readonly DatedEntry[],
  table: T,
  ids: readonly string[],
  isMeant: (record: RecordOf<T>) => boolean,
  encodingProof: "head" | "whole-file",
): Promise<readonly FileRow[] | undefined> {
  const profile: ReadProfile = {
    encoding: settings["files.encoding"],
    dates: settings["files.dates"],
    listSeparator: settings["files.list-separator"],
  };
  const { files } = await readPackage(entries, profile, { encodingProof });
  const file = files.find((one): one is TableFile & { table: T } => one.table === table);
  if (file === undefined) return undefined;
  const read = rowReader(file, profile);
  const needles = ids.map((id) => Buffer.from(id.replaceAll('"', '""'), "utf8"));
  const found: FileRow[] = [];
  for await (const batch of scanRecords(file, [0, 0]))
    for (const index of holding(batch, needles)) {
      const row = read(batch, index);
      if (row.record !== undefined && !isMeant(row.record)) continue;
      found.push(fileRow(file, batch, index, row));
    }
  return found;
}

function fileRow<T extends TableName>(
  file: TableFile,
  batch: RecordBatch,
  index: number,
  row: ReadRow<T>,
): FileRow {
  return {
    ...{ file: file.entry.path, line: batch.line[index] ?? 0, record: batch.firstRecord + index },
    ...{ sourcedId: row.sourcedId, isRead: row.record !== undefined },
    codes: row.diagnostics.map(({ code }) => code),
    ...{ isDeleted: row.record?.status === "tobedeleted", said: row.record },
  };
}

/** The records of a batch whose bytes hold every needle, found by the first of them. */
function* holding(batch: RecordBatch, needles: readonly Buffer[]): Generator<number> {
  const [first] = needles;
  if (first === undefined || batch.count === 0) return;
  const { buffer, byteOffset, byteLength } = batch.bytes;
  const bytes = Buffer.from(buffer, byteOffset, byteLength);
  const limit = batch.end[batch.count - 1] ?? 0;
  let index = 0;
  let at = bytes.indexOf(first, batch.start[0] ?? 0);
  while (at >= 0 && at < limit) {
    while ((batch.end[index] ?? limit) <= at) index += 1;
    const end = batch.end[index] ?? limit;
    const record = bytes.subarray(batch.start[index] ?? 0, end);
    if (needles.every((needle) => record.includes(needle))) yield index;
    at = bytes.indexOf(first, end);
  }
}
