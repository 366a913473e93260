import path from "node:path";
import { readPackage } from "@muster/oneroster/csv/read-package.ts";
import { defaultProfile } from "@muster/oneroster/csv/read-profile.ts";
import type { TableFile } from "@muster/oneroster/csv/table-file.ts";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { type Transaction, transactionOn } from "@muster/sync/database/transaction.ts";
import { openUpload } from "@muster/sync/source/upload/open-upload.ts";
import type pg from "pg";

/** Where a floor lives: a schema beside Muster's tables, and a folder for its packed hashes. */
export interface FloorPlace {
  readonly client: pg.ClientBase;
  readonly schema: string;
  readonly folder: string;
}

/** Any two words do: the floor's hashes are compared with its own alone. */
export const floorSeed: readonly [number, number] = [0x666c6f6f, 0x72000001];

/** The files of a OneRoster folder, recognised by their heads: nothing is proved about their encoding. */
export async function openFloorFiles(folder: string): Promise<readonly TableFile[]> {
  const { entries } = await openUpload(folder);
  const pack = await readPackage(entries, defaultProfile, { encodingProof: "head" });
  return pack.files;
}

/** The packed hashes of one table. */
export function floorHashPath(place: FloorPlace, table: TableName): string {
  return path.join(place.folder, `${place.schema}-${table}.hashes`);
}

/** One transaction of the floor; committed when `work` returns. A failure ends the connection and with it the rest. */
export async function inFloorTransaction<T>(
  place: FloorPlace,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  const tx = transactionOn(place.client, () => true);
  await tx.query("begin");
  try {
    const result = await work(tx);
    await tx.query("commit");
    return result;
  } catch (error) {
    await place.client.query("rollback");
    throw error;
  }
}
