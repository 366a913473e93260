import { access, constants, stat, statfs } from "node:fs/promises";
import os from "node:os";
import path from "node:path";
import { faultMessage, type Message } from "@muster/rules/report/message.ts";
import { listDistricts } from "@muster/sync/directory/districts.ts";
import { listRuns } from "@muster/sync/directory/runs.ts";
import { orStorageFault } from "@muster/sync/disk/storage-fault.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
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
  /** Last runs whose process is gone without having said how they ended; the next run of the district closes them. */
  readonly diedRuns: readonly DiedRun[];
  /** The keys of the home could be read; undefined where there are none yet. */
  readonly keysReadable: boolean | undefined;
  /** What keeps Muster from working; undefined where nothing does. */
  readonly trouble: Message | undefined;
}

export interface DiedRun {
  readonly district: string;
  readonly run: number;
  readonly stage: string;
}

/** Looks, and makes nothing: in an empty home no database is begun. */
export async function examine(cli: Cli): Promise<Examination> {
  const { home, databaseUrl } = cli.config;
  const exists = await isThere(home);
  const looked = exists || databaseUrl !== undefined ? await lookInside(cli) : await lookAround(home);
  return {
    versions: { muster: version, node: process.version, system: `${os.type()} ${os.release()} ${os.arch()}` },
    home: { path: home, exists },
    disk: await readDisk(home),
    database: undefined,
    diedRuns: [],
    keysReadable: undefined,
    trouble: undefined,
    ...looked,
  };
}

type Looked = Partial<Pick<Examination, "database" | "diedRuns" | "keysReadable" | "trouble">>;

async function lookInside(cli: Cli): Promise<Looked> {
  return orTrouble(() =>
    withWorld(cli, async (world) => ({
      database: await readDatabaseFacts(world),
      diedRuns: await readDiedRuns(world),
      keysReadable: true,
    })),
  );
}

/** A home that is not there yet must be one that can be made: where it is to be, writing is allowed. */
async function lookAround(home: string): Promise<Looked> {
  // With a separator at its end the path means a folder: a file in that place is refused too.
  const above = `${await nearestAbove(home)}${path.sep}`;
  return orTrouble(async () => {
    await orStorageFault(access(above, constants.W_OK | constants.X_OK), home);
    return {};
  });
}

async function nearestAbove(folder: string): Promise<string> {
  const above = path.dirname(folder);
  return above === folder || (await isThere(above)) ? above : nearestAbove(above);
}

async function readDiedRuns(world: RunWorld): Promise<readonly DiedRun[]> {
  const died: DiedRun[] = [];
  for (const { districtId, name } of await listDistricts(world.db)) {
    const [last] = await listRuns(world.db, districtId, 1);
    if (last?.state === "died") died.push({ district: name, run: last.run, stage: last.stage });
  }
  return died;
}

async function orTrouble(look: () => Promise<Looked>): Promise<Looked> {
  try {
    return await look();
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
