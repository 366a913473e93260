import { stat, statfs } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { faultMessage, type Message } from "@muster/rules/report/message.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { Cli } from "../cli.ts";
import { version } from "../version.ts";
import { withWorld } from "../world.ts";
import { type DatabaseFacts, readDatabaseFacts } from "./read-database-facts.ts";

/** Everything somebody who helps from afar asks first. No secret is among it, nor anything about a person. */
export interface Examination {
  readonly versions: { readonly muster: string; readonly node: string; readonly system: string };
  readonly home: { readonly path: string; readonly exists: boolean };
  /** Free space where the home is or will be, in bytes. */
  readonly disk: { readonly freeBytes: number; readonly totalBytes: number };
  /** undefined where there is none yet. */
  readonly database: DatabaseFacts | undefined;
  /** The keys of the home could be read; undefined where there are none yet. */
  readonly keysReadable: boolean | undefined;
  /** What keeps Muster from working; undefined where nothing does. */
  readonly trouble: Message | undefined;
}

/** Looks, and makes nothing: in an empty home no database is begun. */
export async function examine(cli: Cli): Promise<Examination> {
  const { home, databaseUrl } = cli.config;
  const exists = await isThere(home);
  const looked = exists || databaseUrl !== undefined ? await lookInside(cli) : {};
  return {
    versions: { muster: version, node: process.version, system: `${os.type()} ${os.release()} ${os.arch()}` },
    home: { path: home, exists },
    disk: await readDisk(home),
    database: undefined,
    keysReadable: undefined,
    trouble: undefined,
    ...looked,
  };
}

async function lookInside(
  cli: Cli,
): Promise<Partial<Pick<Examination, "database" | "keysReadable" | "trouble">>> {
  try {
    return { database: await withWorld(cli, readDatabaseFacts), keysReadable: true };
  } catch (error) {
    if (!(error instanceof Fault)) throw error;
    const isAboutKeys = error.code.startsWith("keys.");
    return { trouble: faultMessage(error), ...(isAboutKeys ? { keysReadable: false } : {}) };
  }
}

/** The disk of the folder, or of the nearest folder above it that is there. */
async function readDisk(folder: string): Promise<Examination["disk"]> {
  const found = await statfs(folder).catch(() => undefined);
  if (found === undefined) return readDisk(path.dirname(folder));
  return { freeBytes: found.bavail * found.bsize, totalBytes: found.blocks * found.bsize };
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
