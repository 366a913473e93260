import { type TableName, tableNames } from "../model/table-name.ts";
import { carriedColumns } from "./columns.ts";
import type { PackageEntry } from "./package-entry.ts";
import { defaultProfile, type ReadProfile } from "./read-profile.ts";
import { hashBytes } from "./record-hash.ts";
import type { RosterPackage } from "./roster-package.ts";
import type { TableFile } from "./table-file.ts";

export type { TableName } from "../model/table-name.ts";
export type { PackageEntry } from "./package-entry.ts";
export { defaultProfile, type ReadProfile } from "./read-profile.ts";
export type { RosterPackage } from "./roster-package.ts";
export type { TableFile } from "./table-file.ts";

/** Recognises the files of a package and reads their heads. */
export async function readPackage(
  entries: readonly PackageEntry[],
  profile: ReadProfile = defaultProfile,
): Promise<RosterPackage> {
  const files: TableFile[] = [];
  for (const table of tableNames) {
    const entry = entries.find((one) => one.path === `${table}.csv`);
    if (entry !== undefined) files.push(await tableFile(table, entry, profile));
  }
  const has = (table: TableName) => files.some((file) => file.table === table);
  const format = has("roles") ? "oneroster-1.2" : has("orgs") ? "oneroster-1.1" : "three-file";
  return { format, files, setAside: [], manifest: undefined, diagnostics: [] };
}

async function tableFile(table: TableName, entry: PackageEntry, profile: ReadProfile): Promise<TableFile> {
  let head = "";
  for await (const chunk of entry.open()) {
    head += new TextDecoder().decode(chunk);
    if (head.includes("\n")) break;
  }
  const header = head.split(/\r?\n/)[0] ?? "";
  const carried = new Set(carriedColumns(table));
  const names = header.split(",").map((name) => name.replaceAll('"', ""));
  const print = hashBytes(new TextEncoder().encode(JSON.stringify([table, header, profile])), [1, 2]);
  return {
    table,
    entry,
    mode: "bulk",
    encoding: "utf-8",
    delimiter: ",",
    columns: names.map((name) => (carried.has(name) ? name : undefined)),
    droppedColumns: names.filter((name) => !carried.has(name) && name !== "dateLastModified"),
    layoutFingerprint: [...print].map((word) => word.toString(16).padStart(8, "0")).join(""),
  };
}
