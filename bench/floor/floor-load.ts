import { scanRecords } from "@muster/oneroster/csv/scan-records.ts";
import type { TableFile } from "@muster/oneroster/csv/table-file.ts";
import { CopyBuffer } from "@muster/sync/database/copy-text.ts";
import type { Transaction } from "@muster/sync/database/transaction.ts";
import { HashCollector } from "@muster/sync/snapshot/hash-collector.ts";
import { saveHashes } from "@muster/sync/snapshot/hash-file.ts";
import { sortHashes } from "@muster/sync/snapshot/sort-hashes.ts";
import {
  type FloorPlace,
  floorHashPath,
  floorSeed,
  inFloorTransaction,
  openFloorFiles,
} from "./floor-place.ts";
import { copyColumns, type FloorTable, floorTable, lineReader } from "./floor-table.ts";

/** A loaded table and the hashes of its records. */
export interface LoadedTable {
  readonly file: TableFile;
  readonly hashes: HashCollector;
}

/**
 * floor-load: every row of every file copied into tables with the columns of Muster's source tables, then the same
 * primary keys and indexes, committed. No check, no plan, no journal. The schema must not exist.
 */
export async function loadFloor(place: FloorPlace, folder: string): Promise<readonly LoadedTable[]> {
  const files = await openFloorFiles(folder);
  return inFloorTransaction(place, async (tx) => {
    await tx.query(`create schema ${place.schema}`);
    await tx.query(
      `create table ${place.schema}.state (table_name text primary key, hashed bigint not null)`,
    );
    const loaded: LoadedTable[] = [];
    for (const file of files) {
      const hashes = new HashCollector(file.entry.size / 64);
      await copyFile(tx, place, file, hashes);
      loaded.push({ file, hashes });
    }
    for (const { file } of loaded) await addIndexes(tx, place, floorTable(file.table));
    return loaded;
  });
}

/** What the first day needs and a load does not: the packed hashes of what was loaded. */
export async function keepFloorHashes(place: FloorPlace, loaded: readonly LoadedTable[]): Promise<void> {
  for (const { file, hashes } of loaded) {
    const packed = hashes.packed();
    sortHashes(packed);
    await saveHashes(floorHashPath(place, file.table), "floor", packed);
    await place.client.query(`insert into ${place.schema}.state values ($1, $2)`, [file.table, hashes.count]);
  }
}

async function copyFile(
  tx: Transaction,
  place: FloorPlace,
  file: TableFile,
  hashes: HashCollector,
): Promise<void> {
  const table = floorTable(file.table);
  const name = `${place.schema}.${table.name}`;
  // district_id, source_id and snapshot_id are there as in Muster's tables, and always 1.
  await tx.query(`
    create table ${name} (like public.${table.name} including defaults);
    alter table ${name} alter district_id set default 1, alter source_id set default 1, alter snapshot_id set default 1`);
  await tx.copyIn(`copy ${name} (${copyColumns(table)}) from stdin`, linesOf(file, table, hashes));
}

async function* linesOf(file: TableFile, table: FloorTable, hashes: HashCollector): AsyncGenerator<string> {
  const read = lineReader(file, table);
  const buffer = new CopyBuffer();
  for await (const batch of scanRecords(file, floorSeed)) {
    for (let index = 0; index < batch.count; index += 1) {
      buffer.add(read(batch, index));
      hashes.push(batch.hash, index * 4);
    }
    yield* buffer.take();
  }
  yield* buffer.take();
}

/** Whatever key and indexes Muster's table has today, read from the catalogue, so that the two never drift apart. */
async function addIndexes(tx: Transaction, place: FloorPlace, table: FloorTable): Promise<void> {
  const keys = await tx.query<{ definition: string }>(
    `select pg_get_constraintdef(oid) as definition from pg_constraint
      where conrelid = $1::regclass and contype = 'p'`,
    [`public.${table.name}`],
  );
  const indexes = await tx.query<{ definition: string }>(
    `select pg_get_indexdef(indexrelid) as definition from pg_index where indrelid = $1::regclass and not indisprimary`,
    [`public.${table.name}`],
  );
  if (keys.length !== 1 || indexes.length === 0)
    throw new Error(`${table.name} has no key or no index to follow`);
  for (const { definition } of keys)
    await tx.query(`alter table ${place.schema}.${table.name} add ${definition}`);
  for (const { definition } of indexes)
    await tx.query(definition.replace(` ON public.${table.name} `, ` ON ${place.schema}.${table.name} `));
}
