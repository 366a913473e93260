import { mkdir, mkdtemp, readdir, rename, rm, stat, writeFile } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "../disk/make-folder.ts";
import { orStorageFault } from "../disk/storage-fault.ts";
import { systemCode } from "../disk/system-code.ts";

/**
 * What is being fetched lies in clear under `<home>/arrivals`, one folder a fetch, until it was read. A process that is
 * killed leaves its folder there; whoever comes next removes it. Several machines may share a home, so no process
 * number says who is alive: a fetch writes a sign of life beside its files, and is silent when it stops.
 */
export interface ArrivalFolder {
  /** Empty, and open to us alone. */
  readonly files: string;
  /** Removes the folder with everything in it. */
  readonly close: () => Promise<void>;
}

const beatEveryMs = 5_000;
/** Six signs of life that did not come. */
const silentMs = 30_000;

const sign = "alive";
const leaving = "gone-";

/**
 * Makes a folder for one fetch, and sweeps away those that nobody keeps any more.
 *
 * @param name begins the folder's name: ids, never a person
 * @throws Fault `storage.*`
 */
export async function openArrivalFolder(home: string, name: string): Promise<ArrivalFolder> {
  const arrivals = path.join(home, "arrivals");
  return orStorageFault(open(arrivals, name), arrivals);
}

/** Sweeps away what killed fetches left. @throws Fault `storage.*` */
export async function sweepArrivals(home: string): Promise<void> {
  await (await openArrivalFolder(home, "sweep-")).close();
}

async function open(arrivals: string, name: string): Promise<ArrivalFolder> {
  await makeFolder(arrivals);
  const folder = await mkdtemp(path.join(arrivals, name));
  const alive = path.join(folder, sign);
  const beat = (): Promise<void> => writeFile(alive, "\n", { mode: 0o600 });
  await beat();
  const files = path.join(folder, "files");
  await mkdir(files, { mode: 0o700 });
  // By the clock of the disk, which all machines that share it have in common.
  await sweep(arrivals, (await stat(alive)).mtimeMs - silentMs);
  const timer = setInterval(() => void beat().catch(() => undefined), beatEveryMs);
  timer.unref();
  return {
    files,
    close: async () => {
      clearInterval(timer);
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** Removes the folders without a sign of life since `before`, in ms. What cannot be removed keeps no fetch waiting. */
async function sweep(arrivals: string, before: number): Promise<void> {
  for (const name of await readdir(arrivals)) {
    try {
      if ((await aliveAt(path.join(arrivals, name))) < before) await remove(arrivals, name);
    } catch (error) {
      if (systemCode(error) === undefined) throw error;
    }
  }
}

async function aliveAt(folder: string): Promise<number> {
  try {
    return (await stat(path.join(folder, sign))).mtimeMs;
  } catch (error) {
    if (systemCode(error) !== "ENOENT" && systemCode(error) !== "ENOTDIR") throw error;
    return (await stat(folder)).mtimeMs;
  }
}

/**
 * First out of the way, then file by file: a fetch that was only asleep finds all of its files or none, and never half
 * of a roster.
 */
async function remove(arrivals: string, name: string): Promise<void> {
  const gone = path.join(arrivals, name.startsWith(leaving) ? name : `${leaving}${name}`);
  if (!name.startsWith(leaving)) await rename(path.join(arrivals, name), gone);
  await rm(gone, { recursive: true, force: true });
}
