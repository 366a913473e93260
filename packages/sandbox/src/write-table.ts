import { open } from "node:fs/promises";
import { createOrder } from "./random.ts";
import { type RosterTable, tableBytes, type Written } from "./roster-table.ts";

/** A file that was written; bytes before any compression, rows without the header. */
export interface WrittenFile {
  readonly file: string;
  readonly rows: number;
  readonly bytes: number;
}

/** In which order a table is written: as it stands, or shuffled by a seed. A manifest is never shuffled. */
export function orderOf(table: RosterTable, shuffle: number | undefined): (place: number) => number {
  if (shuffle === undefined || table.file === "manifest.csv") return (place) => place;
  return createOrder(table.places, shuffle);
}

/** Writes a table to a file, waiting for the disk after every MiB, so that memory stays flat. */
export async function writeTable(table: RosterTable, path: string, shuffle?: number): Promise<WrittenFile> {
  const written: Written = { rows: 0, bytes: 0 };
  const file = await open(path, "w");
  try {
    for (const bytes of tableBytes(table, orderOf(table, shuffle), written)) await file.appendFile(bytes);
  } finally {
    await file.close();
  }
  return { file: table.file, ...written };
}
