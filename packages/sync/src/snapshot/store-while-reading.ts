import { mkdir, rename, rm } from "node:fs/promises";
import path from "node:path";
import { isLitter } from "../disk/is-litter.ts";
import { orStorageFault } from "../disk/storage-fault.ts";
import { systemCode } from "../disk/system-code.ts";
import { halfName, syncFolder } from "../disk/write-durably.ts";
import type { HomeKeys } from "../keys/home-keys.ts";
import type { DatedEntry } from "./fingerprint-input.ts";
import { SealedWriter } from "./seal-file.ts";
import { snapshotFolder } from "./snapshot-folder.ts";
import { type IndexedFile, placeOf, type SealedPlace, writeIndex } from "./snapshot-index.ts";

/** A snapshot that is being kept while somebody reads its files. */
export interface SnapshotBeingStored {
  /** The entries given, each storing what is read of it the first time it is read to its end. */
  readonly entries: readonly DatedEntry[];
  /** Stores what nobody read, and puts the snapshot in its place. No entry may be open then. */
  finish(): Promise<void>;
  /** Removes what was stored. No entry may be open then, and none opened later. */
  abandon(): Promise<void>;
}

interface KeptFile {
  readonly indexed: IndexedFile;
  readonly writer: SealedWriter;
}

interface Storing {
  readonly place: SealedPlace;
  /** Where everything is written until it is whole. */
  readonly half: string;
  readonly kept: Map<string, KeptFile>;
  readonly beingKept: Set<string>;
  /** How many sealed files were begun: they are named by number. */
  begun: number;
}

/**
 * Keeps the raw bytes of an input, encrypted, under `<home>/snapshots/<district>/<snapshot>`, in the same pass over the
 * bytes in which they are read. An entry may be opened several times; what is read of it to no end is not kept. Litter
 * is not kept either. A snapshot of the same number is replaced.
 *
 * @throws Fault while reading or in `finish`: `storage.disk.full`, `storage.path.forbidden`, `storage.path.failed`.
 */
export function storeWhileReading(
  home: string,
  keys: HomeKeys,
  district: number,
  snapshotId: number,
  entries: readonly DatedEntry[],
): SnapshotBeingStored {
  const folder = snapshotFolder(home, district, snapshotId);
  if (new Set(entries.map((entry) => entry.path)).size < entries.length)
    throw new Error("two entries of a snapshot have one path");
  const place = { key: keys.snapshotKey(district), district, snapshotId };
  const storing: Storing = { place, half: halfName(folder), kept: new Map(), beingKept: new Set(), begun: 0 };
  const storingEntries = entries.map((entry) => {
    const { path: name, size, modifiedAt } = entry;
    return { path: name, size, modifiedAt, open: () => readAndKeep(storing, entry) };
  });
  return {
    entries: storingEntries,
    finish: () => orStorageFault(finish(storing, folder, storingEntries), folder),
    abandon: () => orStorageFault(abandon(storing), folder),
  };
}

async function* readAndKeep(
  storing: Storing,
  entry: DatedEntry,
): AsyncGenerator<Uint8Array, void, undefined> {
  const { kept, beingKept } = storing;
  if (isLitter(entry.path) || kept.has(entry.path) || beingKept.has(entry.path)) {
    yield* entry.open();
    return;
  }
  beingKept.add(entry.path);
  storing.begun += 1;
  const sealedName = String(storing.begun).padStart(4, "0");
  const writer = sealedWriter(storing, entry.path, sealedName);
  try {
    yield* copyTo(writer, entry, storing.half);
    const size = await orStorageFault(writer.end(), storing.half);
    const modifiedAt = entry.modifiedAt?.toISOString();
    kept.set(entry.path, { writer, indexed: { path: entry.path, size, modifiedAt, sealedName } });
  } finally {
    if (!kept.has(entry.path)) await writer.abandon();
    beingKept.delete(entry.path);
  }
}

function sealedWriter({ half, place }: Storing, entryPath: string, sealedName: string): SealedWriter {
  return new SealedWriter(path.join(half, sealedName), place.key, placeOf(place, entryPath));
}

/** Gives the bytes of the entry on while they are being written. */
async function* copyTo(
  writer: SealedWriter,
  entry: DatedEntry,
  half: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  for await (const chunk of entry.open()) {
    const written = writer.write(chunk);
    // A failure is told when the reader asks for the next chunk.
    written.catch(() => undefined);
    yield chunk;
    await orStorageFault(written, half);
  }
}

async function finish(storing: Storing, folder: string, entries: readonly DatedEntry[]): Promise<void> {
  if (storing.beingKept.size > 0)
    throw new Error("a snapshot is finished while one of its files is being read");
  await mkdir(storing.half, { recursive: true, mode: 0o700 });
  for (const entry of entries) {
    if (!isLitter(entry.path) && !storing.kept.has(entry.path)) await readToEnd(entry);
  }
  const kept = [...storing.kept.values()];
  await Promise.all(kept.map(({ writer }) => writer.settle()));
  await writeIndex(
    storing.half,
    storing.place,
    kept.map(({ indexed }) => indexed),
  );
  await syncFolder(storing.half);
  await replaceFolder(storing.half, folder);
}

async function readToEnd(entry: DatedEntry): Promise<void> {
  for await (const _ of entry.open()) {
    // Reading it stores it.
  }
}

async function abandon({ kept, half }: Storing): Promise<void> {
  await Promise.all([...kept.values()].map(({ writer }) => writer.abandon()));
  await rm(half, { recursive: true, force: true });
}

/** @NOTE a run that failed after storing and before committing leaves a folder of the same number behind. */
async function replaceFolder(half: string, folder: string): Promise<void> {
  await rename(half, folder).catch(async (error: unknown) => {
    const code = systemCode(error);
    if (code !== "ENOTEMPTY" && code !== "EEXIST") throw error;
    await removeFolder(folder);
    await rename(half, folder);
  });
  await syncFolder(path.dirname(folder));
}

/** Removes a folder; it is gone at once or not at all, also for somebody who looks in between. */
export async function removeFolder(folder: string): Promise<void> {
  const aside = halfName(folder);
  try {
    await rename(folder, aside);
  } catch (error) {
    if (systemCode(error) === "ENOENT") return;
    throw error;
  }
  await rm(aside, { recursive: true, force: true });
}
