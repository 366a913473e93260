import { randomBytes } from "node:crypto";
import { type FileHandle, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "./make-folder.ts";

/**
 * Writes a file that is there whole or not at all, also after a power cut: beside its place first, synced, then put
 * there. Only its owner may read it. `write` gets the open file. Folders above it are made.
 */
export async function writeDurably(
  file: string,
  write: (handle: FileHandle) => Promise<void>,
): Promise<void> {
  const half = halfName(file);
  await makeFolder(path.dirname(file));
  try {
    const handle = await open(half, "wx", 0o600);
    try {
      await write(handle);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(half, file);
  } catch (error) {
    await rm(half, { force: true });
    throw error;
  }
  await syncFolder(path.dirname(file));
}

/** A name beside `file` that no other process uses, for what is not finished. */
export function halfName(file: string): string {
  return `${file}.${process.pid}.${randomBytes(4).toString("hex")}.half`;
}

/** A name in a folder is on disk only once the folder is. */
export async function syncFolder(folder: string): Promise<void> {
  const handle = await open(folder);
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
