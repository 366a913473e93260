import type { TableFile } from "../table-file.ts";
import { textsAt } from "../value/text-list.ts";
import { positionOf, type RowBuilder } from "./open-row.ts";

/** Reads the column of ours with a record's other ids besides, where the file has it. */
export function withOtherIds<Row extends object>(
  file: TableFile,
  build: RowBuilder<Row>,
): RowBuilder<Row & { readonly otherIds?: readonly string[] }> {
  const at = positionOf(file, "otherIds");
  return at < 0 ? build : (row) => ({ ...build(row), otherIds: textsAt(row, at) });
}
