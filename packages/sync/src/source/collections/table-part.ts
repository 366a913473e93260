import { type FileHandle, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { tableLines, type UnjudgedRow } from "@muster/oneroster/csv/write-package.ts";
import type { RecordOf } from "@muster/oneroster/model/record-of.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { orStorageFault } from "../../disk/storage-fault.ts";

/** A file of a roster that is being written. It bears its own name only once it is complete. */
export interface TablePart<T extends TableName> {
  /** Adds a row. It lies in memory until `settle`. */
  readonly put: (row: UnjudgedRow | RecordOf<T>) => void;
  /** To be awaited after every page: what lies in memory is written when it is worth a write. */
  readonly settle: () => Promise<void>;
  /** Adds a page of rows and settles them. */
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
  const { header, line } = tableLines(table, "1.2", { besides });
  const text = openText();
  text.put(header);
  const handle = await orStorageFault(open(part, "w", 0o600), part);
  const put = (row: UnjudgedRow | RecordOf<T>): void => text.put(line(row));
  const settle = async (): Promise<void> => {
    if (text.size() >= worthWriting) await orStorageFault(text.pour(handle), part);
  };
  return {
    ...{ put, settle },
    add: (rows) => {
      for (const row of rows) put(row);
      return settle();
    },
    complete: async () => {
      await orStorageFault(text.pour(handle), part);
      await handle.close();
      await orStorageFault(rename(part, file), file);
    },
    abandon: async () => {
      await handle.close();
      await rm(part, { force: true });
    },
  };
}

/** In bytes: about what a page of a thousand objects becomes. */
const worthWriting = 128 * 1024;

/**
 * Text on its way to a file, as bytes in one piece of memory that is used again and again; nothing may be put while it
 * is poured.
 *
 * @NOTE a page put together as one text, and encoded then, cost as much again as making its lines: it outlived several
 * rounds of the collector.
 */
function openText(): {
  readonly put: (text: string) => void;
  readonly size: () => number;
  readonly pour: (handle: FileHandle) => Promise<void>;
} {
  let bytes = Buffer.allocUnsafe(2 * worthWriting);
  let size = 0;
  return {
    put: (text) => {
      // A unit of UTF-16 is three bytes of UTF-8 at most.
      const most = size + text.length * 3;
      if (most > bytes.length)
        bytes = Buffer.concat([bytes.subarray(0, size)], Math.max(most, 2 * bytes.length));
      size += bytes.write(text, size);
    },
    size: () => size,
    // @NOTE `write` may write less than it is given; `writeFile` on an open file goes on from where it stands.
    pour: async (handle) => {
      const full = bytes.subarray(0, size);
      size = 0;
      if (full.length > 0) await handle.writeFile(full);
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
  try {
    if (await work(part)) return await part.complete();
  } catch (error) {
    await part.abandon();
    throw error;
  }
  await part.abandon();
}
