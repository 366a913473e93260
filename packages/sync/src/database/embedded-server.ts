import { readFile } from "node:fs/promises";
import { Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { makeFolder } from "../disk/make-folder.ts";
import { orStorageFault } from "../disk/storage-fault.ts";
import { Fault } from "../fault.ts";
import { type ClusterPlan, startCluster, stopCluster, superuser } from "./embedded-cluster.ts";
import { keyLost, locateFolder, readPasswords } from "./embedded-folder.ts";
import { lowerPriority } from "./embedded-priority.ts";
import { advisoryKey } from "./session.ts";
import { type Row, runStatement } from "./transaction.ts";

/**
 * The PostgreSQL that Muster brings and supervises itself: real server binaries from npm in the home folder,
 * reached by a Unix socket, shared by all processes of one home.
 *
 * There is no lock of ours. Starting is guarded by PostgreSQL's own lock file. Every process that uses the server
 * keeps one connection with a *shared* advisory lock; whoever leaves asks for it exclusively, and gets it only
 * when nobody else is there: that one stops the server. A killed process loses its connection and with it its
 * share, so nothing stale is left to be cleared.
 */
export interface EmbeddedServer {
  /** Folder of the Unix socket, as pg's `host`. */
  readonly host: string;
  readonly port: number;
  passwordOf(role: string): string;
  /** Starts the server again when it died; nothing to do while it lives. */
  ensure(): Promise<void>;
  /** One statement as the server's superuser, in the database `postgres`: for roles and databases. */
  administer(sql: string, values?: readonly unknown[]): Promise<Row[]>;
  /** Lets everybody else's backends go before this one, where this machine allows it. */
  standBack(pid: number): Promise<void>;
  /** Leaves; stops the server when nobody else uses it. */
  release(): Promise<void>;
}

export interface EmbeddedOptions {
  readonly home: string;
  /** False only for the cluster of the tests. */
  readonly isDurable?: boolean;
  /** False makes root take another account even where a user namespace could serve. */
  readonly mayUseNamespace?: boolean;
  readonly onProgress?: (text: string) => void;
}

const presenceKey = advisoryKey("muster", "presence");

/** Recovery after a crash may take as long as max_wal_size demands; more than this is no recovery. */
const patienceMs = 10 * 60_000;
/** With the pauses between them, twice as long each time, about thirteen seconds. */
const startAttempts = 8;
const firstPauseMs = 100;

/** Starts or joins the server of a home. Throws faults `database.embedded.*`, `storage.path.*`, `storage.disk.full`. */
export async function joinEmbeddedServer(options: EmbeddedOptions): Promise<EmbeddedServer> {
  await orStorageFault(makeFolder(options.home), options.home);
  const passwordOf = await readPasswords(options.home);
  const plan: ClusterPlan = {
    home: options.home,
    password: passwordOf(superuser),
    isDurable: options.isDurable ?? true,
    mayUseNamespace: options.mayUseNamespace ?? true,
    onProgress: options.onProgress ?? (() => undefined),
  };
  let presence = await enter(plan);
  let returning: Promise<Presence> | undefined;
  const present = async (): Promise<Presence> => {
    if (!presence.isLost()) return presence;
    returning ??= enter(plan).finally(() => {
      returning = undefined;
    });
    presence = await returning;
    return presence;
  };
  return {
    host: (await locateFolder(options.home)).socket,
    port: 5432,
    passwordOf,
    ensure: async () => {
      await present();
    },
    administer: async (sql, values = []) => ask((await present()).client, sql, values),
    standBack: async (pid) => {
      await lowerPriority(options.home, pid);
    },
    release: () => leave(presence, plan),
  };
}

interface Presence {
  readonly client: pg.Client;
  isLost(): boolean;
}

/** Connects, starting the server where nobody answers, until the connection holds its share of the lock. */
async function enter(plan: ClusterPlan): Promise<Presence> {
  const givesUpAt = Date.now() + patienceMs;
  let said = "";
  let hasToldRecovery = false;
  for (let starts = 0; Date.now() < givesUpAt; ) {
    const found = await knock(plan);
    if (typeof found === "object") return found;
    if (found === "busy") {
      if (!hasToldRecovery && starts > 0) plan.onProgress("Waiting for the database to recover");
      hasToldRecovery ||= starts > 0;
      await sleep(50);
    } else if (starts === startAttempts) {
      break;
    } else {
      // @NOTE a backend of a killed server computes on for seconds, and until it ends PostgreSQL refuses to start
      // ("pre-existing shared memory block"): so every further attempt waits longer.
      if (starts > 0) await sleep(firstPauseMs * 2 ** (starts - 1));
      starts += 1;
      said = await startCluster(plan);
    }
  }
  throw await startFailed(plan, said);
}

/** `absent`: no server listens. `busy`: one is starting, recovering or stopping. */
async function knock(plan: ClusterPlan): Promise<Presence | "absent" | "busy"> {
  const client = new pg.Client({
    host: (await locateFolder(plan.home)).socket,
    port: 5432,
    user: superuser,
    password: plan.password,
    database: "postgres",
    application_name: "muster",
  });
  let isLost = false;
  client.on("error", () => {
    isLost = true;
  });
  client.on("end", () => {
    isLost = true;
  });
  try {
    await client.connect();
    await client.query("select pg_advisory_lock_shared($1)", [presenceKey]);
  } catch (error) {
    await client.end().catch(() => undefined);
    return meaningOf(error);
  }
  letProcessEnd(client, true);
  return { client, isLost: () => isLost };
}

function meaningOf(error: unknown): "absent" | "busy" {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  if (code === "ENOENT" || code === "ECONNREFUSED") return "absent";
  if (code === "28P01") throw keyLost();
  if (code === "EACCES" || code === "EPERM") {
    throw new Fault(
      "database.embedded.not-ours",
      "never",
      "The embedded database of this home folder belongs to another user.",
    );
  }
  // 57P03 starting or stopping, 57P01 stopped while we waited, 53300 full, or the socket closed under us.
  return "busy";
}

/** An idle presence alone must not keep a finished process alive. */
function letProcessEnd(client: pg.Client, isAllowed: boolean): void {
  const { stream } = client.connection;
  if (!(stream instanceof Socket)) return;
  if (isAllowed) stream.unref();
  else stream.ref();
}

async function ask(client: pg.Client, sql: string, values: readonly unknown[]): Promise<Row[]> {
  letProcessEnd(client, false);
  try {
    return await runStatement<Row>(client, sql, values);
  } finally {
    letProcessEnd(client, true);
  }
}

async function leave(presence: Presence, plan: ClusterPlan): Promise<void> {
  if (presence.isLost()) return;
  letProcessEnd(presence.client, false);
  try {
    if (await isLast(presence.client)) await stopCluster(plan);
  } finally {
    await presence.client.end().catch(() => undefined);
  }
}

/** A server that died while it was asked needs no stopping. */
async function isLast(client: pg.Client): Promise<boolean> {
  try {
    await runStatement(client, "select pg_advisory_unlock_shared($1)", [presenceKey]);
    const [asked] = await runStatement(client, "select pg_try_advisory_lock($1) as is_last", [presenceKey]);
    return asked?.is_last === true;
  } catch (error) {
    if (error instanceof Fault && error.code === "database.connection.lost") return false;
    throw error;
  }
}

async function startFailed(plan: ClusterPlan, said: string): Promise<Fault> {
  const { log } = await locateFolder(plan.home);
  const lines = (await readFile(log, "utf8").catch(() => "")).trim().split("\n").slice(-3).join(" | ");
  return new Fault(
    "database.embedded.start-failed",
    "later",
    `The embedded PostgreSQL did not start. ${said} Last lines of ${log}: ${lines}`,
    { log },
  );
}
