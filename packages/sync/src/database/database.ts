import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { Fault } from "../fault.ts";
import { checkSafety, checkServer } from "./boot-check.ts";
import { columnTypes } from "./column-types.ts";
import { type EmbeddedServer, joinEmbeddedServer } from "./embedded-server.ts";
import { openJointReads } from "./joint-reads.ts";
import { migrate, migrationsFolder, readMigrations } from "./migrate.ts";
import { prepareQueueSchema } from "./queue-schema.ts";
import { openReserve, type Reserve } from "./reserve.ts";
import { appRole, embeddedDatabase, ownerRole, prepareEmbeddedRoles, prepareOwnRole } from "./roles.ts";
import { type Session, withSession } from "./session.ts";
import { translateConnectError } from "./statement-error.ts";
import type { Reader } from "./transaction.ts";

export type { Reserve } from "./reserve.ts";
export type { Session } from "./session.ts";
export type { CopyChunks, Reader, Row, Transaction } from "./transaction.ts";

/**
 * PostgreSQL as the rest of Muster sees it: sessions of one district, transactions in them, and nothing else. Which
 * server it is (the embedded one, or that of DATABASE_URL), who it signs in as and how tenants are kept apart is
 * decided in this folder.
 */
export interface Database {
  readonly kind: "embedded" | "url";
  /**
   * Holds one connection for `work`. `district` undefined sees the registry of districts and no other table.
   * Throws faults `database.*` when the server cannot be reached.
   */
  session<T>(district: number | undefined, work: (session: Session) => Promise<T>): Promise<T>;
  /**
   * A short read in a transaction that others of the same district may share, begun after `work` was asked for. For what
   * is answered to many at once; never for what waits for anything but the database. Throws what `work` throws.
   */
  read<T>(district: number | undefined, work: (tx: Reader) => Promise<T>): Promise<T>;
  /** Connections beside the common ones, at most so many; whoever opens them closes them before the database. */
  reserve(connections: number): Reserve;
  /** Waits for sessions in work, then leaves; an embedded server that nobody else uses stops. */
  close(): Promise<void>;
}

/** What is needed to open a database; everything but `home` has its default. */
export interface DatabaseOptions {
  /** MUSTER_HOME, an absolute path; made when missing. */
  readonly home: string;
  /** DATABASE_URL; its user owns the tables. Without it the embedded server is used. */
  readonly url?: string;
  /** What PostgreSQL lists our connections as; a worker's own name tells them from another's. "muster" unless told. */
  readonly applicationName?: string;
  /**
   * Its sessions stand back: on the embedded server those of other processes get the processors first. For what is
   * large and may take its time.
   */
  readonly standsBack?: boolean;
  /** Told in a few words what takes longer than a moment: creating, starting, recovering, migrating. */
  readonly onProgress?: (text: string) => void;
}

/** Starts or reaches PostgreSQL, brings the tables up to date, checks that it is safe, and opens a pool. */
export async function openDatabase(options: DatabaseOptions): Promise<Database> {
  const onProgress = options.onProgress ?? (() => undefined);
  const { applicationName } = options;
  const named = applicationName === undefined ? {} : { applicationName };
  const back = options.standsBack === true ? { standsBack: true } : {};
  if (options.url !== undefined) {
    const connection = { connectionString: options.url };
    return connectDatabase({ kind: "url", owner: connection, app: connection, onProgress, ...named });
  }
  const server = await joinEmbeddedServer({ home: options.home, onProgress });
  try {
    await prepareEmbeddedRoles(server);
    return await connectDatabase({
      kind: "embedded",
      ...embeddedSignIns(server, embeddedDatabase),
      server,
      onProgress,
      ...{ ...named, ...back },
    });
  } catch (error) {
    await server.release();
    throw error;
  }
}

/** How the two roles of the embedded server sign in to one of its databases. */
export function embeddedSignIns(
  server: EmbeddedServer,
  database: string,
): { readonly owner: pg.ClientConfig; readonly app: pg.ClientConfig } {
  const signIn = (user: string): pg.ClientConfig => ({
    host: server.host,
    port: server.port,
    database,
    user,
    password: server.passwordOf(user),
  });
  return { owner: signIn(ownerRole), app: signIn(appRole) };
}

/** The parts `openDatabase` puts together; tests put together others. */
export interface ConnectionPlan {
  readonly kind: "embedded" | "url";
  readonly owner: pg.ClientConfig;
  readonly app: pg.ClientConfig;
  readonly server?: EmbeddedServer;
  readonly onProgress?: (text: string) => void;
  /** Connections of the pool at most; 8 unless told. */
  readonly poolSize?: number;
  readonly applicationName?: string;
  /** Heeded on the embedded server alone. */
  readonly standsBack?: boolean;
  /** Only for the cluster of the tests, whose fsync is off. */
  readonly mayBeVolatile?: boolean;
}

/** Prepares the database behind the connections given and opens a pool on it. */
export async function connectDatabase(plan: ConnectionPlan): Promise<Database> {
  await prepareTables(plan);
  const signIn = {
    ...plan.app,
    application_name: plan.applicationName ?? "muster",
    connectionTimeoutMillis: 30_000,
  };
  const standBack = plan.standsBack === true ? standingBack(plan.server) : undefined;
  const poolSize = plan.poolSize ?? 8;
  const pool = new pg.Pool({
    ...{ ...signIn, max: poolSize, types: columnTypes },
    ...(standBack === undefined ? {} : alone),
  });
  // The loss of an idle connection is no event of ours: the pool drops it and makes another.
  pool.on("error", () => undefined);
  let closing: Promise<void> | undefined;
  const session: Database["session"] = async (district, work) => {
    const client = await takeConnection(pool, plan.server);
    await standBack?.(client);
    return withSession(client, district, work);
  };
  return {
    kind: plan.kind,
    session,
    read: openJointReads(session, Math.max(1, poolSize - 2)),
    reserve: (connections) =>
      openReserve(signIn, (reserved) => takeConnection(reserved, plan.server), connections),
    close: () => {
      closing ??= pool.end().then(() => plan.server?.release());
      return closing;
    },
  };
}

/** Parallel workers are other processes, which would not stand back with the one that wants them. */
const alone = {
  options: "-c max_parallel_workers_per_gather=0 -c max_parallel_maintenance_workers=0",
};

/** Each connection once: what was taken from a backend it does not get back. */
function standingBack(server: EmbeddedServer | undefined) {
  if (server === undefined) return undefined;
  const known = new WeakSet<pg.PoolClient>();
  return async (client: pg.PoolClient): Promise<void> => {
    if (known.has(client)) return;
    known.add(client);
    // A connection that is lost here is met, and named, by the session.
    const pid = await client.query<{ pid: number }>("select pg_backend_pid() as pid").catch(() => undefined);
    const [row] = pid?.rows ?? [];
    if (row !== undefined) await server.standBack(row.pid);
  };
}

/** A killed embedded server is missed by its sockets a moment before its connections tell; that moment is waited for. */
async function takeConnection(pool: pg.Pool, server: EmbeddedServer | undefined): Promise<pg.PoolClient> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      await server?.ensure();
      return await pool.connect();
    } catch (error) {
      const fault = translateConnectError(error);
      const mayReturn = server !== undefined && fault instanceof Fault && fault.code !== "database.pool.busy";
      if (!mayReturn || fault.retry === "never" || attempt === 20) throw fault;
      await sleep(100);
    }
  }
}

async function prepareTables(plan: ConnectionPlan): Promise<void> {
  const owner = new pg.Client({ ...plan.owner, application_name: "muster", connectionTimeoutMillis: 30_000 });
  owner.on("error", () => undefined);
  try {
    await owner.connect();
  } catch (error) {
    throw translateConnectError(error);
  }
  try {
    await checkServer(owner);
    if (plan.kind === "url") await prepareOwnRole(owner);
    await migrate(owner, await readMigrations(migrationsFolder), plan.onProgress);
    await prepareQueueSchema(owner);
    await checkSafety(owner, plan.mayBeVolatile ?? false);
  } finally {
    await owner.end().catch(() => undefined);
  }
}
