import { mkdir, readdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { orStorageFault } from "../../disk/storage-fault.ts";
import { systemCode } from "../../disk/system-code.ts";
import { takenName } from "./drop-folder.ts";
import { type DropFile, listDrop } from "./list-drop.ts";

const dayMs = 24 * 60 * 60_000;

/** Which files a fetch took, in one text, to be kept with what a source remembers. */
export function noteTaken(files: readonly DropFile[]): string {
  return JSON.stringify(files.map(({ name, bytes, arrivedAt, inode }) => [name, bytes, arrivedAt, inode]));
}

/**
 * Puts the files that a sync has taken away from a drop's folder into `.taken/<time>`, and removes what was put away
 * more than `days` ago. A file that has another in its place since then stays: nobody has read it yet.
 *
 * @param taken from `noteTaken`
 * @returns how many files were put away
 * @throws Fault `storage.*`
 */
export async function putAwayFiles(
  folder: string,
  taken: string,
  { days, now }: { readonly days: number; readonly now: Date },
): Promise<number> {
  const room = path.join(folder, takenName, now.toISOString().replace(/[:.]/g, "-"));
  const { files } = await listDrop(folder, Number.MAX_SAFE_INTEGER, now);
  const known: unknown = JSON.parse(taken);
  const wanted = new Set(Array.isArray(known) ? known.map((file) => JSON.stringify(file)) : []);
  let put = 0;
  for (const file of files) {
    if (!wanted.has(noteTaken([file]).slice(1, -1))) continue;
    await orStorageFault(mkdir(room, { recursive: true, mode: 0o700 }), room);
    await orStorageFault(rename(path.join(folder, file.name), path.join(room, file.name)), room);
    put += 1;
  }
  await removeOld(path.join(folder, takenName), now.getTime() - days * dayMs);
  return put;
}

async function removeOld(archive: string, before: number): Promise<void> {
  for (const name of (await readdir(archive).catch(absent)) ?? []) {
    const at = Date.parse(name.replace(/T(\d\d)-(\d\d)-(\d\d)-(\d{3})Z$/, "T$1:$2:$3.$4Z"));
    if (at < before) await rm(path.join(archive, name), { recursive: true, force: true });
  }
}

function absent(error: unknown): undefined {
  if (systemCode(error) !== "ENOENT") throw error;
}
