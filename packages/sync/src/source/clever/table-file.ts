import { type FileHandle, open, rename } from "node:fs/promises";
import path from "node:path";
import { columnsOf } from "@muster/oneroster/csv/columns.ts";
import { writeTable } from "@muster/oneroster/csv/write-package.ts";
import type { RecordOf } from "@muster/oneroster/model/record-of.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { orStorageFault } from "../../disk/storage-fault.ts";

/** A file of the standard that is written while the pages of a collection arrive. */
export interface TableFile<T extends TableName> {
  /** @throws Fault `storage.*` */
  write(records: readonly RecordOf<T>[]): Promise<void>;
  /** The file bears its name from then on: its collection is proved complete. */
  complete(): void;
  /** Closes the file; without `complete` it stays a part, which nobody reads. To be called on every way out. */
  close(): Promise<void>;
}

/** Opens `<table>.csv` in OneRoster 1.2 and writes its header, so that a table without rows is an empty file. */
export async function openTableFile<T extends TableName>(folder: string, table: T): Promise<TableFile<T>> {
  const place = path.join(folder, `${table}.csv`);
  const part = `${place}.part`;
  const handle: FileHandle = await orStorageFault(open(part, "wx", 0o600), part);
  const header = `${(columnsOf[table]["1.2"] ?? []).join(",")}\r\n`;
  await orStorageFault(handle.writeFile(header), part);
  let isComplete = false;
  return {
    write: async (records) => {
      let text = "";
      for await (const piece of writeTable(table, "1.2", records)) text += piece;
      // A table begins with its header, which the file has already.
      await orStorageFault(handle.writeFile(text.slice(header.length)), part);
    },
    complete: () => {
      isComplete = true;
    },
    close: async () => {
      await handle.close();
      if (isComplete) await orStorageFault(rename(part, place), place);
    },
  };
}

/** Opens files, lets `work` write them, and completes them when it says that their collection was there. */
export async function withTableFile<T extends TableName>(
  folder: string,
  table: T,
  work: (file: TableFile<T>) => Promise<boolean>,
): Promise<void> {
  const file = await openTableFile(folder, table);
  try {
    if (await work(file)) file.complete();
  } finally {
    await file.close();
  }
}
