import type { Diagnostic } from "../model/diagnostic.ts";
import type { RecordOf } from "../model/record-of.ts";
import type { TableName } from "../model/table-name.ts";
import type { ReadProfile } from "./read-profile.ts";
import type { RecordBatch } from "./record-batch.ts";
import { classRows } from "./row/class-row.ts";
import { courseRows } from "./row/course-row.ts";
import { enrollmentRows } from "./row/enrollment-row.ts";
import { guardianRows } from "./row/guardian-row.ts";
import { complain, type OpenRow, type RowBuilder } from "./row/open-row.ts";
import { orgRows } from "./row/org-row.ts";
import { roleRows } from "./row/role-row.ts";
import { widthCheck } from "./row/row-width.ts";
import { sessionRows } from "./row/session-row.ts";
import { userRows } from "./row/user-row.ts";
import { splitCells } from "./split-cells.ts";
import type { TableFile } from "./table-file.ts";
import { mayHoldDamagedId } from "./value/id.ts";

export type { RecordOf } from "../model/record-of.ts";

/** One row, read. */
export interface ReadRow<T extends TableName> {
  /** Undefined: the row is left out, an error among the diagnostics says why. */
  readonly record: RecordOf<T> | undefined;
  /** "" when it cannot be told. Of a row left out too: what it feeds is to be kept. */
  readonly sourcedId: string;
  /** The same empty list for every clean row. */
  readonly diagnostics: readonly Diagnostic[];
}

const rowsOf: { readonly [T in TableName]: (file: TableFile) => RowBuilder<RecordOf<T>> } = {
  orgs: orgRows,
  academicSessions: sessionRows,
  courses: courseRows,
  classes: classRows,
  users: userRows,
  roles: roleRows,
  enrollments: enrollmentRows,
  guardians: guardianRows,
};

const clean: readonly Diagnostic[] = [];

/**
 * A function that reads any row of any batch of this file. Rows may be read in any order and left unread;
 * what concerns the manner of the whole file is said at the first row that shows it.
 */
export function rowReader<T extends TableName>(
  file: TableFile & { readonly table: T },
  profile: ReadProfile,
): (batch: RecordBatch, index: number) => ReadRow<T> {
  const build: RowBuilder<RecordOf<T>> = rowsOf[file.table](file);
  const checkWidth = widthCheck(file);
  const decoder = new TextDecoder("utf-8", { ignoreBOM: true });
  const row: OpenRow = {
    file,
    profile,
    said: new Set(),
    cells: [],
    line: 0,
    record: 0,
    isSuspect: false,
    hasStrayQuote: false,
    linesInside: 0,
    isLeftOut: false,
    isMuted: false,
    problems: undefined,
  };
  return (batch, index) => {
    const record = decoder.decode(batch.bytes.subarray(batch.start[index], batch.end[index]));
    openRow(row, batch, index, record);
    // @NOTE the cells of a cut or shifted row complain about each other; one cause is enough.
    row.isMuted = !checkWidth(row);
    const built = build(row);
    return {
      record: row.isLeftOut ? undefined : built,
      sourcedId: built.sourcedId,
      diagnostics: row.problems ?? clean,
    };
  };
}

function openRow(row: OpenRow, batch: RecordBatch, index: number, record: string): void {
  const { cells, hasStrayQuote } = splitCells(record, row.file.delimiter);
  row.cells = cells;
  row.line = batch.line[index] ?? 0;
  row.record = batch.firstRecord + index;
  row.isSuspect = mayHoldDamagedId(record);
  row.hasStrayQuote = hasStrayQuote;
  const mayBeTorn = hasStrayQuote || cells.length !== row.file.columns.length;
  row.linesInside = mayBeTorn ? record.split(/\r\n|\r|\n/).length - 1 : 0;
  row.isLeftOut = false;
  row.isMuted = false;
  row.problems = undefined;
  if (hasStrayQuote) complain(row, "row.quote.stray", -1);
}
