import type { Finding } from "@muster/rules/check/finding.ts";
import { readHash } from "../database/copy-text.ts";
import type { Reader, Transaction } from "../database/database.ts";
import type { KnownHashes } from "./known-hashes.ts";
import { noteRows } from "./note-rows.ts";
import type { TableNotes, TableSource } from "./read-table.ts";
import type { StoredTable } from "./source-table.ts";
import { stagingTables, type Weighing } from "./weighing.ts";

/** What became of rows that share an id: `refused` were left out, `repeated` were the same row once more. */
export interface Duplicates {
  readonly refused: number;
  readonly repeated: number;
  readonly findings: readonly Finding[];
  readonly hashes: readonly string[];
}

interface DuplicateRow extends Record<string, unknown> {
  readonly sourced_id: string;
  readonly line: number;
  readonly record: number;
  /** Of the first row with that id; for the first row itself, of the next. */
  readonly other_line: number;
  readonly is_same: boolean;
  readonly row_hash: string;
}

/**
 * Two rows under one sourcedId. Equal to the last byte, they are one row; otherwise nobody can know which is
 * right, so all of them are left out and the record stays as it was: never last-one-wins (quirk Q068). A new row
 * beside an unchanged one of the same id is the same case, and so is a row marked as deleted beside one that is
 * not (quirk Q115).
 */
export async function refuseDuplicates(
  tx: Transaction,
  weighing: Weighing,
  table: StoredTable,
  source: TableSource,
  notes: TableNotes,
): Promise<Duplicates> {
  if (notes.staged + notes.deleted.length === 0) return { refused: 0, repeated: 0, findings: [], hashes: [] };
  const standing = source.known === undefined ? [] : await readStanding(tx, weighing, table, source.known);
  const undecided = notes.deleted.length === 0 ? [] : await keepUndecided(tx, weighing, table, source, notes);
  const twice = notes.staged < 2 ? noneTwice : await removeTwice(tx, table);
  const others = [...standing, ...undecided].filter((row) => !twice.clashing.has(row.record));
  const removed = await removeStaged(tx, table, others);
  await noteRows(
    tx,
    stagingTables.leftOut,
    table,
    others.map((row) => row.sourced_id),
  );
  const shown = [...twice.shown.filter((row) => !row.is_same), ...unique(others)];
  const repeated = twice.shown.filter((row) => row.is_same);
  return {
    refused: twice.clashing.size + removed.length,
    repeated: twice.repeated,
    hashes: [...twice.clashing.values(), ...removed],
    findings: [
      ...shown.map((row) => finding("row.id.duplicate", source, row)),
      ...repeated.map((row) => finding("row.id.repeated", source, row)),
    ],
  };
}

/** How many duplicates of a table are told one by one: a file that was appended to itself holds every row twice. */
const mostShown = 10_000;

interface Twice {
  /** Hash by record of the rows that differ; they are left out. */
  readonly clashing: ReadonlyMap<number, string>;
  readonly repeated: number;
  readonly shown: readonly DuplicateRow[];
}

const noneTwice: Twice = { clashing: new Map(), repeated: 0, shown: [] };

/** Takes new rows that share an id out of the staging table: all that differ, all but the first that are equal. */
async function removeTwice(tx: Transaction, table: StoredTable): Promise<Twice> {
  const staged = stagingTables.staged(table.name);
  await tx.query("drop table if exists duplicate_row");
  await tx.query(
    `create temporary table duplicate_row as
     with twice as (select sourced_id from ${staged} group by sourced_id having count(*) > 1),
          beside as (
       select s.sourced_id, s.line, s.record, s.row_hash,
              case when s.record = min(s.record) over w then nth_value(s.line, 2) over w else min(s.line) over w end as other_line,
              min(s.record) over w as first_record,
              count(*) over (partition by s.sourced_id, s.row_hash) = count(*) over (partition by s.sourced_id) as is_same
         from ${staged} s join twice using (sourced_id)
       window w as (partition by s.sourced_id order by s.record rows between unbounded preceding and unbounded following)
     )
     select * from beside where not is_same or record <> first_record`,
  );
  const shown = await tx.query<DuplicateRow>(
    `select sourced_id, line, record, other_line, is_same, row_hash::text as row_hash
       from duplicate_row order by is_same, record limit ${mostShown}`,
  );
  if (shown.length === 0) return { clashing: new Map(), repeated: 0, shown };
  const [counted] = await tx.query<{ repeated: number }>(
    "select count(*) as repeated from duplicate_row where is_same",
  );
  const clashing = await tx.query<{ record: number; row_hash: string }>(
    "select record, row_hash::text as row_hash from duplicate_row where not is_same",
  );
  await tx.query(`delete from ${staged} s using duplicate_row d where s.record = d.record`);
  await tx.query(
    `insert into ${stagingTables.leftOut} (table_name, sourced_id)
     select distinct '${table.name}', sourced_id from duplicate_row where not is_same`,
  );
  return {
    clashing: new Map(clashing.map((row) => [row.record, row.row_hash])),
    repeated: counted?.repeated ?? 0,
    shown,
  };
}

/** Takes these rows out of the staging table, as far as they are in it, and answers their hashes. */
async function removeStaged(
  tx: Transaction,
  table: StoredTable,
  rows: readonly DuplicateRow[],
): Promise<readonly string[]> {
  if (rows.length === 0) return [];
  const removed = await tx.query<{ row_hash: string }>(
    `delete from ${stagingTables.staged(table.name)} where record = any($1::int[])
     returning row_hash::text as row_hash`,
    [rows.map((row) => row.record)],
  );
  return removed.map((row) => row.row_hash);
}

function finding(
  code: "row.id.duplicate" | "row.id.repeated",
  source: TableSource,
  row: DuplicateRow,
): Finding {
  return {
    code,
    severity: code === "row.id.duplicate" ? "error" : "info",
    file: source.file.entry.path,
    line: row.line,
    record: row.record,
    column: "sourcedId",
    sourcedId: row.sourced_id,
    facts: { otherLine: row.other_line },
  };
}

/** A row may clash with several others; it is left out once. */
function unique(rows: readonly DuplicateRow[]): readonly DuplicateRow[] {
  return [...new Map(rows.map((row) => [row.record, row])).values()];
}

/** New rows whose id an unchanged record of the same file carries already. */
async function readStanding(
  tx: Reader,
  weighing: Weighing,
  table: StoredTable,
  known: KnownHashes,
): Promise<readonly DuplicateRow[]> {
  const rows = await tx.query<DuplicateRow & { standing_hash: string }>(
    `select s.sourced_id, s.line, s.record, s.row_hash::text as row_hash, old.line as other_line, false as is_same,
            old.row_hash::text as standing_hash
       from ${stagingTables.staged(table.name)} s
       join ${table.name} old on old.district_id = $1 and old.source_id = $2 and old.sourced_id = s.sourced_id
      where old.snapshot_id <> $3 and old.row_hash is not null`,
    [weighing.districtId, weighing.sourceId, weighing.snapshotId],
  );
  return rows.filter((row) => wasSeen(known, row.standing_hash));
}

/**
 * Rows marked as deleted whose id another row of the same file lists as active. Their deletion is not believed;
 * they carry no hash, since such rows are never staged. The rows that contradict them, if new, are answered too.
 */
async function keepUndecided(
  tx: Transaction,
  weighing: Weighing,
  table: StoredTable,
  source: TableSource,
  notes: TableNotes,
): Promise<readonly DuplicateRow[]> {
  const isDeleted = `exists (select from ${stagingTables.deletedRow} d
                              where d.table_name = '${table.name}' and d.sourced_id = r.sourced_id)`;
  const fresh = await tx.query<DuplicateRow>(
    `select sourced_id, line, record, row_hash::text as row_hash, line as other_line, false as is_same
       from ${stagingTables.staged(table.name)} r where ${isDeleted}`,
  );
  const standing = await tx.query<DuplicateRow>(
    `select sourced_id, line, record, row_hash::text as row_hash, line as other_line, false as is_same
       from ${table.name} r
      where district_id = $1 and source_id = $2 and snapshot_id <> $3 and row_hash is not null and ${isDeleted}`,
    [weighing.districtId, weighing.sourceId, weighing.snapshotId],
  );
  const active = [
    ...fresh,
    ...standing.filter((row) => source.known !== undefined && wasSeen(source.known, row.row_hash)),
  ];
  if (active.length === 0) return [];
  await tx.query(
    `delete from ${stagingTables.deletedRow} where table_name = $1 and sourced_id = any ($2::text[])`,
    [table.name, active.map((row) => row.sourced_id)],
  );
  const lineOf = new Map(active.map((row) => [row.sourced_id, row.line]));
  const deleted = notes.deleted.flatMap(({ sourcedId, line, record }) => {
    const other = lineOf.get(sourcedId);
    return other === undefined
      ? []
      : [{ sourced_id: sourcedId, line, record, other_line: other, is_same: false, row_hash: "" }];
  });
  const deletedAt = new Map(notes.deleted.map((row) => [row.sourcedId, row.line]));
  const told = fresh.map((row) => ({ ...row, other_line: deletedAt.get(row.sourced_id) ?? row.line }));
  return [...told, ...deleted];
}

function wasSeen(known: KnownHashes, hash: string): boolean {
  const words = new Uint32Array(4);
  readHash(hash, words, 0);
  return known.wasSeen(words, 0);
}
