import { createHash } from "node:crypto";
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type pg from "pg";
import { Fault } from "../fault.ts";
import { advisoryKey } from "./session.ts";
import { runStatement } from "./transaction.ts";

/** One numbered file of a migrations folder. */
export interface Migration {
  readonly number: number;
  /** The file's name, "0001-districts.sql". */
  readonly name: string;
  readonly sql: string;
  /** SHA-256 of the file, hex. */
  readonly sha256: string;
}

/** Where the numbered files of Muster itself are. */
export const migrationsFolder: string = path.join(import.meta.dirname, "migrations");

/**
 * Reads a folder of `0001-what-it-does.sql`, in order. Throws when a number is missing or used twice: that is our
 * mistake, and a database must not be built from it.
 */
export async function readMigrations(folder: string): Promise<readonly Migration[]> {
  const names = (await readdir(folder)).filter((name) => name.endsWith(".sql")).sort();
  return Promise.all(
    names.map(async (name, index) => {
      const number = Number(/^(\d{4})-[a-z0-9-]+\.sql$/.exec(name)?.[1] ?? Number.NaN);
      if (number !== index + 1)
        throw new Error(`migration ${name} should be number ${index + 1} of its folder`);
      const sql = await readFile(path.join(folder, name), "utf8");
      return { number, name, sql, sha256: createHash("sha256").update(sql).digest("hex") };
    }),
  );
}

const migrationLock = advisoryKey("muster", "migrate");

/**
 * Brings the database up to the migrations given, forward only, one transaction each, under a lock: of several
 * processes starting together one migrates and the others wait. `client` is the owner's. Answers the names applied.
 *
 * Throws `database.schema.newer` when a newer Muster has been here, `database.schema.different` when an applied
 * file reads otherwise now.
 *
 * @NOTE Row-level security is forced on the owner too: a migration that moves rows takes `no force row level
 * security` from its tables for its own transaction and puts it back.
 */
export async function migrate(
  client: pg.ClientBase,
  migrations: readonly Migration[],
  onProgress: (text: string) => void = () => undefined,
): Promise<readonly string[]> {
  if (isCurrent(await readLedger(client), migrations)) return [];
  await runStatement(client, "select pg_advisory_lock($1)", [migrationLock]);
  try {
    await runStatement(client, createLedger);
    const missing = missingFrom(await readLedger(client), migrations);
    for (const migration of missing) {
      onProgress(`Preparing the tables: ${migration.name}`);
      await applyMigration(client, migration);
    }
    return missing.map((migration) => migration.name);
  } finally {
    await runStatement(client, "select pg_advisory_unlock($1)", [migrationLock]);
  }
}

const createLedger = `
  create schema if not exists muster_meta;
  create table if not exists muster_meta.migration (
    number     integer primary key,
    name       text not null,
    sha256     text not null,
    applied_at timestamptz not null default now()
  )`;

interface Applied {
  readonly number: number;
  readonly sha256: string;
}

/** What has been applied; nothing where the ledger does not exist yet. */
async function readLedger(client: pg.ClientBase): Promise<readonly Applied[]> {
  const [found] = await runStatement(
    client,
    "select to_regclass('muster_meta.migration') is not null as is_there",
  );
  if (found?.is_there !== true) return [];
  const rows = await runStatement(client, "select number, sha256 from muster_meta.migration order by number");
  return rows.map((row) => ({ number: Number(row.number), sha256: String(row.sha256) }));
}

function isCurrent(applied: readonly Applied[], migrations: readonly Migration[]): boolean {
  return applied.length > 0 && missingFrom(applied, migrations).length === 0;
}

/** The migrations still to apply, after what has been applied was found to be the same. */
function missingFrom(applied: readonly Applied[], migrations: readonly Migration[]): readonly Migration[] {
  const known = new Map(migrations.map((migration) => [migration.number, migration]));
  for (const { number, sha256 } of applied) {
    const migration = known.get(number);
    if (migration === undefined) throw newerSchema(number, migrations.length);
    if (migration.sha256 !== sha256) throw differentSchema(migration);
  }
  return migrations.slice(applied.length);
}

function newerSchema(found: number, known: number): Fault {
  return new Fault(
    "database.schema.newer",
    "never",
    `A newer Muster has used this database (its tables are at step ${found}, this Muster knows ${known}). Start the newer Muster instead.`,
    { found, known },
  );
}

function differentSchema(migration: Migration): Fault {
  return new Fault(
    "database.schema.different",
    "never",
    `The tables of this database were made by another edition of ${migration.name}. Start the Muster that made them.`,
    { migration: migration.name },
  );
}

async function applyMigration(client: pg.ClientBase, migration: Migration): Promise<void> {
  await runStatement(client, "begin");
  try {
    await runStatement(client, migration.sql);
    await runStatement(
      client,
      "insert into muster_meta.migration (number, name, sha256) values ($1, $2, $3)",
      [migration.number, migration.name, migration.sha256],
    );
    await runStatement(client, "commit");
  } catch (error) {
    await runStatement(client, "rollback");
    throw error;
  }
}
