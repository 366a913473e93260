import { createHash } from "node:crypto";
import { tmpdir } from "node:os";
import path from "node:path";
import pg from "pg";
import { connectDatabase, type Database, embeddedSignIns } from "./database.ts";
import { type EmbeddedServer, joinEmbeddedServer } from "./embedded-server.ts";
import { migrate, migrationsFolder, readMigrations } from "./migrate.ts";
import { prepareQueueSchema, queueEdition } from "./queue-schema.ts";
import { ownerRole, prepareEmbeddedRoles } from "./roles.ts";
import { advisoryKey } from "./session.ts";

/**
 * Real PostgreSQL for tests: a database of its own for every call, copied from a template that holds the migrated
 * tables, on one cluster for the whole run. The cluster's fsync is off; it holds nothing worth keeping.
 */
export async function withTestDatabase(
  work: (db: Database) => Promise<void>,
  options: { readonly poolSize?: number } = {},
): Promise<void> {
  const server = await testServer();
  const name = await copyTemplate(server, await template());
  const db = await connectDatabase({
    kind: "embedded",
    ...embeddedSignIns(server, name),
    mayBeVolatile: true,
    ...options,
  });
  try {
    await work(db);
  } finally {
    await db.close();
    await dropTestDatabase(server, name);
  }
}

/** A database without a table, for tests of what makes tables; `owner` signs in as the owner of it. */
export async function withEmptyDatabase(
  work: (owner: pg.ClientConfig, server: EmbeddedServer) => Promise<void>,
): Promise<void> {
  const server = await testServer();
  const name = nextName();
  await server.administer(`create database ${name} owner ${ownerRole}`);
  try {
    await work(embeddedSignIns(server, name).owner, server);
  } finally {
    await dropTestDatabase(server, name);
  }
}

let joined: Promise<EmbeddedServer> | undefined;
let templateName: Promise<string> | undefined;
let databases = 0;

/**
 * The cluster of the tests: MUSTER_TEST_HOME when the test run started one, else one in the temporary folder that
 * stays for the next run. Never left by us, so it outlives the test file; the idle connection keeps no process up.
 */
export function testServer(): Promise<EmbeddedServer> {
  joined ??= joinTestServer();
  return joined;
}

async function joinTestServer(): Promise<EmbeddedServer> {
  const home =
    process.env.MUSTER_TEST_HOME ?? path.join(tmpdir(), `muster-tests-${process.getuid?.() ?? "any"}`);
  const server = await joinEmbeddedServer({ home, isDurable: false });
  await prepareEmbeddedRoles(server);
  await dropLeftovers(server);
  return server;
}

function template(): Promise<string> {
  templateName ??= testServer().then(makeTemplate);
  return templateName;
}

/** The first test file of a run migrates, the others wait for it; its name changes with the migrations. */
async function makeTemplate(server: EmbeddedServer): Promise<string> {
  const migrations = await readMigrations(migrationsFolder);
  const digest = createHash("sha256")
    .update(`${migrations.map((migration) => migration.sha256).join()} queue ${queueEdition}`)
    .digest("hex");
  const name = `muster_template_${digest.slice(0, 12)}`;
  const lock = advisoryKey("muster", "template");
  await server.administer("select pg_advisory_lock($1)", [lock]);
  try {
    const [known] = await server.administer("select 1 from pg_database where datname = $1", [name]);
    if (known) return name;
    await server.administer("drop database if exists muster_half_template with (force)");
    await server.administer(`create database muster_half_template owner ${ownerRole}`);
    const owner = new pg.Client(embeddedSignIns(server, "muster_half_template").owner);
    await owner.connect();
    await migrate(owner, migrations);
    await prepareQueueSchema(owner);
    await owner.end();
    await server.administer(`alter database muster_half_template rename to ${name}`);
  } finally {
    await server.administer("select pg_advisory_unlock($1)", [lock]);
  }
  return name;
}

function nextName(): string {
  databases += 1;
  return `muster_test_${process.pid}_${databases}`;
}

async function copyTemplate(server: EmbeddedServer, from: string): Promise<string> {
  const name = nextName();
  await server.administer(`create database ${name} template ${from} strategy file_copy owner ${ownerRole}`);
  return name;
}

async function dropTestDatabase(server: EmbeddedServer, name: string): Promise<void> {
  await server.administer(`drop database if exists ${name} with (force)`);
}

/** Databases of test processes that were killed. */
async function dropLeftovers(server: EmbeddedServer): Promise<void> {
  const found = await server.administer(
    "select datname from pg_database where datname like 'muster\\_test\\_%'",
  );
  for (const { datname } of found) {
    const pid = Number(/^muster_test_(\d+)_/.exec(String(datname))?.[1] ?? process.pid);
    if (pid === process.pid || !isRunning(pid)) await dropTestDatabase(server, String(datname));
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM";
  }
}
