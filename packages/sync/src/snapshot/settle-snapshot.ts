import { randomUUID } from "node:crypto";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import type { Transaction } from "../database/database.ts";
import { keepHeld, type UnsettledRecord } from "./keep-held.ts";
import { packHashes } from "./pack-hashes.ts";
import type { SnapshotKey, SnapshotTables } from "./snapshot-row.ts";
import { sourceTables, tableNames } from "./source-table.ts";
import type { Absence } from "./weighing.ts";

/** What settling did to one source table: enough to bring its packed hashes up to date. */
export interface SettledTable {
  readonly table: TableName;
  readonly token: string;
  readonly hashed: number;
  /** Hashes of records that were replaced or are gone, packed. */
  readonly gone: Uint32Array;
  /** Hashes of records, new or old, that must be read again, because a change they feed is held; packed. */
  readonly forgotten: Uint32Array;
}

/**
 * Accepts what the applied part of a plan rests on: replaced and vanished records go, and each table's row says
 * what it holds now. Records behind a held change lose their hash, so that the next run weighs them again.
 */
export async function settleSnapshot(
  tx: Transaction,
  snapshot: SnapshotKey & { readonly absence: Absence },
  planId: number,
  tables: SnapshotTables,
): Promise<readonly SettledTable[]> {
  const { districtId, sourceId, snapshotId } = snapshot;
  const { isHeld, unsettled } = await keepHeld(tx, snapshot, planId);
  await tx.query(
    "delete from source_user where district_id = $1 and source_id = $2 and ended_by = $3 and is_derived",
    [districtId, sourceId, snapshotId],
  );
  const settled: SettledTable[] = [];
  for (const [table, brought] of Object.entries(tables) as [TableName, SnapshotTables[TableName]][])
    if (brought !== undefined) settled.push(await settleTable(tx, snapshot, table, brought, unsettled));
  for (const table of tableNames)
    if (tables[table] === undefined) await settleAbsent(tx, snapshot, table, unsettled);
  // The same files mean something else once absence does.
  const isSettled =
    snapshot.absence === "left" && !isHeld && !Object.values(tables).some((table) => table.leftOut > 0);
  await tx.query(
    "update snapshot set standing = 'accepted', is_settled = $3 where district_id = $1 and snapshot_id = $2",
    [districtId, snapshotId, isSettled],
  );
  return settled;
}

async function settleTable(
  tx: Transaction,
  { districtId, sourceId, snapshotId }: SnapshotKey,
  table: TableName,
  brought: NonNullable<SnapshotTables[TableName]>,
  unsettled: readonly UnsettledRecord[],
): Promise<SettledTable> {
  const { name } = sourceTables[table];
  const ended = await deleteEnded(tx, { districtId, sourceId, snapshotId }, name);
  const gone = packHashes(ended);
  const forgotten = packHashes(unsettled.filter((row) => row.name === name).map((row) => row.row_hash));
  const hashed = brought.staged - forgotten.length / 4;
  const [row] = await tx.query<{ token: string; hashed: number }>(
    `insert into source_table as t (district_id, source_id, table_name, layout, records, hashed, token)
     values ($1, $2, $3, $4, $5, $6, $7)
     on conflict (district_id, source_id, table_name) do update
        set layout = excluded.layout, token = excluded.token, records = t.records + $8, hashed = t.hashed + $9
     returning token::text as token, hashed`,
    [
      ...[districtId, sourceId, table, brought.layout, brought.staged, hashed, randomUUID()],
      ...[brought.staged - ended.length, hashed - gone.length / 4],
    ],
  );
  if (row === undefined) throw new Error("source_table answers its row");
  return { table, gone, forgotten, ...row };
}

/** A table of which the snapshot brought no file: what was leaving may be gone, and what feeds a held change waits. */
async function settleAbsent(
  tx: Transaction,
  snapshot: SnapshotKey,
  table: TableName,
  unsettled: readonly UnsettledRecord[],
): Promise<void> {
  const { name } = sourceTables[table];
  const ended = await deleteEnded(tx, snapshot, name);
  const forgotten = unsettled.filter((row) => row.name === name).length;
  if (ended.length === 0 && forgotten === 0) return;
  // A new token makes the packed hashes beside the snapshot void; they are rebuilt from these rows.
  await tx.query(
    `update source_table set token = gen_random_uuid(), records = records - $4, hashed = hashed - $5
      where district_id = $1 and source_id = $2 and table_name = $3`,
    [
      ...[snapshot.districtId, snapshot.sourceId, table, ended.length],
      forgotten + ended.filter((hash) => hash !== null).length,
    ],
  );
}

/** Answers the hashes of the records that the snapshot replaced or no longer lists. */
async function deleteEnded(
  tx: Transaction,
  { districtId, sourceId, snapshotId }: SnapshotKey,
  name: string,
): Promise<readonly (string | null)[]> {
  const ended = await tx.query<{ row_hash: string | null }>(
    `with gone as (delete from ${name} where district_id = $1 and source_id = $2 and ended_by = $3 returning row_hash)
     select row_hash::text as row_hash from gone`,
    [districtId, sourceId, snapshotId],
  );
  return ended.map((row) => row.row_hash);
}
