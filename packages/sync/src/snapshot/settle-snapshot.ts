import { randomUUID } from "node:crypto";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { readHash } from "../database/copy-text.ts";
import type { Transaction } from "../database/database.ts";
import type { SnapshotTables } from "./snapshot-row.ts";
import { sourceTables } from "./source-table.ts";

/** What settling did to one source table: enough to bring its packed hashes up to date. */
export interface SettledTable {
  readonly table: TableName;
  readonly token: string;
  readonly hashed: number;
  /** Hashes of records that were replaced or are gone, packed. */
  readonly gone: Uint32Array;
  /** Hashes of new records that must be read again, because a change they feed is held; packed. */
  readonly forgotten: Uint32Array;
}

/** Which records the plan waits with: they are read again next time, and vanished ones stand until then. */
const feeds = [
  ["source_org", "sourced_id", "'school', 'link'"],
  ["source_class", "sourced_id", "'classroom'"],
  ["source_user", "sourced_id", "'student', 'staff', 'guardian', 'guardianship'"],
  ["source_role", "user_sourced_id", "'student', 'staff', 'guardian'"],
  ["source_enrollment", "sourced_id", "'membership'"],
  ["source_guardian", "guardian_sourced_id", "'guardian', 'guardianship'"],
] as const;

/**
 * Accepts what the applied part of a plan rests on: replaced and vanished records go, and each table's row says
 * what it holds now. Records behind a held change lose their hash, so that the next run weighs them again.
 */
export async function settleSnapshot(
  tx: Transaction,
  snapshot: { readonly districtId: number; readonly sourceId: number; readonly snapshotId: number },
  planId: number | undefined,
  tables: SnapshotTables,
): Promise<readonly SettledTable[]> {
  const { districtId, sourceId, snapshotId } = snapshot;
  const values = [districtId, sourceId, snapshotId];
  const unsettled = planId === undefined ? [] : await keepHeld(tx, values, planId);
  await tx.query(
    "delete from source_user where district_id = $1 and source_id = $2 and ended_by = $3 and is_derived",
    values,
  );
  const settled: SettledTable[] = [];
  for (const [table, brought] of Object.entries(tables) as [TableName, SnapshotTables[TableName]][]) {
    if (brought === undefined) continue;
    const { name } = sourceTables[table];
    const gone = await tx.query<{ row_hash: string | null }>(
      `with gone as (delete from ${name} where district_id = $1 and source_id = $2 and ended_by = $3 returning row_hash)
       select row_hash::text as row_hash from gone`,
      values,
    );
    const forgotten = packHashes(unsettled.filter((row) => row.name === name).map((row) => row.row_hash));
    const goneHashes = packHashes(gone.map((row) => row.row_hash));
    const kept = brought.staged - forgotten.length / 4;
    const [row] = await tx.query<{ token: string; hashed: number }>(
      `insert into source_table as t (district_id, source_id, table_name, layout, records, hashed, token)
       values ($1, $2, $3, $4, $5, $6, $7)
       on conflict (district_id, source_id, table_name) do update
          set layout = excluded.layout, token = excluded.token, records = t.records + $8, hashed = t.hashed + $9
       returning token::text as token, hashed`,
      [
        ...[districtId, sourceId, table, brought.layout, brought.staged, kept, randomUUID()],
        ...[brought.staged - gone.length, kept - goneHashes.length / 4],
      ],
    );
    if (row === undefined) throw new Error("source_table answers its row");
    settled.push({ table, gone: goneHashes, forgotten, ...row });
  }
  await tx.query(
    "update snapshot set standing = 'accepted', is_settled = $3 where district_id = $1 and snapshot_id = $2",
    [
      districtId,
      snapshotId,
      unsettled.length === 0 && !Object.values(tables).some((table) => table.leftOut > 0),
    ],
  );
  return settled;
}

interface Unsettled extends Record<string, unknown> {
  readonly name: string;
  readonly row_hash: string | null;
}

async function keepHeld(
  tx: Transaction,
  values: readonly unknown[],
  planId: number,
): Promise<readonly Unsettled[]> {
  const [held] = await tx.query(
    "select 1 from plan_slice where district_id = $1 and plan_id = $2 and applied_in_run is null limit 1",
    [values[0], planId],
  );
  if (held === undefined) return [];
  const unsettled: Unsettled[] = [];
  for (const [name, column, types] of feeds) {
    const behind = `${column} in (
      select id from plan_change c join plan_slice s using (district_id, plan_id, slice),
             unnest(c.sourced_ids) as id
       where c.district_id = $1 and c.plan_id = $4 and s.applied_in_run is null and c.type in (${types}))`;
    const ours = `t.district_id = $1 and t.source_id = $2`;
    await tx.query(
      `update ${name} t set ended_by = null
        where ${ours} and t.ended_by = $3 and t.${behind}
          and not exists (select from ${name} n where n.district_id = $1 and n.source_id = $2
                             and n.sourced_id = t.sourced_id and n.snapshot_id = $3)`,
      [...values, planId],
    );
    const rows = await tx.query<Unsettled>(
      `with was as (select sourced_id, row_hash from ${name} t
                     where ${ours} and t.snapshot_id = $3 and t.${behind} and t.row_hash is not null),
            now as (update ${name} t set row_hash = null from was
                     where ${ours} and t.snapshot_id = $3 and t.sourced_id = was.sourced_id returning t.sourced_id)
       select '${name}' as name, row_hash::text as row_hash from was where exists (select from now)`,
      [...values, planId],
    );
    unsettled.push(...rows);
  }
  return unsettled;
}

export function packHashes(hashes: readonly (string | null)[]): Uint32Array {
  const present = hashes.filter((hash) => hash !== null);
  const packed = new Uint32Array(present.length * 4);
  present.forEach((hash, index) => {
    readHash(hash, packed, index * 4);
  });
  return packed;
}
