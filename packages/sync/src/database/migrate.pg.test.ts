import assert from "node:assert/strict";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import pg from "pg";
import { migrate, migrationsFolder, readMigrations } from "./migrate.ts";
import { StatementError } from "./statement-error.ts";
import { withEmptyDatabase } from "./test-database.ts";

type Files = Readonly<Record<string, string>>;

const first: Files = { "0001-one.sql": "create table one (a integer); insert into one values (1);" };
const both: Files = { ...first, "0002-two.sql": "create table two (a integer);" };

async function read(files: Files): ReturnType<typeof readMigrations> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-migrations-"));
  try {
    for (const [name, sql] of Object.entries(files)) await writeFile(path.join(folder, name), sql);
    return await readMigrations(folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

async function signedIn<T>(config: pg.ClientConfig, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client(config);
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

test("applies what is missing, in order, and nothing twice", async () => {
  await withEmptyDatabase((owner) =>
    signedIn(owner, async (client) => {
      assert.deepEqual(await migrate(client, await read(first)), ["0001-one.sql"]);
      const told: string[] = [];
      assert.deepEqual(await migrate(client, await read(both), (text) => told.push(text)), ["0002-two.sql"]);
      assert.deepEqual(told, ["Preparing the tables: 0002-two.sql"]);
      assert.deepEqual(await migrate(client, await read(both)), []);
      assert.equal((await client.query("select * from one")).rowCount, 1);
    }),
  );
});

test("three processes starting together migrate once", async () => {
  await withEmptyDatabase(async (owner) => {
    const migrations = await read(both);
    const applied = await Promise.all(
      [1, 2, 3].map(() => signedIn(owner, (client) => migrate(client, migrations))),
    );
    assert.deepEqual(applied.flat().sort(), ["0001-one.sql", "0002-two.sql"]);
  });
});

test("stops at a database that a newer Muster has used", async () => {
  await withEmptyDatabase((owner) =>
    signedIn(owner, async (client) => {
      await migrate(client, await read(both));
      const older = migrate(client, await read(first));
      await assert.rejects(older, {
        code: "database.schema.newer",
        retry: "never",
        facts: { found: 2, known: 1 },
      });
    }),
  );
});

test("stops when an applied migration reads otherwise now", async () => {
  await withEmptyDatabase((owner) =>
    signedIn(owner, async (client) => {
      await migrate(client, await read(first));
      const changed = migrate(client, await read({ ...both, "0001-one.sql": "create table one (b text);" }));
      await assert.rejects(changed, {
        code: "database.schema.different",
        facts: { migration: "0001-one.sql" },
      });
    }),
  );
});

test("a migration that breaks leaves the database as it was, and can be mended", async () => {
  await withEmptyDatabase((owner) =>
    signedIn(owner, async (client) => {
      const broken = {
        ...first,
        "0002-two.sql": "create table two (a integer); insert into two values ('x');",
      };
      await assert.rejects(migrate(client, await read(broken)), StatementError);
      const left = await client.query(
        "select to_regclass('one') is not null as one, to_regclass('two') is null as no_two",
      );
      assert.deepEqual(left.rows, [{ one: true, no_two: true }]);
      assert.deepEqual(await migrate(client, await read(both)), ["0002-two.sql"]);
    }),
  );
});

test("refuses a folder with a gap, a number twice, or a name that is none", async () => {
  await assert.rejects(read({ "0002-two.sql": "" }), /0002-two.sql should be number 1/);
  await assert.rejects(read({ "0001-a.sql": "", "0001-b.sql": "" }), /0001-b.sql should be number 2/);
  await assert.rejects(read({ "1-one.sql": "" }), /1-one.sql should be/);
});

test("the migrations of Muster itself are numbered without a gap", async () => {
  const migrations = await readMigrations(migrationsFolder);
  assert.ok(migrations.length > 0);
});
