import type { Dirent } from "node:fs";
import { lstat, readdir } from "node:fs/promises";
import path from "node:path";
import { isLitter } from "../../disk/is-litter.ts";
import { storageFault } from "../../disk/storage-fault.ts";
import { systemCode } from "../../disk/system-code.ts";
import { Fault } from "../../fault.ts";
import { abandonedAfterMs, pendingName, uploadsName } from "./drop-folder.ts";

/** A regular file in a drop. It was received by us, so its time is by our clock, whatever the sender's says (A10). */
export interface DropFile {
  readonly name: string;
  readonly bytes: number;
  /** When its last byte arrived, in ms. */
  readonly arrivedAt: number;
  /** Tells it from one that takes its place. */
  readonly inode: number;
}

/** What lies in a drop at one look. */
export interface DropListing {
  readonly files: readonly DropFile[];
  /** Links, pipes, devices: no client can make one, so somebody on this machine did (A27). Never followed. */
  readonly specials: readonly string[];
  readonly isUploading: boolean;
  /** When something was last put here, renamed or taken away, in ms; 0 where there is no folder yet. */
  readonly changedAt: number;
}

/**
 * Looks at a drop's folder, one level, sorted by name; litter and folders are left out.
 *
 * @param most files in it; above that the listing is refused
 * @throws Fault `source.listing.long`, `storage.*`: a listing that fails is never an empty one
 */
export async function listDrop(folder: string, most: number, now: Date): Promise<DropListing> {
  const entries = await entriesOf(folder);
  if (entries === undefined) return { files: [], specials: [], isUploading: false, changedAt: 0 };
  if (entries.length > most)
    throw new Fault("source.listing.long", "never", "there are more files than anybody reads", {
      files: entries.length,
      limit: most,
    });
  const files: DropFile[] = [];
  const specials: string[] = [];
  for (const { name } of entries.filter((entry) => !entry.isDirectory() && !isLitter(entry.name))) {
    const stats = await orGone(lstat(path.join(folder, name)), folder);
    if (stats?.isFile()) files.push({ name, bytes: stats.size, arrivedAt: stats.mtimeMs, inode: stats.ino });
    else if (stats !== undefined && !stats.isDirectory()) specials.push(name);
  }
  const own = await orGone(lstat(folder), folder);
  return {
    files: files.sort((a, b) => (a.name < b.name ? -1 : 1)),
    specials,
    isUploading: await isUploading(path.join(folder, uploadsName), now),
    changedAt: own?.mtimeMs ?? 0,
  };
}

async function isUploading(folder: string, now: Date): Promise<boolean> {
  for (const { name } of (await entriesOf(folder)) ?? []) {
    if (name.startsWith(pendingName)) continue;
    const stats = await orGone(lstat(path.join(folder, name)), folder);
    if (stats?.isFile() && now.getTime() - stats.mtimeMs < abandonedAfterMs) return true;
  }
  return false;
}

function entriesOf(folder: string): Promise<Dirent[] | undefined> {
  return orGone(readdir(folder, { withFileTypes: true }), folder);
}

/** What is renamed or taken away between two calls is simply not there any more. */
async function orGone<T>(work: Promise<T>, place: string): Promise<T | undefined> {
  try {
    return await work;
  } catch (error) {
    if (systemCode(error) === "ENOENT") return undefined;
    throw storageFault(error, place);
  }
}
