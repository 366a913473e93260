import { chmod, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type EmbeddedServer, joinEmbeddedServer } from "@muster/sync/database/embedded-server.ts";
import { embeddedDatabase, ownerRole, prepareEmbeddedRoles } from "@muster/sync/database/roles.ts";
import pg from "pg";
import { type BenchDatabase, openForFloor, openForMuster } from "./bench-database.ts";
import { stopJobs } from "./start-job.ts";

/** The running PostgreSQL of a benchmark, and the folder that everything of it lies in. */
export interface BenchServer {
  readonly folder: string;
  readonly version: string;
  readonly kind: "embedded" | "url";
  /** An empty database with Muster's tables. */
  create(name: string): Promise<BenchDatabase>;
  /** An empty database whose home is one that a `muster` of its own can be started on. */
  createHome(name: string): Promise<BenchDatabase>;
  drop(database: BenchDatabase): Promise<void>;
  close(): Promise<void>;
}

/**
 * Starts an embedded PostgreSQL with its usual durable settings in a temporary folder, or uses that of DATABASE_URL,
 * whose user must be allowed to create databases: the benchmark makes its own ones and drops them.
 */
export async function openBenchServer(url: string | undefined, keeps: boolean): Promise<BenchServer> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-bench-"));
  // Root without user namespaces runs PostgreSQL as another account, which must be able to enter.
  await chmod(folder, 0o755);
  const serverHome = path.join(folder, "server");
  const server = url === undefined ? await joinEmbeddedServer({ home: serverHome }) : undefined;
  if (server !== undefined) {
    await prepareEmbeddedRoles(server);
    await server.administer(`grant pg_checkpoint to ${ownerRole}`);
  }
  const ask = asking(server, url);
  const [found] = await ask("select current_setting('server_version') as version");
  const serverPid = await pidOf(server);
  const made = databaseMaker(ask, (name, home) => ({
    ...{ name, home, serverHome, serverPid },
    url: url === undefined ? undefined : urlOf(url, name),
  }));
  let closing: Promise<void> | undefined;
  const leave = async (): Promise<void> => {
    if (!keeps) await made.dropAll();
    await server?.release();
    if (!keeps) await rm(folder, { recursive: true, force: true });
  };
  const create = (group: string): Promise<BenchDatabase> =>
    made.create(`muster_bench_${process.pid}_${group}`, path.join(folder, group));
  return {
    ...{ folder, version: String(found?.version), kind: server === undefined ? "url" : "embedded" },
    create,
    // On the embedded server a home and its database belong together, and the server's own home is one.
    createHome: async (group) =>
      server === undefined
        ? create(group)
        : { name: embeddedDatabase, serverHome, url: undefined, serverPid, home: serverHome },
    drop: made.drop,
    close: () => {
      closing ??= leave();
      return closing;
    },
  };
}

/** Makes databases and remembers them, so that none is left behind on somebody's server. */
function databaseMaker(ask: Ask, describe: (name: string, home: string) => BenchDatabase) {
  const open = new Set<string>();
  const dropNamed = async (name: string): Promise<void> => {
    await ask(`drop database if exists ${name} with (force)`);
    open.delete(name);
  };
  return {
    create: async (name: string, home: string): Promise<BenchDatabase> => {
      await mkdir(home, { recursive: true, mode: 0o700 });
      const database = describe(name, home);
      open.add(name);
      await ask(`create database ${name} ${database.url === undefined ? `owner ${ownerRole}` : ""}`);
      await (await openForMuster(database)).close();
      return database;
    },
    drop: async ({ name, home }: BenchDatabase): Promise<void> => {
      await dropNamed(name);
      await rm(home, { recursive: true, force: true });
    },
    dropAll: async (): Promise<void> => {
      for (const name of open) await dropNamed(name);
    },
  };
}

/**
 * Ctrl-C, or an end from outside: children first, then the server, then its folder. What is still awaited elsewhere
 * never comes back.
 */
export function leaveOnSignals(server: BenchServer): void {
  for (const [signal, exitCode] of [
    ["SIGINT", 130],
    ["SIGTERM", 143],
  ] as const) {
    process.once(signal, () => {
      console.error(`Stopped by ${signal}.`);
      void stopJobs()
        .then(() => server.close())
        .finally(() => process.exit(exitCode));
    });
  }
}

async function pidOf(server: EmbeddedServer | undefined): Promise<number | undefined> {
  const [found] = (await server?.administer("select pg_read_file('postmaster.pid') as lines")) ?? [];
  return found === undefined ? undefined : Number(String(found.lines).split("\n")[0]);
}

type Ask = (sql: string) => Promise<readonly Record<string, unknown>[]>;

function asking(server: EmbeddedServer | undefined, url: string | undefined): Ask {
  if (server !== undefined) return (sql) => server.administer(sql);
  return async (sql) => {
    const client = new pg.Client({ connectionString: url });
    await client.connect();
    try {
      return (await client.query<Record<string, unknown>>(sql)).rows;
    } finally {
      await client.end();
    }
  };
}

/** @NOTE not the URL class: it refuses addresses without a host, which name a socket's folder in their query. */
function urlOf(url: string, name: string): string {
  return url.replace(/^(\w+:\/\/[^/?]*)(?:\/[^?]*)?/, `$1/${name}`);
}

/**
 * What autovacuum does in the night between two days, done now so that it does not fall into a measurement: dead rows
 * cleaned up, statistics fresh.
 */
export async function spendNight(database: BenchDatabase): Promise<void> {
  const { client, close } = await openForFloor(database);
  try {
    await client.query("vacuum (analyze)");
  } finally {
    await close();
  }
}

/**
 * Everything on disk, so that the server leaves the days to come alone. Left out where DATABASE_URL's user may not:
 * then its checkpoints fall where they fall.
 */
export async function checkpoint(database: BenchDatabase): Promise<void> {
  const { client, close } = await openForFloor(database);
  try {
    const { rows } = await client.query<{ may: boolean }>(
      "select pg_has_role(current_user, 'pg_checkpoint', 'usage') as may",
    );
    if (rows[0]?.may === true) await client.query("checkpoint");
  } finally {
    await close();
  }
}
