import { randomBytes } from "node:crypto";
import { type FileHandle, mkdir, open, rm } from "node:fs/promises";
import path from "node:path";
import { releaseChunk } from "../disk/release-chunk.ts";
import { chunkBytes, makeSeal, type Seal, sealChunk, sealedFormat } from "./sealed-chunk.ts";

/**
 * Writes one sealed file. Nothing is on disk before the first chunk is full, so that a look at the head of a file costs
 * a copy in memory and no more.
 */
export class SealedWriter {
  /** Plain bytes taken so far. */
  size = 0;
  private readonly file: string;
  private readonly salt = randomBytes(32);
  private readonly seal: Seal;
  private readonly waiting = new Uint8Array(chunkBytes);
  private filled = 0;
  private chunks = 0;
  private handle: FileHandle | undefined;
  private writing: Promise<void> = Promise.resolve();
  private closing: Promise<void> = Promise.resolve();

  constructor(file: string, districtKey: Buffer, place: string) {
    this.file = file;
    this.seal = makeSeal(districtKey, this.salt, place);
  }

  /** Takes bytes; they may be used again once the promise is kept. Not to be called again before. */
  async write(bytes: Uint8Array): Promise<void> {
    this.size += bytes.length;
    for (let at = 0; at < bytes.length; ) {
      const length = Math.min(bytes.length - at, chunkBytes - this.filled);
      const piece = bytes.subarray(at, at + length);
      at += length;
      if (length === chunkBytes) await this.writeChunk(piece, false);
      else {
        this.waiting.set(piece, this.filled);
        this.filled += length;
        if (this.filled === chunkBytes) await this.writeChunk(this.waiting, false);
      }
    }
  }

  /** Writes the last chunk and begins to sync the file; gives back how many plain bytes are in it. */
  async end(): Promise<number> {
    await this.writeChunk(this.waiting.subarray(0, this.filled), true);
    await this.writing;
    this.closing = this.close();
    // A failure is told by `settle`.
    this.closing.catch(() => undefined);
    return this.size;
  }

  /** Waits until the ended file is on the disk for good. */
  async settle(): Promise<void> {
    await this.closing;
  }

  /** Gives up; what was written is removed. */
  async abandon(): Promise<void> {
    await this.writing.catch(() => undefined);
    await this.closing.catch(() => undefined);
    await this.handle?.close();
    if (this.handle !== undefined) await rm(this.file, { force: true });
  }

  private async close(): Promise<void> {
    try {
      await this.handle?.sync();
    } finally {
      await this.handle?.close();
    }
  }

  /** Encrypts at once, writes behind: one chunk is on its way to the disk while the next one is made. */
  private async writeChunk(plain: Uint8Array, isLast: boolean): Promise<void> {
    const parts = sealChunk(this.seal, this.chunks, isLast, plain);
    this.chunks += 1;
    this.filled = 0;
    await this.writing;
    this.writing = this.append(parts);
    // A failure is told by whoever waits next.
    this.writing.catch(() => undefined);
  }

  private async append([bytes, tag]: readonly [Buffer, Buffer]): Promise<void> {
    this.handle ??= await this.create();
    await writeFully(this.handle, bytes);
    await writeFully(this.handle, tag);
    releaseChunk(bytes);
  }

  private async create(): Promise<FileHandle> {
    await mkdir(path.dirname(this.file), { recursive: true, mode: 0o700 });
    const handle = await open(this.file, "wx", 0o600);
    await writeFully(handle, Buffer.concat([sealedFormat, this.salt]));
    return handle;
  }
}

/** @NOTE a full disk may take a part of what it is given and refuse the rest only when asked again. */
async function writeFully(handle: FileHandle, bytes: Uint8Array): Promise<void> {
  for (let done = 0; done < bytes.length; ) done += (await handle.write(bytes, done)).bytesWritten;
}
