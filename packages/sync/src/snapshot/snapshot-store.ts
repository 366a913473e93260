import { readdir, rm, stat } from "node:fs/promises";
import path from "node:path";
import { storageFault } from "../disk/storage-fault.ts";
import { systemCode } from "../disk/system-code.ts";
import { Fault } from "../fault.ts";
import type { HomeKeys } from "../keys/home-keys.ts";
import type { DatedEntry } from "./fingerprint-input.ts";
import { readSealedFile } from "./read-sealed-file.ts";
import { snapshotFolder } from "./snapshot-folder.ts";
import { placeOf, readIndex } from "./snapshot-index.ts";
import { removeFolder, storeWhileReading } from "./store-while-reading.ts";

export {
  type DatedEntry,
  fingerprintInput,
  type InputFingerprint,
  type StoredFile,
} from "./fingerprint-input.ts";
export { type SnapshotBeingStored, storeWhileReading } from "./store-while-reading.ts";

/**
 * Keeps the raw bytes of an input, encrypted, in a pass of its own; `storeWhileReading` does it in passing.
 *
 * @throws Fault `storage.disk.full`, `storage.path.forbidden`, `storage.path.failed`, and whatever an entry throws:
 * nothing is kept then.
 */
export async function storeSnapshot(
  home: string,
  keys: HomeKeys,
  district: number,
  snapshotId: number,
  entries: readonly DatedEntry[],
): Promise<void> {
  const storing = storeWhileReading(home, keys, district, snapshotId, entries);
  try {
    await storing.finish();
  } catch (error) {
    // What stopped us may also stop the clearing away; the first failure is the one to tell.
    await storing.abandon().catch(() => undefined);
    throw error;
  }
}

/**
 * The files of a stored snapshot, as they came. Every chunk is proved before it is given.
 *
 * @throws Fault `snapshot.bytes.missing` where nothing was stored or it was dropped, `snapshot.bytes.damaged` (also
 * while reading) where it was changed, cut, or stored under another key.
 */
export async function openStoredSnapshot(
  home: string,
  keys: HomeKeys,
  district: number,
  snapshotId: number,
): Promise<readonly DatedEntry[]> {
  const folder = snapshotFolder(home, district, snapshotId);
  await stat(folder).catch((error: unknown) => {
    throw systemCode(error) === "ENOENT" ? missing(district, snapshotId) : storageFault(error, folder);
  });
  const place = { key: keys.snapshotKey(district), district, snapshotId };
  const files = await readIndex(folder, place);
  return files.map((file) => ({
    path: file.path,
    size: file.size,
    modifiedAt: file.modifiedAt === undefined ? undefined : new Date(file.modifiedAt),
    open: () => readSealedFile(path.join(folder, file.sealedName), place.key, placeOf(place, file.path)),
  }));
}

/** Removes the bytes of a snapshot and what failed attempts to store it left. No matter whether there are any. */
export async function dropSnapshot(home: string, district: number, snapshotId: number): Promise<void> {
  const folder = snapshotFolder(home, district, snapshotId);
  try {
    await removeFolder(folder);
    for (const name of await readdir(path.dirname(folder))) {
      if (name.startsWith(`${snapshotId}.`))
        await rm(path.join(path.dirname(folder), name), { recursive: true, force: true });
    }
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw storageFault(error, folder);
  }
}

function missing(district: number, snapshotId: number): Fault {
  const text = `The bytes of snapshot ${snapshotId} were never stored, or were dropped.`;
  return new Fault("snapshot.bytes.missing", "never", text, { district, snapshotId });
}
