import type { Diagnostic } from "../model/diagnostic.ts";
import { makeDiagnostic } from "../model/make-diagnostic.ts";
import type { RecordBatch } from "./record-batch.ts";
import { splitCells } from "./split-cells.ts";
import type { TableFile } from "./table-file.ts";

/** How wide the last two records of a scan are, as far as it has come. */
export interface LastWidths {
  before: number;
  last: number;
}

/** Before the first record the header is what a record is compared with. */
export function startWidths(file: TableFile): LastWidths {
  return { before: file.columns.length, last: file.columns.length };
}

/** Takes the widths of a batch's last two records. */
export function noteWidths(widths: LastWidths, batch: RecordBatch, file: TableFile): void {
  const { count } = batch;
  if (count === 0) return;
  widths.before = count > 1 ? widthAt(batch, count - 2, file) : widths.last;
  widths.last = widthAt(batch, count - 1, file);
}

/**
 * What is wrong with a file whose last record has no line end and fewer cells than the one before it: it was cut
 * off while it was written or sent, and nobody knows how much is missing (reliability A02). A last line without
 * a line end alone is common and harmless (Q004), and so is a file whose rows are all short (Q034).
 *
 * @param batch the file's last one, with the record that has no line end
 */
export function findCutOff(widths: LastWidths, batch: RecordBatch, file: TableFile): Diagnostic | undefined {
  if (widths.last >= widths.before) return undefined;
  const at = batch.count - 1;
  const place = { file: file.entry.path, line: batch.line[at] ?? 0, record: batch.firstRecord + at };
  return makeDiagnostic("file.end.cut-off", place, { cells: widths.last, columns: widths.before });
}

function widthAt(batch: RecordBatch, index: number, file: TableFile): number {
  const record = new TextDecoder().decode(batch.bytes.subarray(batch.start[index], batch.end[index]));
  return splitCells(record, file.delimiter).cells.length;
}
