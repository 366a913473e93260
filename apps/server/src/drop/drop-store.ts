import { randomBytes } from "node:crypto";
import { constants, type Stats } from "node:fs";
import { type FileHandle, lstat, mkdir, open, readdir, rename, rm, unlink, utimes } from "node:fs/promises";
import path from "node:path";
import { systemCode } from "@muster/sync/disk/system-code.ts";
import { syncFolder } from "@muster/sync/disk/write-durably.ts";
import { abandonedAfterMs, pendingName, uploadsName } from "@muster/sync/source/drop/drop-folder.ts";
import type { DropClock } from "./drop-clock.ts";
import { noSuchFile, notAllowed, Refusal, status } from "./refusal.ts";
import { beginUpload, type Upload } from "./upload.ts";

/** A file as its district may see it. */
export interface StoredFile {
  readonly name: string;
  readonly bytes: number;
  /** In ms. */
  readonly arrivedAt: number;
}

/** What is refused for want of room: worth telling the district (A25). */
export class QuotaRefusal extends Refusal {}

/** A link or a device in the folder: no client can make one (A27). */
export class SpecialRefusal extends Refusal {}

/** The files of one account. All its sessions share one store, which knows what they are sending. */
export interface DropStore {
  readonly list: () => Promise<readonly StoredFile[]>;
  readonly find: (name: string) => Promise<StoredFile>;
  readonly openToRead: (name: string) => Promise<FileHandle>;
  /** @param isExclusive a file of that name must not be there yet */
  readonly beginUpload: (name: string, isExclusive: boolean) => Promise<Upload>;
  readonly commit: (upload: Upload) => Promise<void>;
  readonly discard: (upload: Upload) => Promise<void>;
  /** Puts a file under another name, in the place of what is there. */
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  readonly uploading: () => number;
}

export interface DropStoreOptions {
  readonly folder: string;
  /** Asked each time: it may be raised while a client is connected. */
  readonly quotaBytes: () => number;
  readonly fileBytes: number;
  readonly files: number;
  readonly clock: DropClock;
}

interface StoreState extends DropStoreOptions {
  readonly uploads: string;
  /** What is being sent, by whatever session. */
  readonly open: Map<Upload, string>;
  /** Sizes of the files that lie there, as of the last look. */
  stored: ReadonlyMap<string, number>;
}

/** Opens the folder of an account, makes it where it is missing, and removes uploads that a dead process left. */
export async function openDropStore(options: DropStoreOptions): Promise<DropStore> {
  const { folder, clock } = options;
  const uploads = path.join(folder, uploadsName);
  await mkdir(uploads, { recursive: true, mode: 0o700 });
  await removeAbandoned(uploads, clock.now());
  const state: StoreState = { ...options, uploads, open: new Map(), stored: new Map() };
  return {
    list: () => look(state),
    find: (name) => findFile(folder, name),
    openToRead: (name) => openRegular(path.join(folder, name)),
    uploading: () => state.open.size,
    beginUpload: (name, isExclusive) => beginStored(state, name, isExclusive),
    commit: async (upload) => {
      try {
        await upload.commit(clock.now());
      } finally {
        state.open.delete(upload);
      }
      await noteChange(state);
    },
    discard: async (upload) => {
      state.open.delete(upload);
      await upload.discard();
    },
    rename: async (from, to) => {
      await findFile(folder, from);
      if (from === to) return;
      await rename(path.join(folder, from), path.join(folder, to));
      await noteChange(state);
    },
    remove: async (name) => {
      await findFile(folder, name);
      await unlink(path.join(folder, name));
      await noteChange(state);
    },
  };
}

async function look(state: StoreState): Promise<readonly StoredFile[]> {
  const files = await listFiles(state.folder);
  state.stored = new Map(files.map(({ name, bytes }) => [name, bytes]));
  return files;
}

/** The folder's own time tells a fetch when something was last put there or taken away; it is by our clock too. */
async function noteChange(state: StoreState): Promise<void> {
  const at = state.clock.now() / 1000;
  await utimes(state.folder, at, at);
  await syncFolder(state.folder);
  await look(state);
}

async function beginStored(state: StoreState, name: string, isExclusive: boolean): Promise<Upload> {
  await look(state);
  const { open, uploads, folder } = state;
  if (isExclusive && state.stored.has(name))
    throw new Refusal(status.FAILURE, "There is a file of this name already");
  checkCount(new Set([...state.stored.keys(), ...open.values(), name]).size, state.files);
  const half = path.join(uploads, `${process.pid}-${randomBytes(6).toString("hex")}`);
  const claim = (bytes: number): void => checkRoom(state, upload, bytes);
  const upload: Upload = await beginUpload({ name, half, file: path.join(folder, name), claim });
  open.set(upload, name);
  return upload;
}

async function removeAbandoned(uploads: string, now: number): Promise<void> {
  for (const name of await readdir(uploads)) {
    if (name.startsWith(pendingName)) continue;
    const file = path.join(uploads, name);
    const stats = await lstat(file).catch(absent);
    if (stats !== undefined && now - stats.mtimeMs > abandonedAfterMs) await rm(file, { force: true });
  }
}

async function listFiles(folder: string): Promise<readonly StoredFile[]> {
  const names = await readdir(folder);
  const files: StoredFile[] = [];
  for (const name of names.sort()) {
    const stats = await lstat(path.join(folder, name)).catch(absent);
    if (stats?.isFile()) files.push(describe(name, stats));
  }
  return files;
}

function describe(name: string, stats: Stats): StoredFile {
  return { name, bytes: stats.size, arrivedAt: stats.mtimeMs };
}

async function findFile(folder: string, name: string): Promise<StoredFile> {
  const stats = await lstat(path.join(folder, name)).catch(absent);
  if (stats === undefined || stats.isDirectory()) throw noSuchFile();
  if (!stats.isFile()) throw special();
  return describe(name, stats);
}

async function openRegular(file: string): Promise<FileHandle> {
  // A link is not followed, a pipe not waited for.
  const flags = constants.O_RDONLY | constants.O_NOFOLLOW | constants.O_NONBLOCK;
  const handle = await open(file, flags).catch((error: unknown) => {
    if (systemCode(error) === "ELOOP") throw special();
    throw error;
  });
  if ((await handle.stat()).isFile()) return handle;
  await handle.close();
  throw special();
}

function special(): Refusal {
  return new SpecialRefusal(status.PERMISSION_DENIED, "This is no ordinary file");
}

function checkCount(files: number, limit: number): void {
  if (files > limit)
    throw new QuotaRefusal(
      status.FAILURE,
      `There is room for ${limit} files. Remove some that are not needed.`,
    );
}

/** Counts what will lie there once everything that is being sent has taken its place. */
function checkRoom(state: StoreState, upload: Upload, bytes: number): void {
  const replaced = new Set(state.open.values());
  const quotaBytes = state.quotaBytes();
  let used = bytes;
  for (const [name, size] of state.stored) if (!replaced.has(name)) used += size;
  for (const other of state.open.keys()) if (other !== upload) used += other.bytes();
  if (bytes > state.fileBytes || used > quotaBytes)
    throw notEnoughRoom(Math.min(state.fileBytes, quotaBytes));
}

function notEnoughRoom(limit: number): Refusal {
  const text = `There is not enough room: the limit is ${limit} bytes. What was there before is unchanged.`;
  return new QuotaRefusal(status.FAILURE, text);
}

function absent(error: unknown): undefined {
  if (systemCode(error) !== "ENOENT") throw error;
}

/** What a client is told of a failure of ours: no path, no reason that is none of its business (A24). */
export function storageRefusal(error: unknown): Refusal {
  const code = systemCode(error);
  if (code === "ENOENT") return noSuchFile();
  if (code === "ENOSPC" || code === "EDQUOT")
    return new Refusal(status.FAILURE, "The server has no room left. Nothing was changed; try again later.", {
      cause: error,
    });
  if (code === "EISDIR") return notAllowed("This is no file");
  return new Refusal(status.FAILURE, "The server cannot do this now. Try again later.", { cause: error });
}
