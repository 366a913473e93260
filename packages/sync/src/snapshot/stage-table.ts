import type { Finding } from "@muster/rules/check/finding.ts";
import { copyText, readHash } from "../database/copy-text.ts";
import type { Reader, Transaction } from "../database/database.ts";
import { hashLines } from "./hash-lines.ts";
import type { KnownHashes } from "./known-hashes.ts";
import { readTable, startNotes, type TableNotes, type TableSource } from "./read-table.ts";
import { type StoredTable, sourceTables } from "./source-table.ts";
import type { TableReading } from "./table-reading.ts";
import { stagingTables, type Weighing } from "./weighing.ts";

/**
 * Reads one file into the source table beside what was accepted before, and marks what it replaces or no longer
 * lists. Nothing of the directory is touched, and all of it can be taken back (`discardSnapshot`).
 */
export async function stageTable(
  tx: Transaction,
  weighing: Weighing,
  source: TableSource,
): Promise<TableReading> {
  const table: StoredTable = sourceTables[source.file.table];
  const notes = startNotes();
  await makeStagingTable(tx, table);
  const columns = ["sourced_id", "record", "line", "row_hash", ...table.columns].join(", ");
  const staged = stagingTables.staged(table.name);
  await tx.copyIn(`copy ${staged} (${columns}) from stdin`, readTable(source, notes));
  if (notes.staged > 0) await tx.query(`analyze ${staged}`);
  await noteRows(tx, stagingTables.leftOut, table, notes.leftOut);
  await noteRows(tx, stagingTables.deletedRow, table, notes.deleted);
  const duplicates = await refuseDuplicates(tx, weighing, table, source);
  await endReplaced(tx, weighing, table, source, notes);
  await tx.query(
    `insert into ${table.name} (district_id, source_id, snapshot_id, ${columns})
     select $1, $2, $3, ${columns} from ${staged}`,
    [weighing.districtId, weighing.sourceId, weighing.snapshotId],
  );
  if (source.file.table === "users") await noteAgents(tx, weighing);
  if (notes.staged > 300 && notes.staged * 5 > notes.unchanged) await tx.query("select refresh_statistics($1)", [[table.name]]);
  return reading(source, notes, duplicates);
}

function reading(source: TableSource, notes: TableNotes, duplicates: Duplicates): TableReading {
  const { file } = source;
  return {
    table: file.table,
    file: file.entry.path,
    mode: file.mode,
    layout: file.layoutFingerprint,
    isWhole: source.known === undefined,
    received: notes.received,
    unchanged: notes.unchanged,
    staged: notes.staged - duplicates.removed,
    unreadable: notes.unreadable + duplicates.removed,
    leftOut: notes.leftOut,
    deleted: notes.deleted,
    unidentified: notes.unidentified,
    excluded: duplicates.hashes,
    findings: [...notes.findings, ...duplicates.findings],
  };
}

/** Keeps who names whom as family where the named can find it. */
async function noteAgents(tx: Transaction, weighing: Weighing): Promise<void> {
  await tx.query(
    `insert into source_agent (district_id, source_id, agent_sourced_id, user_sourced_id)
     select distinct $1::int, $2::int, a.agent, s.sourced_id
       from ${stagingTables.staged("source_user")} s, unnest(s.agent_sourced_ids) as a (agent)
      order by 3, 4
     on conflict do nothing`,
    [weighing.districtId, weighing.sourceId],
  );
}

/** The temporary tables that all tables of a weighing share. */
export async function makeStaging(tx: Transaction): Promise<void> {
  await tx.query(`
    create temporary table if not exists ${stagingTables.goneHash} (row_hash uuid);
    create temporary table if not exists ${stagingTables.leftOut} (table_name text, sourced_id text collate "C");
    create temporary table if not exists ${stagingTables.deletedRow} (table_name text, sourced_id text collate "C");
    truncate ${stagingTables.goneHash}, ${stagingTables.leftOut}, ${stagingTables.deletedRow};`);
  for (const table of Object.values(sourceTables)) await makeStagingTable(tx, table);
}

async function makeStagingTable(tx: Transaction, table: StoredTable): Promise<void> {
  const staged = stagingTables.staged(table.name);
  const columns = ["sourced_id", "record", "line", "row_hash", ...table.columns].join(", ");
  await tx.query(`drop table if exists ${staged}`);
  await tx.query(`create temporary table ${staged} as select ${columns} from ${table.name} with no data`);
}

async function noteRows(
  tx: Transaction,
  into: string,
  table: StoredTable,
  ids: readonly string[],
): Promise<void> {
  if (ids.length === 0) return;
  const lines = ids.map((id) => `${table.name}\t${copyText(id)}\n`);
  await tx.copyIn(`copy ${into} (table_name, sourced_id) from stdin`, lines);
}

interface Duplicates {
  readonly removed: number;
  readonly findings: readonly Finding[];
  readonly hashes: readonly string[];
}

interface DuplicateRow extends Record<string, unknown> {
  readonly sourced_id: string;
  readonly line: number;
  readonly record: number;
  readonly other_line: number;
  readonly is_same: boolean;
  readonly row_hash: string;
}

/**
 * Two rows under one sourcedId. Equal to the last byte, they are one row; otherwise nobody can know which is
 * right, so all of them are left out and the record stays as it was: never last-one-wins (quirk Q068).
 * A new row beside an unchanged one of the same id is the same case.
 */
async function refuseDuplicates(
  tx: Transaction,
  weighing: Weighing,
  table: StoredTable,
  source: TableSource,
): Promise<Duplicates> {
  const staged = stagingTables.staged(table.name);
  const rows = await tx.query<DuplicateRow>(
    `with twice as (select sourced_id from ${staged} group by sourced_id having count(*) > 1)
     select s.sourced_id, s.line, s.record, s.row_hash::text as row_hash, min(s.line) over w as other_line,
            count(*) over (partition by s.sourced_id, s.row_hash) = count(*) over (partition by s.sourced_id) as is_same
       from ${staged} s join twice using (sourced_id)
     window w as (partition by s.sourced_id)
     order by s.record limit 10000`,
  );
  const standing = source.known === undefined ? [] : await readStanding(tx, weighing, table, source.known);
  if (rows.length === 0 && standing.length === 0) return { removed: 0, findings: [], hashes: [] };
  const repeated = rows.filter((row) => row.is_same && row.line !== row.other_line);
  const clashing = [...rows.filter((row) => !row.is_same), ...standing];
  await tx.query(`delete from ${staged} where record = any($1::int[])`, [
    [...repeated, ...clashing].map((row) => row.record),
  ]);
  await noteRows(
    tx,
    stagingTables.leftOut,
    table,
    clashing.map((row) => row.sourced_id),
  );
  const finding =
    (code: "row.id.duplicate" | "row.id.repeated") =>
    (row: DuplicateRow): Finding => ({
      code,
      severity: code === "row.id.duplicate" ? "error" : "info",
      file: source.file.entry.path,
      line: row.line,
      record: row.record,
      column: "sourcedId",
      sourcedId: row.sourced_id,
      facts: { otherLine: row.other_line },
    });
  return {
    removed: clashing.length,
    hashes: clashing.map((row) => row.row_hash),
    findings: [...clashing.map(finding("row.id.duplicate")), ...repeated.map(finding("row.id.repeated"))],
  };
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
  const words = new Uint32Array(4);
  return rows.filter((row) => {
    readHash(row.standing_hash, words, 0);
    return known.wasSeen(words, 0);
  });
}

/**
 * Marks the accepted records that the file replaces or no longer lists. A record is believed gone only where the
 * whole file was read: not in a delta, not where a row left out for an error carries its id, and not where some
 * row has no readable id at all (docs/decisions/0004-absence-is-not-removal.md).
 */
async function endReplaced(
  tx: Transaction,
  weighing: Weighing,
  table: StoredTable,
  source: TableSource,
  notes: TableNotes,
): Promise<void> {
  const { districtId, sourceId, snapshotId } = weighing;
  const values = [districtId, sourceId, snapshotId];
  const staged = stagingTables.staged(table.name);
  const ours =
    "old.district_id = $1 and old.source_id = $2 and old.snapshot_id <> $3 and old.ended_by is null";
  await tx.query(
    `update ${table.name} old set ended_by = $3 from ${staged} s where ${ours} and old.sourced_id = s.sourced_id`,
    values,
  );
  if (notes.deleted.length > 0)
    await tx.query(
      `update ${table.name} old set ended_by = $3 from ${stagingTables.deletedRow} d
        where ${ours} and d.table_name = '${table.name}' and old.sourced_id = d.sourced_id`,
      values,
    );
  if (source.file.mode === "delta" || notes.unidentified > 0) return;
  const isPresent = `exists (select from ${stagingTables.leftOut} l
                              where l.table_name = '${table.name}' and l.sourced_id = old.sourced_id)`;
  // People whom guardians.csv alone names are no rows of users.csv; they are weighed with that file.
  const isRow = table.name === "source_user" ? "not old.is_derived" : "true";
  if (source.known === undefined) {
    await tx.query(
      `update ${table.name} old set ended_by = $3 where ${ours} and ${isRow} and not ${isPresent}`,
      values,
    );
    return;
  }
  // A record that must be read again has no hash: it is gone unless the file gave it a new row just now.
  await tx.query(
    `update ${table.name} old set ended_by = $3 where ${ours} and ${isRow} and old.row_hash is null and not ${isPresent}`,
    values,
  );
  const gone = source.known.unseen();
  await tx.query(`truncate ${stagingTables.goneHash}`);
  await tx.copyIn(`copy ${stagingTables.goneHash} (row_hash) from stdin`, hashLines(gone));
  await tx.query(`analyze ${stagingTables.goneHash}`);
  await tx.query(
    `update ${table.name} old set ended_by = $3 from ${stagingTables.goneHash} g
      where ${ours} and old.row_hash = g.row_hash and not ${isPresent}`,
    values,
  );
}
