import {
  connectDatabase,
  type Database,
  embeddedSignIns,
  openDatabase,
} from "@muster/sync/database/database.ts";
import { joinEmbeddedServer } from "@muster/sync/database/embedded-server.ts";
import pg from "pg";

/** A database of one group of measurements, as it is told to a child process. Muster and the floor share it. */
export interface BenchDatabase {
  readonly name: string;
  /** Home of the embedded server, shared by all databases. */
  readonly serverHome: string;
  /** Address of this database on somebody's server; undefined with the embedded one. */
  readonly url: string | undefined;
  /** Of the embedded server's first process. */
  readonly serverPid: number | undefined;
  /** Muster's home for this database: keys, snapshots, packed hashes. The floor keeps its hashes there too. */
  readonly home: string;
}

/** Opens it as Muster does: tables brought up to date, one pool. */
export async function openForMuster(database: BenchDatabase): Promise<Database> {
  const { name, serverHome, url, home } = database;
  if (url !== undefined) return openDatabase({ home, url });
  const server = await joinEmbeddedServer({ home: serverHome });
  return connectDatabase({ kind: "embedded", ...embeddedSignIns(server, name), server });
}

/** A plain connection of the tables' owner and how to leave; the floor needs no more. */
export async function openForFloor(
  database: BenchDatabase,
): Promise<{ readonly client: pg.Client; readonly close: () => Promise<void> }> {
  const { name, serverHome, url } = database;
  const server = url === undefined ? await joinEmbeddedServer({ home: serverHome }) : undefined;
  const config = server === undefined ? { connectionString: url } : embeddedSignIns(server, name).owner;
  const client = new pg.Client({ ...config, application_name: "muster floor" });
  await client.connect();
  const close = async (): Promise<void> => {
    await client.end();
    await server?.release();
  };
  return { client, close };
}
