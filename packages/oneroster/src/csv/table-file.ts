import type { TableName } from "../model/table-name.ts";
import type { PackageEntry } from "./package-entry.ts";

/** How the text of a file can be written. */
export type FileEncoding = "utf-8" | "utf-16le" | "utf-16be" | "windows-1252";
/** What can stand between the cells of a row. */
export type Delimiter = "," | ";" | "\t" | "|";
/** Whether a file lists everything, or only what changed: the manifest says which. */
export type FileMode = "bulk" | "delta";

/** A file whose name, content and header were understood: ready to be scanned and read. */
export interface TableFile {
  readonly table: TableName;
  readonly entry: PackageEntry;
  /** bulk: what is not in the file is gone. delta: what is not in the file is as it was. */
  readonly mode: FileMode;
  readonly encoding: FileEncoding;
  readonly delimiter: Delimiter;
  /** Position -> canonical column that we read; undefined = ignored. */
  readonly columns: readonly (string | undefined)[];
  /** Columns that came and are thrown away, as written; `dateLastModified` is not told. */
  readonly droppedColumns: readonly string[];
  /** Positions whose header is empty (Q033). */
  readonly unnamedColumns?: readonly number[];
  /** Changes when header, encoding, delimiter, format, mode or profile change: hashes of old records then mean nothing. */
  readonly layoutFingerprint: string;
}
