import { type FileHandle, open, rename, rm } from "node:fs/promises";
import path from "node:path";
import { syncFolder } from "@muster/sync/disk/write-durably.ts";
import { type ByteRanges, createByteRanges } from "./byte-ranges.ts";
import { Refusal, status } from "./refusal.ts";

/** A file that a client is sending: beside its place until the client has closed it. */
export interface Upload {
  readonly name: string;
  readonly bytes: () => number;
  readonly write: (offset: number, data: Uint8Array) => Promise<void>;
  readonly truncate: (bytes: number) => Promise<void>;
  /** Puts the whole file in its place, in one step and durably. On a refusal the file that was there stays. */
  readonly commit: (arrivedAt: number) => Promise<void>;
  /** Forgets what was sent. */
  readonly discard: () => Promise<void>;
}

/** What an upload is given of its folder. */
export interface UploadPlace {
  readonly name: string;
  /** Where it grows, and where it belongs; both on one disk. */
  readonly half: string;
  readonly file: string;
  /** Asks for room for a file of so many bytes. @throws Refusal */
  readonly claim: (bytes: number) => void;
}

/** A client that writes blocks in many places at once is no uploader of rosters. */
const mostRanges = 1_000;

interface UploadState {
  readonly place: UploadPlace;
  readonly handle: FileHandle;
  readonly ranges: ByteRanges;
  bytes: number;
  /** The first thing that went wrong; every later answer is the same, so that no client takes the file for whole. */
  failed: unknown;
  isOver: boolean;
}

/**
 * Begins an upload. It always begins empty: what is not sent again is not there. Going on where an earlier upload stopped
 * would put today's second half behind yesterday's first.
 */
export async function beginUpload(place: UploadPlace): Promise<Upload> {
  const handle = await open(place.half, "wx", 0o600);
  const state: UploadState = {
    ...{ place, handle, ranges: createByteRanges(), bytes: 0, failed: undefined, isOver: false },
  };
  return {
    name: place.name,
    bytes: () => state.bytes,
    write: (offset, data) => attempt(state, () => write(state, offset, data)),
    truncate: (size) => attempt(state, () => truncate(state, size)),
    commit: async (arrivedAt) => {
      try {
        await attempt(state, () => commit(state, arrivedAt));
      } finally {
        await discard(state);
      }
    },
    discard: () => discard(state),
  };
}

async function attempt(state: UploadState, deed: () => Promise<void>): Promise<void> {
  if (state.failed !== undefined) throw state.failed;
  try {
    await deed();
  } catch (error) {
    state.failed = error;
    throw error;
  }
}

async function write(state: UploadState, offset: number, data: Uint8Array): Promise<void> {
  const { place, handle, ranges } = state;
  const size = Math.max(state.bytes, offset + data.length);
  place.claim(size);
  await writeWhole(handle, data, offset);
  state.bytes = size;
  ranges.add(offset, offset + data.length);
  if (ranges.count() > mostRanges)
    throw new Refusal(status.FAILURE, "Send the file from its beginning to its end");
}

async function truncate(state: UploadState, size: number): Promise<void> {
  state.place.claim(size);
  await state.handle.truncate(size);
  state.bytes = size;
  state.ranges.cut(size);
}

async function commit(state: UploadState, arrivedAt: number): Promise<void> {
  const { place, handle } = state;
  const gap = state.ranges.firstGap(state.bytes);
  if (gap !== undefined) throw incomplete(gap);
  // Its time is that of our clock (A10).
  await handle.utimes(arrivedAt / 1000, arrivedAt / 1000);
  await handle.sync();
  await handle.close();
  await rename(place.half, place.file);
  state.isOver = true;
  await syncFolder(path.dirname(place.file));
}

async function discard(state: UploadState): Promise<void> {
  if (state.isOver) return;
  state.isOver = true;
  await state.handle.close().catch(() => undefined);
  await rm(state.place.half, { force: true });
}

async function writeWhole(handle: FileHandle, data: Uint8Array, offset: number): Promise<void> {
  let done = 0;
  while (done < data.length) {
    const { bytesWritten } = await handle.write(data, done, data.length - done, offset + done);
    done += bytesWritten;
  }
}

function incomplete(gap: number): Refusal {
  return new Refusal(
    status.FAILURE,
    `Byte ${gap} was never sent, and going on with an earlier upload is not possible here. Send the whole file.`,
  );
}
