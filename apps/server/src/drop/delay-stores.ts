import { createHash } from "node:crypto";
import type { Database, Transaction } from "@muster/sync/database/database.ts";
import type { DelayRow, DelayStore } from "./sign-in-delays.ts";

/** Rows of one process; whoever tries more names than that fills the oldest with them. */
const mostRows = 20_000;

/** Keeps rows in this process alone: for a drop without a database, as tests open it. */
export function memoryDelays(): DelayStore {
  const all = new Map<string, DelayRow>();
  return {
    change: async (keys, now, work) => {
      const rows = new Map(keys.flatMap((key) => entryOf(key, all.get(key), now)));
      const result = work(rows);
      for (const key of keys) {
        const row = rows.get(key);
        all.delete(key);
        if (row !== undefined) all.set(key, row);
      }
      for (const key of all.keys()) {
        if (all.size <= mostRows) break;
        all.delete(key);
      }
      return result;
    },
  };
}

function entryOf(key: string, row: DelayRow | undefined, now: number): [string, DelayRow][] {
  return row === undefined || row.forgottenAt <= now ? [] : [[key, row]];
}

/** Keeps rows in the database, for all processes that serve the drop: whoever guesses gains nothing by having several. */
export function databaseDelays(db: Database): DelayStore {
  return {
    change: (keys, now, work) =>
      db.session(undefined, (session) =>
        session.write(async (tx) => {
          const hashes = new Map(keys.map((key) => [hashOf(key), key]));
          const before = await readRows(tx, hashes, now);
          const rows = new Map(before);
          const result = work(rows);
          await writeRows(tx, [...hashes], before, rows);
          await forget(tx, now);
          return result;
        }),
      ),
  };
}

function hashOf(key: string): string {
  return createHash("sha256").update(key).digest("hex");
}

/** Each key is locked, always in the same order, also where there is no row yet. */
async function readRows(
  tx: Transaction,
  hashes: ReadonlyMap<string, string>,
  now: number,
): Promise<Map<string, DelayRow>> {
  const locks = [...hashes.keys()].map((hash) => Buffer.from(hash, "hex").readBigInt64BE(0).toString());
  await tx.query(
    "select pg_advisory_xact_lock(key) from (select key from unnest($1::bigint[]) as key order by key) as sorted",
    [locks],
  );
  const found = await tx.query<{ key: string; failures: number; free_at: number; forgotten_at: number }>(
    `select encode(key, 'hex') as key, failures, free_at::float8 as free_at, forgotten_at::float8 as forgotten_at
       from muster_meta.drop_delay
      where key in (select decode(hash, 'hex') from unnest($1::text[]) as hash) and forgotten_at > $2::bigint`,
    [[...hashes.keys()], now],
  );
  return new Map(
    found.map(({ key, failures, free_at: freeAt, forgotten_at: forgottenAt }) => {
      return [hashes.get(key) ?? "", { failures, freeAt, forgottenAt }];
    }),
  );
}

async function writeRows(
  tx: Transaction,
  hashes: readonly (readonly [hash: string, key: string])[],
  before: ReadonlyMap<string, DelayRow>,
  rows: ReadonlyMap<string, DelayRow>,
): Promise<void> {
  const gone = hashes.filter(([, key]) => before.has(key) && !rows.has(key)).map(([hash]) => hash);
  if (gone.length > 0)
    await tx.query(
      `delete from muster_meta.drop_delay
        where key in (select decode(hash, 'hex') from unnest($1::text[]) as hash)`,
      [gone],
    );
  const kept = hashes.flatMap(([hash, key]) => {
    const row = rows.get(key);
    return row === undefined || row === before.get(key) ? [] : [{ hash, ...row }];
  });
  if (kept.length === 0) return;
  await tx.query(
    `insert into muster_meta.drop_delay (key, failures, free_at, forgotten_at)
     select decode(hash, 'hex'), failures, free_at, forgotten_at
       from unnest($1::text[], $2::integer[], $3::bigint[], $4::bigint[]) as row (hash, failures, free_at, forgotten_at)
         on conflict (key) do update
            set failures = excluded.failures, free_at = excluded.free_at, forgotten_at = excluded.forgotten_at`,
    [
      ...[kept.map(({ hash }) => hash), kept.map(({ failures }) => failures)],
      ...[kept.map(({ freeAt }) => freeAt), kept.map(({ forgottenAt }) => forgottenAt)],
    ],
  );
}

/** A few at a time, and none that somebody else is at. */
async function forget(tx: Transaction, now: number): Promise<void> {
  await tx.query(
    `delete from muster_meta.drop_delay
      where key in (select key from muster_meta.drop_delay
                     where forgotten_at <= $1::bigint order by forgotten_at limit 50 for update skip locked)`,
    [now],
  );
}
