import type { Finding } from "@muster/rules/check/finding.ts";
import type { Transaction } from "../database/database.ts";
import { refreshStatistics } from "../database/refresh-statistics.ts";
import { endReplaced } from "./end-replaced.ts";
import { fillSchool } from "./fill-school.ts";
import { noteRows } from "./note-rows.ts";
import { type ReadAhead, readAhead } from "./read-ahead.ts";
import { readTable, startNotes, type TableNotes, type TableSource } from "./read-table.ts";
import { type Duplicates, refuseDuplicates } from "./refuse-duplicates.ts";
import { type StoredTable, sourceTables } from "./source-table.ts";
import type { TableReading } from "./table-reading.ts";
import { stagingTables, type Weighing } from "./weighing.ts";

/** A file whose reading has begun. */
export interface OpenTable {
  readonly source: TableSource;
  readonly notes: TableNotes;
  readonly lines: ReadAhead;
}

/** Of COPY lines; at most two files are read at a time. */
const aheadCharacters = 512 * 1024;

/** Begins to read a file, before the one ahead of it is staged. */
export function openTable(source: TableSource): OpenTable {
  const notes = startNotes();
  return { source, notes, lines: readAhead(readTable(source, notes), aheadCharacters) };
}

/**
 * Takes one file into the source table beside what was accepted before, and marks what it replaces or no longer
 * lists. Nothing of the directory is touched, and all of it can be taken back (`discardSnapshot`).
 */
export async function stageTable(
  tx: Transaction,
  weighing: Weighing,
  { source, notes, lines }: OpenTable,
): Promise<TableReading> {
  const table: StoredTable = sourceTables[source.file.table];
  const columns = ["sourced_id", "record", "line", "row_hash", ...table.columns].join(", ");
  const staged = stagingTables.staged(table.name);
  await tx.copyIn(`copy ${staged} (${columns}) from stdin`, lines);
  await fillSchool(tx, weighing, table);
  if (notes.staged > 0) await tx.query(`analyze ${staged}`);
  await noteRows(tx, stagingTables.leftOut, table, notes.leftOut);
  await noteRows(
    tx,
    stagingTables.deletedRow,
    table,
    notes.deleted.map((row) => row.sourcedId),
  );
  const duplicates = await refuseDuplicates(tx, weighing, table, source, notes);
  await endReplaced(tx, weighing, table, source, notes);
  await tx.query(
    `insert into ${table.name} (district_id, source_id, snapshot_id, ${columns})
     select $1, $2, $3, ${columns} from ${staged}`,
    [weighing.districtId, weighing.sourceId, weighing.snapshotId],
  );
  if (source.file.table === "users") await noteAgents(tx, weighing);
  if (notes.staged > 300 && notes.staged * 5 > notes.unchanged)
    await refreshStatistics(tx, [table.name], notes.staged);
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
    staged: notes.staged - duplicates.refused - duplicates.repeated,
    unreadable: notes.unreadable + duplicates.refused,
    leftOut: notes.leftOut,
    deleted: notes.deleted.map((row) => row.sourcedId),
    unidentified: notes.unidentified,
    excluded: duplicates.hashes,
    findings: [...notes.findings, ...duplicates.findings, ...unidentified(source, notes)],
  };
}

/** Where a row's ID cannot be read, nobody can be said to be missing from the file: said once, with the number. */
function unidentified({ file }: TableSource, notes: TableNotes): readonly Finding[] {
  if (notes.unidentified === 0 || file.mode === "delta") return [];
  return [
    {
      ...{ code: "row.id.unreadable", severity: "warning", file: file.entry.path, line: undefined },
      ...{
        record: undefined,
        column: "sourcedId",
        sourcedId: undefined,
        facts: { rows: notes.unidentified },
      },
    },
  ];
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
