import type { ReadProfile } from "@muster/oneroster/csv/read-profile.ts";
import { type ReadRow, rowReader } from "@muster/oneroster/csv/read-row.ts";
import { type RecordBatch, scanRecords } from "@muster/oneroster/csv/scan-records.ts";
import type { TableFile } from "@muster/oneroster/csv/table-file.ts";
import type { RecordOf } from "@muster/oneroster/model/record-of.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { Finding } from "@muster/rules/check/finding.ts";
import { CopyBuffer, copyHash, copyText } from "../database/copy-text.ts";
import { findingFrom } from "./finding-from.ts";
import type { HashCollector } from "./hash-collector.ts";
import { type KnownHashes, probe } from "./known-hashes.ts";
import { type SourceTable, sourceTables } from "./source-table.ts";

/** What reading a table gathers beside the lines it hands on. */
export interface TableNotes {
  received: number;
  unchanged: number;
  staged: number;
  unreadable: number;
  unidentified: number;
  readonly findings: Finding[];
  readonly leftOut: string[];
  /** Rows that the source marks as deleted. */
  readonly deleted: { readonly sourcedId: string; readonly line: number; readonly record: number }[];
}

export function startNotes(): TableNotes {
  const counts = { received: 0, unchanged: 0, staged: 0, unreadable: 0, unidentified: 0 };
  return { ...counts, findings: [], leftOut: [], deleted: [] };
}

/** What a table is read with. `known` undefined: every record is read, whatever its bytes. */
export interface TableSource {
  readonly file: TableFile;
  readonly profile: ReadProfile;
  readonly seed: readonly [number, number];
  readonly known: KnownHashes | undefined;
  readonly added: HashCollector;
  /** Called now and then with the number of rows so far; whoever wants the reading to end throws. */
  readonly onRows: (received: number) => void;
}

/**
 * The COPY lines of the records that are new or changed, as `sourced_id, record, line, row_hash, …` of the
 * table. Records whose bytes were accepted before are counted and never parsed (design §5).
 */
export async function* readTable<T extends TableName>(
  source: TableSource & { readonly file: { readonly table: T } },
  notes: TableNotes,
): AsyncGenerator<string> {
  const { file, known } = source;
  const table: SourceTable<T> = sourceTables[file.table];
  const read = rowReader(file, source.profile);
  const buffer = new CopyBuffer();
  for await (const batch of scanRecords(file, source.seed)) {
    notes.received += batch.count;
    source.onRows(notes.received);
    for (let index = 0; index < batch.count; index += 1) {
      if (known !== undefined) {
        const found = known.probe(batch.hash, index * 4);
        if (found !== probe.fresh) {
          if (found === probe.seen) notes.unchanged += 1;
          else noteRepeated(notes, file, batch, index, read(batch, index).sourcedId);
          continue;
        }
      }
      const row = read(batch, index);
      for (const diagnostic of row.diagnostics) notes.findings.push(findingFrom(diagnostic, row.sourcedId));
      if (row.record === undefined) leaveOut(notes, row);
      else if (row.record.status === "tobedeleted")
        notes.deleted.push({ sourcedId: row.sourcedId, ...placeOf(batch, index) });
      else {
        buffer.add(stagedLine(table, row.record, batch, index));
        source.added.push(batch.hash, index * 4);
        notes.staged += 1;
      }
    }
    yield* buffer.take();
  }
  yield* buffer.take();
}

function placeOf(batch: RecordBatch, index: number): { readonly line: number; readonly record: number } {
  return { line: batch.line[index] ?? 0, record: batch.firstRecord + index };
}

/** A row equal to one that was accepted before and is in this file already (quirk Q068): read once, and told. */
function noteRepeated(
  notes: TableNotes,
  file: TableFile,
  batch: RecordBatch,
  index: number,
  sourcedId: string,
): void {
  notes.findings.push({
    ...{ code: "row.id.repeated", severity: "info", file: file.entry.path, ...placeOf(batch, index) },
    ...{ column: "sourcedId", sourcedId, facts: {} },
  });
}

function leaveOut(notes: TableNotes, row: ReadRow<TableName>): void {
  const { sourcedId } = row;
  notes.unreadable += 1;
  if (sourcedId !== "") notes.leftOut.push(sourcedId);
  // Rows that a quote swallowed cannot be told apart any more: whoever is missing may be among them.
  if (sourcedId === "" || row.diagnostics.some(({ code }) => code === "row.quote.swallows"))
    notes.unidentified += 1;
}

function stagedLine<T extends TableName>(
  table: SourceTable<T>,
  record: RecordOf<T>,
  batch: RecordBatch,
  index: number,
): string {
  const place = placeOf(batch, index);
  return `${copyText(record.sourcedId)}\t${place.record}\t${place.line}\t${copyHash(batch.hash, index * 4)}\t${table.cells(record)}\n`;
}
