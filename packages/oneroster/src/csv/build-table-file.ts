import type { Diagnostic } from "../model/diagnostic.ts";
import { makeDiagnostic } from "../model/make-diagnostic.ts";
import type { TableName } from "../model/table-name.ts";
import { chooseColumns } from "./choose-columns.ts";
import { formOf } from "./decide-format.ts";
import type { InspectedFile } from "./inspect-file.ts";
import { layoutFingerprint } from "./layout-fingerprint.ts";
import type { ReadProfile } from "./read-profile.ts";
import type { PackageFormat } from "./roster-package.ts";
import type { FileMode, TableFile } from "./table-file.ts";

/** A file ready to be scanned, or why there is none. */
export interface BuiltFile {
  /** Undefined: the file cannot be used, and the diagnostics say so. */
  readonly file: TableFile | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** How a file is to be read in this package. */
export interface FileUse {
  readonly format: Exclude<PackageFormat, "unknown">;
  readonly mode: FileMode;
  /** The roster can do without this file. */
  readonly isOptional: boolean;
}

/**
 * The file ready to be scanned, or the reasons why it is not. An optional file that cannot be used is left out
 * alone; content under a wrong name stops the package all the same, for then no name can be trusted (D09).
 */
export function buildTableFile(inspected: InspectedFile, use: FileUse, profile: ReadProfile): BuiltFile {
  const { table, entry, encoding, delimiter, line, header, written } = inspected;
  if (header === undefined) return settle(undefined, inspected.diagnostics, table, use);
  const chosen = chooseColumns(table, header, formOf(use.format), entry.path, line);
  const diagnostics = [...inspected.diagnostics, ...chosen.diagnostics];
  if (use.mode === "delta" && !chosen.columns.includes("status")) {
    const place = { file: entry.path, line, column: "status" };
    diagnostics.push(makeDiagnostic("file.column.missing", place, { column: "status", mode: "delta" }));
  }
  const { mode } = use;
  const layout = { table, mode, encoding, delimiter };
  const file: TableFile = {
    ...layout,
    entry,
    columns: chosen.columns,
    droppedColumns: chosen.droppedColumns,
    unnamedColumns: header.unnamed,
    layoutFingerprint: layoutFingerprint(layout, use.format, written, profile),
  };
  return settle(file, diagnostics, table, use);
}

function settle(
  file: TableFile | undefined,
  diagnostics: readonly Diagnostic[],
  table: TableName,
  use: FileUse,
): BuiltFile {
  const isBlocked = diagnostics.some(({ severity }) => severity === "blocking");
  if (!isBlocked) return { file, diagnostics };
  if (!use.isOptional) return { file: undefined, diagnostics };
  return { file: undefined, diagnostics: diagnostics.map((told) => asLeftOut(told, table)) };
}

function asLeftOut(told: Diagnostic, table: TableName): Diagnostic {
  if (told.severity !== "blocking" || told.code === "file.content.other") return told;
  return makeDiagnostic("file.optional.unusable", told.place, { ...told.facts, table, because: told.code });
}
