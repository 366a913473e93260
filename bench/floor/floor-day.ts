import { scanRecords } from "@muster/oneroster/csv/scan-records.ts";
import type { TableFile } from "@muster/oneroster/csv/table-file.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { CopyBuffer } from "@muster/sync/database/copy-text.ts";
import type { Transaction } from "@muster/sync/database/transaction.ts";
import { HashCollector } from "@muster/sync/snapshot/hash-collector.ts";
import { loadHashes, saveHashes } from "@muster/sync/snapshot/hash-file.ts";
import { hashLines } from "@muster/sync/snapshot/hash-lines.ts";
import { KnownHashes, probe } from "@muster/sync/snapshot/known-hashes.ts";
import {
  type FloorPlace,
  floorHashPath,
  floorSeed,
  inFloorTransaction,
  openFloorFiles,
} from "./floor-place.ts";
import { copyColumns, type FloorTable, floorTable, lineReader } from "./floor-table.ts";

/** What a day of the floor wrote. */
export interface FloorDay {
  /** Rows copied: new and changed. */
  readonly fresh: number;
  /** Records of before that are not in the files any more: changed and vanished. */
  readonly gone: number;
}

interface TableDelta {
  readonly table: TableName;
  readonly known: KnownHashes;
  readonly added: HashCollector;
  readonly gone: Uint32Array;
}

/**
 * floor-day: records split and hashed as bytes and looked up in the saved hashes of the day before; only those not
 * found are parsed, copied into a temporary table, and written by one delete and one upsert a table; committed; the
 * hashes of today saved. No check, no plan, no journal.
 */
export async function liveFloorDay(place: FloorPlace, folder: string): Promise<FloorDay> {
  const files = await openFloorFiles(folder);
  const deltas = await inFloorTransaction(place, async (tx) => {
    const found: TableDelta[] = [];
    for (const file of files) found.push(await writeDelta(tx, place, file));
    return found;
  });
  for (const { table, known, gone, added } of deltas) {
    if (gone.length === 0 && added.count === 0) continue;
    await saveHashes(floorHashPath(place, table), "floor", known.nextBlocks(gone, added.packed()));
  }
  return {
    fresh: deltas.reduce((sum, delta) => sum + delta.added.count, 0),
    gone: deltas.reduce((sum, delta) => sum + delta.gone.length / 4, 0),
  };
}

async function writeDelta(tx: Transaction, place: FloorPlace, file: TableFile): Promise<TableDelta> {
  const table = floorTable(file.table);
  const known = await loadKnown(tx, place, file.table);
  const added = new HashCollector();
  // One file after the other, and the lines of a day are few: they wait in memory until it is known that there are any.
  const lines = await freshLines(file, table, known, added);
  const gone = known.unseen();
  if (lines.length > 0 || gone.length > 0) {
    await copyDelta(tx, place, table, { lines, gone });
    await applyDelta(tx, place, table);
    const change = added.count - gone.length / 4;
    await tx.query(`update ${place.schema}.state set hashed = hashed + $2 where table_name = $1`, [
      file.table,
      change,
    ]);
  }
  return { table: file.table, known, added, gone };
}

async function loadKnown(tx: Transaction, place: FloorPlace, table: TableName): Promise<KnownHashes> {
  const [state] = await tx.query<{ hashed: string }>(
    `select hashed from ${place.schema}.state where table_name = $1`,
    [table],
  );
  const expected = { token: "floor", count: Number(state?.hashed) };
  const packed = await loadHashes(floorHashPath(place, table), expected);
  if (packed === undefined) throw new Error(`the floor has lost the hashes of ${table}`);
  return KnownHashes.fromPacked(packed);
}

async function freshLines(
  file: TableFile,
  table: FloorTable,
  known: KnownHashes,
  added: HashCollector,
): Promise<readonly string[]> {
  const read = lineReader(file, table);
  const buffer = new CopyBuffer();
  for await (const batch of scanRecords(file, floorSeed)) {
    for (let index = 0; index < batch.count; index += 1) {
      if (known.probe(batch.hash, index * 4) !== probe.fresh) continue;
      buffer.add(read(batch, index));
      added.push(batch.hash, index * 4);
    }
  }
  return buffer.take();
}

async function copyDelta(
  tx: Transaction,
  place: FloorPlace,
  table: FloorTable,
  { lines, gone }: { readonly lines: readonly string[]; readonly gone: Uint32Array },
): Promise<void> {
  const columns = copyColumns(table);
  await tx.query(`
    create temporary table delta on commit drop as select ${columns} from ${place.schema}.${table.name} with no data;
    create temporary table gone (row_hash uuid) on commit drop`);
  await tx.copyIn(`copy delta (${columns}) from stdin`, lines);
  await tx.copyIn("copy gone (row_hash) from stdin", hashLines(gone));
  await tx.query("analyze delta, gone");
}

async function applyDelta(tx: Transaction, place: FloorPlace, table: FloorTable): Promise<void> {
  const columns = copyColumns(table).split(", ");
  const written = columns.filter((column) => column !== "sourced_id");
  await tx.query(
    `delete from ${place.schema}.${table.name} old using gone
      where old.district_id = 1 and old.source_id = 1 and old.row_hash = gone.row_hash
        and not exists (select from delta where delta.sourced_id = old.sourced_id)`,
  );
  await tx.query(
    `insert into ${place.schema}.${table.name} (${columns.join(", ")}) select ${columns.join(", ")} from delta
     on conflict (district_id, source_id, sourced_id, snapshot_id)
     do update set ${written.map((column) => `${column} = excluded.${column}`).join(", ")}`,
  );
  await tx.query("drop table delta, gone");
}
