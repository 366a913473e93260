import { join } from "node:path";
import type { TableName } from "@muster/oneroster/model/table-name.ts";
import { readHash } from "../database/copy-text.ts";
import type { Reader } from "../database/database.ts";
import { loadHashes } from "./hash-file.ts";
import { KnownHashes } from "./known-hashes.ts";
import { sourceTables } from "./source-table.ts";

/** What is known of a source table before a snapshot is read. */
export interface KnownTable {
  readonly layout: string;
  readonly hashes: KnownHashes;
}

/** Where the packed hashes of a table are kept: a cache, rebuilt from the database when it does not fit. */
export function hashPath(home: string, districtId: number, sourceId: number, table: TableName): string {
  return join(home, "hashes", String(districtId), String(sourceId), `${table}.hashes`);
}

/** The hashes of the accepted records, from the file beside the snapshots or, failing that, from the database. */
export async function readKnown(
  tx: Reader,
  home: string,
  source: { readonly districtId: number; readonly sourceId: number },
  table: TableName,
): Promise<KnownTable | undefined> {
  const { districtId, sourceId } = source;
  const [row] = await tx.query<{ layout: string; hashed: number; token: string }>(
    `select layout, hashed, token::text as token from source_table
      where district_id = $1 and source_id = $2 and table_name = $3`,
    [districtId, sourceId, table],
  );
  if (row === undefined) return undefined;
  const path = hashPath(home, districtId, sourceId, table);
  const packed =
    (await loadHashes(path, { token: row.token, count: row.hashed })) ??
    (await readHashes(tx, source, sourceTables[table].name, row.hashed));
  return { layout: row.layout, hashes: KnownHashes.fromPacked(packed) };
}

async function readHashes(
  tx: Reader,
  source: { readonly districtId: number; readonly sourceId: number },
  name: string,
  expected: number,
): Promise<Uint32Array> {
  let packed = new Uint32Array(expected * 4);
  let used = 0;
  const rows = tx.streamArrays(
    `select row_hash::text from ${name}
      where district_id = $1 and source_id = $2 and row_hash is not null and ended_by is null`,
    [source.districtId, source.sourceId],
    20_000,
  );
  for await (const batch of rows) {
    if (used + batch.length * 4 > packed.length) {
      const larger = new Uint32Array(Math.max(packed.length * 2, used + batch.length * 4));
      larger.set(packed.subarray(0, used));
      packed = larger;
    }
    for (const [hash] of batch) {
      readHash(String(hash), packed, used);
      used += 4;
    }
  }
  return packed.subarray(0, used);
}
