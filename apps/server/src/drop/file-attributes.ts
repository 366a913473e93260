import type { Attributes, FileEntry } from "ssh2";
import type { StoredFile } from "./drop-store.ts";

const regular = 0o100000;
const directory = 0o040000;

/** Attributes as SFTP version 3 knows them. Nobody on this machine owns a file of a drop, so the owner is nobody. */
export function fileAttributes(file: Omit<StoredFile, "name">, isWriteOnly: boolean): Attributes {
  const seconds = Math.floor(file.arrivedAt / 1000);
  const mode = regular | (isWriteOnly ? 0o200 : 0o600);
  return { mode, uid: 0, gid: 0, size: file.bytes, atime: seconds, mtime: seconds };
}

export function folderAttributes(now: number): Attributes {
  const seconds = Math.floor(now / 1000);
  return { mode: directory | 0o700, uid: 0, gid: 0, size: 0, atime: seconds, mtime: seconds };
}

/** An entry of a listing, with the line that `ls -l` shows; its time is UTC. */
export function listEntry(file: StoredFile, isWriteOnly: boolean): FileEntry {
  const attrs = fileAttributes(file, isWriteOnly);
  const rights = isWriteOnly ? "--w-------" : "-rw-------";
  const [, day, month, year, time] = new Date(file.arrivedAt).toUTCString().split(" ");
  const size = String(file.bytes).padStart(12);
  const longname = `${rights}    1 drop     drop     ${size} ${month} ${day} ${time?.slice(0, 5)} ${year} ${file.name}`;
  return { filename: file.name, longname, attrs };
}
