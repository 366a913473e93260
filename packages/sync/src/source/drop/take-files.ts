import { constants } from "node:fs";
import { copyFile, link, lstat, utimes } from "node:fs/promises";
import path from "node:path";
import { storageFault } from "../../disk/storage-fault.ts";
import { systemCode } from "../../disk/system-code.ts";
import { Fault } from "../../fault.ts";
import type { DropFile } from "./list-drop.ts";

/** Codes of a system that has no hard links here: another disk, another kind of disk, too many of them. */
const noLinks = new Set(["EXDEV", "EPERM", "ENOTSUP", "EOPNOTSUPP", "ENOSYS", "EMLINK"]);

/**
 * Takes a file of a drop along under its name: the same bytes under a second name where the disk can, else a copy. The
 * drop never writes into a file that lies there, it puts another in its place, so what was taken stays as it is (A12).
 *
 * @throws Fault `source.file.changed` where another file has its name by now; `storage.*`
 */
export async function takeFile(from: string, file: DropFile, into: string): Promise<void> {
  const source = path.join(from, file.name);
  const target = path.join(into, file.name);
  try {
    await link(source, target).catch(async (error: unknown) => {
      if (!noLinks.has(systemCode(error) ?? "")) throw error;
      await copyFile(source, target, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      // In seconds; the file system keeps what it can of it.
      await utimes(target, file.arrivedAt / 1000, file.arrivedAt / 1000);
    });
    const taken = await lstat(target);
    const now = await lstat(source);
    const isSame = taken.isFile() && taken.size === file.bytes && now.ino === file.inode;
    if (isSame) return;
  } catch (error) {
    if (systemCode(error) !== "ENOENT") throw storageFault(error, target);
  }
  throw new Fault("source.file.changed", "later", `${file.name} was replaced while it was being taken`, {
    path: file.name,
    listedBytes: file.bytes,
    bytes: null,
  });
}
