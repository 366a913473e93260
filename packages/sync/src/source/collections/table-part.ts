import { type FileHandle, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { type TableLines, tableLines, type UnjudgedRow } from "@muster/oneroster/csv/write-package.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { orStorageFault } from "../../disk/storage-fault.ts";

/** A file of a roster that is being written. It bears its own name only once it is complete. */
export interface TablePart {
  /** Adds rows; what was added is on its way to the disk when it is done, and not in memory. */
  readonly add: (rows: Iterable<UnjudgedRow>) => Promise<void>;
  /** Closes the file and gives it its name. */
  readonly complete: () => Promise<void>;
  /** Closes the file and takes it away. */
  readonly abandon: () => Promise<void>;
}

/**
 * Opens a table of OneRoster 1.2 in a folder; what an earlier attempt left is written over.
 *
 * @throws Fault `storage.*`
 */
export async function openTablePart(folder: string, table: TableName): Promise<TablePart> {
  const file = path.join(folder, `${table}.csv`);
  const part = `${file}.part`;
  const lines = tableLines(table, "1.2");
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

/** @NOTE `write` may write less than it is given; `writeFile` on an open file goes on from where it stands. */
async function append(handle: FileHandle, lines: TableLines, rows: Iterable<UnjudgedRow>): Promise<void> {
  const text = Array.from(rows, lines.line).join("");
  if (text !== "") await handle.writeFile(text);
}
