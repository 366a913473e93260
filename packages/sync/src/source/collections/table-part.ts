import { type FileHandle, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type TableLines, tableLines, type UnjudgedRow } from "@muster/oneroster/csv/write-package.ts";
import type { RecordOf } from "@muster/oneroster/model/record-of.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { orStorageFault } from "../../disk/storage-fault.ts";

/** A file of a roster that is being written. It bears its own name only once it is complete. */
export interface TablePart<T extends TableName> {
  /** Adds rows; what was added is on its way to the disk when it is done, and not in memory. */
  readonly add: (rows: Iterable<UnjudgedRow | RecordOf<T>>) => Promise<void>;
  /** Closes the file and gives it its name: its collection is proved complete. */
  readonly complete: () => Promise<void>;
  /** Closes the file and takes it away. */
  readonly abandon: () => Promise<void>;
}

/**
 * Opens a table of OneRoster 1.2 in a folder; what an earlier attempt left is written over. A table without rows is a
 * file with a header alone.
 *
 * @param besides columns of ours behind those of the standard
 * @throws Fault `storage.*`
 */
export async function openTablePart<T extends TableName>(
  folder: string,
  table: T,
  besides: readonly string[] = [],
): Promise<TablePart<T>> {
  const file = path.join(folder, `${table}.csv`);
  const part = `${file}.part`;
  const lines = tableLines(table, "1.2", { besides });
  const handle = await orStorageFault(open(part, "w", 0o600), part);
  await orStorageFault(handle.writeFile(lines.header), part);
  return {
    add: (rows) => orStorageFault(append(handle, lines, rows), part),
    complete: async () => {
      await handle.close();
      await orStorageFault(rename(part, file), file);
    },
    abandon: async () => {
      await handle.close();
      await rm(part, { force: true });
    },
  };
}

/** Lets `work` write a table, and completes it when that says that its collection was there. */
export async function withTablePart<T extends TableName>(
  folder: string,
  table: T,
  work: (part: TablePart<T>) => Promise<boolean>,
  besides: readonly string[] = [],
): Promise<void> {
  const part = await openTablePart(folder, table, besides);
  let isThere = false;
  try {
    isThere = await work(part);
  } catch (error) {
    await part.abandon();
    throw error;
  }
  await (isThere ? part.complete() : part.abandon());
}

/** @NOTE `write` may write less than it is given; `writeFile` on an open file goes on from where it stands. */
async function append<T extends TableName>(
  handle: FileHandle,
  lines: TableLines,
  rows: Iterable<UnjudgedRow | RecordOf<T>>,
): Promise<void> {
  const text = Array.from(rows, lines.line).join("");
  if (text !== "") await handle.writeFile(text);
}
