import { createWriteStream } from "node:fs";
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import { ZipFile } from "yazl";
import {
  classesTable,
  enrollmentsTable,
  threeFileClassesTable,
  threeFileEnrollmentsTable,
} from "./class-tables.ts";
import type { District } from "./district.ts";
import { guardiansTable } from "./guardian-table.ts";
import { manifestTable } from "./manifest-table.ts";
import { coursesTable, orgsTable, sessionsTable } from "./org-tables.ts";
import { rolesTable } from "./role-table.ts";
import { type RosterTable, tableBytes, type Written } from "./roster-table.ts";
import { createRosterView } from "./roster-view.ts";
import { threeFileUsersTable, usersTable11, usersTable12 } from "./user-tables.ts";
import { orderOf, type WrittenFile, writeTable } from "./write-table.ts";

export type { WrittenFile };

/** The forms a district can be written in. `three-file` is users, classes and enrollments as Connect takes them. */
export type RosterForm = "oneroster-1.1" | "oneroster-1.2" | "three-file";

/** How to write a district. */
export interface WriteOptions {
  readonly form: RosterForm;
  /** Guardians as rows of users with links, in a guardians.csv beside, or not at all. */
  readonly guardians: "in-users" | "guardians-csv" | "none";
  /** A seed: the same records of every file in another order. */
  readonly shuffle?: number;
  /** Whether a manifest.csv is written; by default yes in the OneRoster forms. The three-file form has none. */
  readonly manifest?: boolean;
}

function rosterTables(district: District, options: WriteOptions): RosterTable[] {
  const view = createRosterView(district);
  const inUsers = options.guardians === "in-users";
  const beside = options.guardians === "guardians-csv" ? [guardiansTable(view)] : [];
  if (options.form === "three-file") {
    const users = threeFileUsersTable(view, inUsers);
    return [users, threeFileClassesTable(view), threeFileEnrollmentsTable(view), ...beside];
  }
  const is12 = options.form === "oneroster-1.2";
  const users = is12
    ? [usersTable12(view, inUsers), rolesTable(view, inUsers)]
    : [usersTable11(view, inUsers)];
  const tables = [
    orgsTable(view),
    sessionsTable(view),
    coursesTable(view),
    classesTable(view),
    ...users,
    enrollmentsTable(view),
  ];
  const files = tables.map((table) => table.file);
  const manifest = options.manifest === false ? [] : [manifestTable(is12 ? "1.2" : "1.1", files)];
  return [...manifest, ...tables, ...beside];
}

/**
 * Writes a district as a folder of CSV files (UTF-8, CRLF, header exactly as the form says) and tells what
 * was written. The same district and options give the same bytes. Makes the folder if need be; files of
 * the same name are written over, others stay.
 */
export async function writeRoster(
  district: District,
  folder: string,
  options: WriteOptions,
): Promise<WrittenFile[]> {
  await mkdir(folder, { recursive: true });
  const files: WrittenFile[] = [];
  for (const table of rosterTables(district, options))
    files.push(await writeTable(table, join(folder, table.file), options.shuffle));
  return files;
}

/** Writes a district as one ZIP, files at its root, streaming. Same bytes for the same district and options. */
export async function writeRosterZip(
  district: District,
  file: string,
  options: WriteOptions,
): Promise<WrittenFile[]> {
  const zip = new ZipFile();
  // @NOTE A ZIP's own time stamp is local time; made from local time and without the UTC field that yazl
  // would add, the bytes are the same in every time zone.
  const stamp = { mtime: new Date(district.year, 7, 1), forceDosTimestamp: true, mode: 0o100644 };
  const entries = rosterTables(district, options).map((table) => {
    const written: Written = { rows: 0, bytes: 0 };
    zip.addReadStreamLazy(table.file, stamp, (give) => {
      give(null, Readable.from(tableBytes(table, orderOf(table, options.shuffle), written)));
    });
    return { file: table.file, written };
  });
  zip.end();
  await pipeline(zip.outputStream, createWriteStream(file));
  return entries.map((entry) => ({ file: entry.file, ...entry.written }));
}
