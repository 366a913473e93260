import type { Diagnostic, Facts } from "../model/diagnostic.ts";
import type { DiagnosticCode } from "../model/diagnostic-codes.ts";
import { makeDiagnostic } from "../model/make-diagnostic.ts";
import { type TableName, tableNames } from "../model/table-name.ts";
import { type ColumnForm, columnsOf } from "./columns.ts";
import { type DetectedEncoding, detectEncoding, type EncodingProof } from "./detect-encoding.ts";
import { otherFileType } from "./file-type.ts";
import { type HeadRecord, headRecords, headText } from "./head-records.ts";
import type { PackageEntry } from "./package-entry.ts";
import { isKnownColumn, type ReadHeader, readHeader } from "./read-header.ts";
import type { ReadProfile } from "./read-profile.ts";
import { columnLimit } from "./record-limits.ts";
import { sniffDelimiter } from "./sniff-delimiter.ts";
import { splitCells } from "./split-cells.ts";
import type { Delimiter, FileEncoding } from "./table-file.ts";

/** A file that was opened under a table's name. Without a header it cannot be used; the diagnostics say why. */
export interface InspectedFile {
  readonly table: TableName;
  readonly entry: PackageEntry;
  readonly encoding: FileEncoding;
  readonly delimiter: Delimiter;
  /** Physical line of the header. */
  readonly line: number;
  /** The header's cells, trimmed; none when there was no telling them. */
  readonly written: readonly string[];
  readonly header: ReadHeader | undefined;
  readonly diagnostics: readonly Diagnostic[];
}

/** Opens a file: what it is, how it is written, what its header says, and whether it is this table at all. */
export async function inspectFile(
  table: TableName,
  entry: PackageEntry,
  profile: ReadProfile,
  proof: EncodingProof,
): Promise<InspectedFile> {
  const found = await detectEncoding(entry, profile, proof);
  const { encoding, head } = found;
  const unusable = (code: DiagnosticCode, facts: Facts = {}, line = 1): InspectedFile => {
    const diagnostics = [makeDiagnostic(code, { file: entry.path, line }, facts)];
    return { table, entry, encoding, delimiter: ",", line, written: [], header: undefined, diagnostics };
  };
  if (head.length === 0) return unusable("file.bytes.none", { table });
  const type = otherFileType(head);
  if (type !== undefined) return unusable("file.type.other", { type, table });
  if (found.diagnostics.some(({ severity }) => severity === "blocking")) {
    return { ...unusable("file.encoding.invalid"), diagnostics: found.diagnostics };
  }
  const { records, isCut } = headRecords(headText(head, encoding, found.isWhole), 2, found.isWhole);
  const [first, second] = records;
  if (first === undefined) return unusable("file.bytes.none", { table });
  const delimiter = sniffDelimiter(first.text, (name) => isKnownColumn(table, name));
  const { cells } = splitCells(first.text, delimiter);
  if (cells.length > columnLimit || (isCut && second === undefined)) {
    return unusable("file.column.too-many", { columns: cells.length, limit: columnLimit }, first.line);
  }
  return readFirstRecord({ table, entry, encoding, delimiter, line: first.line }, first, second, found);
}

type Opened = Pick<InspectedFile, "table" | "entry" | "encoding" | "delimiter" | "line">;

function readFirstRecord(
  opened: Opened,
  first: HeadRecord,
  second: HeadRecord | undefined,
  found: DetectedEncoding,
): InspectedFile {
  const { table, entry, delimiter, line } = opened;
  const { cells } = splitCells(first.text, delimiter);
  const header = readHeader(table, cells, entry.path, line);
  const { written } = header;
  const stranger = contentOf(table, cells, entry.path);
  const place = { file: entry.path, line };
  if (stranger !== undefined) {
    const facts = { expected: table, found: stranger };
    return {
      ...opened,
      written,
      header: undefined,
      diagnostics: [makeDiagnostic("file.content.other", place, facts)],
    };
  }
  // @NOTE one known word among data is chance, and what a row of people says must not be quoted as a header.
  const known = header.names.filter((name) => name !== undefined).length;
  if (known < Math.min(2, cells.length)) {
    const facts = { table, columns: cells.length };
    return {
      ...opened,
      written,
      header: undefined,
      diagnostics: [makeDiagnostic("file.header.missing", place, facts)],
    };
  }
  const diagnostics = [...found.diagnostics, ...header.diagnostics];
  if (delimiter !== ",") diagnostics.push(makeDiagnostic("file.delimiter.other", place, { delimiter }));
  if (second === undefined && found.isWhole) {
    diagnostics.push(makeDiagnostic("file.rows.none", { file: entry.path }, { table }));
  }
  return { ...opened, written, header, diagnostics };
}

/**
 * The table a header belongs to when it is another one than the file's name says (Q039, D09): the needs of the
 * name are not met, and those of the other table are.
 */
function contentOf(table: TableName, cells: readonly string[], path: string): TableName | undefined {
  const meets = (other: TableName, forms: readonly ColumnForm[]) => {
    const names = new Set(readHeader(other, cells, path, 1).names);
    return forms.some((form) => columnsOf[other].needed[form].every((column) => names.has(column)));
  };
  if (meets(table, ["1.1", "1.2", "three-file"])) return undefined;
  return tableNames.find((other) => other !== table && other !== "guardians" && meets(other, ["1.1"]));
}
