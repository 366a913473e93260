import assert from "node:assert/strict";
import { test } from "node:test";
import pg from "pg";
import type { Database, Row, Session } from "./database.ts";
import { connectDatabase, embeddedSignIns } from "./database.ts";
import { lintSchema } from "./lint-schema.ts";
import { StatementError } from "./statement-error.ts";
import { testServer, withTestDatabase } from "./test-database.ts";

/** Signs in to the database behind `db` as the superuser, who may plant what a migration should never make. */
async function asSuperuser(db: Database, work: (client: pg.Client) => Promise<void>): Promise<void> {
  const server = await testServer();
  const [row] = await db.session(1, (session) =>
    session.read((tx) => tx.query("select current_database() as name")),
  );
  const { owner } = embeddedSignIns(server, String(row?.name));
  const client = new pg.Client({ ...owner, user: "postgres", password: server.passwordOf("postgres") });
  await client.connect();
  try {
    await work(client);
  } finally {
    await client.end();
  }
}

const lint = (db: Database) => db.session(1, (session) => session.read(lintSchema));

test("every table keeps its rows to their district", async () => {
  await withTestDatabase(async (db) => assert.deepEqual(await lint(db), []));
});

const planted: readonly (readonly [sql: string, rule: RegExp])[] = [
  ["create table loose (district_id integer, id integer primary key)", /has district_id/],
  ["create table loose (id integer primary key)", /has district_id/],
  ["create table loose (district_id integer not null)", /has a primary key/],
  ["alter table counter add column slot integer unique", /unique index begins/],
  ["create unique index by_name on counter (lower(name))", /unique index begins/],
  [
    "create table loose (id integer, district_id integer, primary key (id, district_id))",
    /unique index begins/,
  ],
  ["alter table counter add foreign key (value) references loose_target", /foreign key/],
  ["alter table counter no force row level security", /on and forced/],
  ["alter table counter disable row level security", /on and forced/],
  ["drop policy tenant on counter", /a policy for all/],
  [
    "drop policy tenant on counter; create policy tenant on counter for all using (district_id = current_district()) with check (true)",
    /a policy for all/,
  ],
  ["create policy support on counter for select using (true)", /no second policy/],
  ["grant truncate on counter to muster_app", /may not truncate/],
  ["alter table counter owner to muster_app", /owns nothing/],
  ["create view every_counter as select * from counter", /a view reads/],
  [
    "create function peek() returns bigint language sql security definer as 'select 1::bigint'",
    /no function/,
  ],
];

test("refuses each way a table could be left open", async () => {
  await withTestDatabase(async (db) => {
    await asSuperuser(db, async (client) => {
      for (const [sql, rule] of planted) {
        await client.query("begin");
        await client.query("create table loose_target (value bigint primary key)");
        await client.query(sql);
        const reader = { query: async <R extends Row>(text: string) => (await client.query<R>(text)).rows };
        const found = await lintSchema({ ...reader, stream: never, streamArrays: never });
        assert.ok(
          found.some((violation) => rule.test(violation.rule) && violation.name !== "loose_target"),
          `not refused: ${sql}`,
        );
        await client.query("rollback");
      }
    });
  });
});

function never(): never {
  throw new Error("the lint reads small lists only");
}

test("without a district every table looks empty; with one it shows that district and takes no other's row", async () => {
  await withTestDatabase(async (db) => {
    const tables: Filled[] = [];
    await asSuperuser(db, async (client) => {
      tables.push(...(await fillEveryTable(client)));
    });
    assert.ok(tables.length > 10);
    for (const { table, columns } of tables) {
      if (table !== "district") assert.deepEqual(await districtsIn(db, undefined, table), [], table);
      assert.deepEqual(await districtsIn(db, 1, table), [1], table);
      assert.deepEqual(await districtsIn(db, 2, table), [2], table);
      await db.session(1, async (session) => {
        await refused(session, `update ${table} set district_id = 2`);
        await refused(
          session,
          `insert into ${table} (${columns}) select ${columns.map((name) => (name === "district_id" ? 7 : name))} from ${table}`,
        );
        const others = session.write((tx) =>
          tx.query(`delete from ${table} where district_id = 2 returning 1`),
        );
        assert.deepEqual(await others.catch(allowRefusal), [], table);
      });
      assert.deepEqual(await districtsIn(db, 2, table), [2], table);
    }
  });
});

async function districtsIn(db: Database, district: number | undefined, table: string): Promise<unknown[]> {
  const rows = await db.session(district, (session) =>
    session.read((tx) => tx.query(`select district_id from ${table}`)),
  );
  return rows.map((row) => row.district_id);
}

/** 42501 is what both row-level security and a right never granted answer. */
async function refused(session: Session, sql: string): Promise<void> {
  const attempt = session.write((tx) => tx.query(sql));
  await assert.rejects(
    attempt,
    (error) => error instanceof StatementError && error.sqlState === "42501",
    sql,
  );
}

function allowRefusal(error: unknown): [] {
  if (error instanceof StatementError && error.sqlState === "42501") return [];
  throw error;
}

/** One made-up row of districts 1 and 2 in every table; what a row must mean is not asked here, so checks go first. */
async function fillEveryTable(client: pg.Client): Promise<readonly Filled[]> {
  await client.query("set session_replication_role = replica");
  const checks = await client.query(
    "select conrelid::regclass::text as name, conname from pg_constraint where contype = 'c' and connamespace = 'public'::regnamespace",
  );
  for (const { name, conname } of checks.rows)
    await client.query(`alter table ${name} drop constraint "${conname}"`);
  const found = await client.query(
    `select attrelid::regclass::text as name, json_agg(json_build_array(attname, format_type(atttypid, atttypmod))) as columns
       from pg_attribute join pg_class on pg_class.oid = attrelid
      where relkind in ('r', 'p') and relnamespace = 'public'::regnamespace and attnum > 0 and not attisdropped
        and attgenerated = '' and attnotnull
      group by 1 order by 1`,
  );
  for (const { name, columns } of found.rows) {
    for (const district of [1, 2]) {
      const names = columns.map(([column]: [string]) => `"${column}"`);
      const values = columns.map(([column, type]: [string, string]) => madeUp(column, type, district));
      await client.query(`insert into ${name} (${names}) values (${values})`);
    }
  }
  return found.rows.map(({ name, columns }) => ({
    table: String(name),
    columns: columns.map(([column]: [string]) => column),
  }));
}

/** A table, and of its columns those that must hold something. */
interface Filled {
  readonly table: string;
  readonly columns: readonly string[];
}

function madeUp(column: string, type: string, district: number): string {
  if (column === "district_id") return String(district);
  if (type.endsWith("[]")) return "'{}'";
  if (/int|numeric/.test(type)) return "1";
  if (/json/.test(type)) return "'{}'";
  if (/time|date/.test(type)) return "now()";
  if (type === "boolean") return "false";
  if (type === "uuid") return "'00000000-0000-0000-0000-000000000001'";
  return `'x'::${type}`;
}

test("refuses an application role that could see every district", async () => {
  await withTestDatabase(async (db) => {
    const server = await testServer();
    const [row] = await db.session(1, (session) =>
      session.read((tx) => tx.query("select current_database() as name")),
    );
    const signIns = embeddedSignIns(server, String(row?.name));
    await asSuperuser(db, async (client) => {
      await client.query("create table stray (district_id integer primary key)");
      await client.query("alter table stray owner to muster_app");
    });
    const open = connectDatabase({ kind: "embedded", ...signIns, mayBeVolatile: true });
    await assert.rejects(open, { code: "database.role.too-mighty", retry: "never" });
  });
});

test("refuses a server that may lose what it confirmed", async () => {
  await withTestDatabase(async (db) => {
    const server = await testServer();
    const [row] = await db.session(1, (session) =>
      session.read((tx) => tx.query("select current_database() as name")),
    );
    const open = connectDatabase({ kind: "embedded", ...embeddedSignIns(server, String(row?.name)) });
    await assert.rejects(open, { code: "database.server.volatile", retry: "never" });
  });
});
