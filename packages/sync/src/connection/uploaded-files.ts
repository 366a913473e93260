import { readdir, rename, rm, stat, utimes } from "node:fs/promises";
import path from "node:path";
import { makeFolder } from "../disk/make-folder.ts";
import { orStorageFault, storageFault } from "../disk/storage-fault.ts";
import { systemCode } from "../disk/system-code.ts";
import { Fault } from "../fault.ts";

/**
 * Files that somebody has brought and no worker has read to the end yet lie in clear under `<home>/uploads`, a folder an
 * upload, named after its district and its number. All machines of a Muster share the home, so whichever worker comes
 * finds them; they outlive its death.
 */
export interface UploadedFiles {
  readonly districtId: number;
  readonly uploadId: string;
}

/** A folder that lies there, and when it was put there: an instant in ms by the clock of the disk. */
export interface KeptUpload extends UploadedFiles {
  readonly keptAt: number;
}

const folderOf = (home: string, { districtId, uploadId }: UploadedFiles): string =>
  path.join(home, "uploads", `${districtId}-${uploadId}`);

/**
 * Keeps a folder of files that were received, by moving it: from here on it is no arrival that goes with its process.
 *
 * @throws Fault `storage.*`
 */
export async function keepUploaded(home: string, received: string, upload: UploadedFiles): Promise<void> {
  const folder = folderOf(home, upload);
  const work = async (): Promise<void> => {
    await makeFolder(path.dirname(folder));
    const now = new Date();
    await utimes(received, now, now);
    await rename(received, folder);
  };
  await orStorageFault(work(), folder);
}

/**
 * The folder with the files of an upload.
 *
 * @throws Fault `upload.files.missing`, `storage.*`
 */
export async function findUploaded(home: string, upload: UploadedFiles): Promise<string> {
  const folder = folderOf(home, upload);
  try {
    await stat(folder);
    return folder;
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw storageFault(error, folder);
    const facts = { district: upload.districtId, upload: upload.uploadId };
    // A home that is shared may be away for a moment.
    throw new Fault("upload.files.missing", "later", "the files of the upload are not in this home", facts, {
      cause: error,
    });
  }
}

/** Every upload whose files lie in a home. @throws Fault `storage.*` */
export async function listUploaded(home: string): Promise<readonly KeptUpload[]> {
  const folder = path.join(home, "uploads");
  return orStorageFault(list(folder), folder);
}

async function list(folder: string): Promise<readonly KeptUpload[]> {
  const kept: KeptUpload[] = [];
  for (const name of await namesIn(folder)) {
    const [, district, uploadId] = /^(\d+)-([0-9a-f-]{36})$/.exec(name) ?? [];
    if (district === undefined || uploadId === undefined) continue;
    try {
      const { mtimeMs } = await stat(path.join(folder, name));
      kept.push({ districtId: Number(district), uploadId, keptAt: mtimeMs });
    } catch (error) {
      // Somebody else has just removed it.
      if (systemCode(error) !== "ENOENT") throw error;
    }
  }
  return kept;
}

/** Nobody has ever uploaded: there is no folder yet. */
async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw error;
    return [];
  }
}

/** Removes the files of an upload; nothing to do where they are gone. @throws Fault `storage.*` */
export async function removeUploaded(home: string, upload: UploadedFiles): Promise<void> {
  const folder = folderOf(home, upload);
  await orStorageFault(rm(folder, { recursive: true, force: true }), folder);
}
