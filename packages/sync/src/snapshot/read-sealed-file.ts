import { type FileHandle, open } from "node:fs/promises";
import { releaseChunk } from "../disk/release-chunk.ts";
import { storageFault } from "../disk/storage-fault.ts";
import { systemCode } from "../disk/system-code.ts";
import { Fault } from "../fault.ts";
import {
  chunkBytes,
  headerBytes,
  makeSeal,
  openChunk,
  type Seal,
  sealedFormat,
  tagBytes,
} from "./sealed-chunk.ts";

/**
 * The plain bytes of a sealed file, a chunk at a time; each is proved before it is given. A chunk is valid until the
 * next one is asked for, the first one stays.
 *
 * @throws Fault `snapshot.bytes.damaged`: not ours, changed, cut, gone, or sealed under another key.
 */
export async function* readSealedFile(
  file: string,
  districtKey: Buffer,
  place: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  const handle = await open(file).catch((error: unknown) => {
    throw systemCode(error) === "ENOENT" ? damaged(file, "gone") : storageFault(error, file);
  });
  try {
    const seal = makeSeal(districtKey, await readSalt(handle, file), place);
    yield* readChunks(handle, file, seal);
  } catch (error) {
    throw storageFault(error, file);
  } finally {
    await handle.close();
  }
}

async function* readChunks(
  handle: FileHandle,
  file: string,
  seal: Seal,
): AsyncGenerator<Uint8Array, void, undefined> {
  const buffers = [new Uint8Array(chunkBytes + tagBytes), new Uint8Array(chunkBytes + tagBytes)] as const;
  let next = readChunk(handle, 0, buffers[0]);
  try {
    for (let number = 0; ; number += 1) {
      const sealed = await next;
      const isLast = sealed.length < chunkBytes + tagBytes;
      if (!isLast) next = readChunk(handle, number + 1, buffers[number % 2 === 0 ? 1 : 0]);
      const plain = openChunk(seal, number, isLast, sealed);
      if (plain === undefined) throw damaged(file, "chunk");
      if (plain.length > 0) yield plain;
      if (number > 0) releaseChunk(plain);
      if (isLast) return;
    }
  } finally {
    await next.catch(() => undefined);
  }
}

/** One chunk with its tag, or the rest of the file. */
async function readChunk(handle: FileHandle, number: number, buffer: Uint8Array): Promise<Uint8Array> {
  const start = headerBytes + number * buffer.length;
  let length = 0;
  while (length < buffer.length) {
    const { bytesRead } = await handle.read(buffer, length, buffer.length - length, start + length);
    if (bytesRead === 0) break;
    length += bytesRead;
  }
  return buffer.subarray(0, length);
}

async function readSalt(handle: FileHandle, file: string): Promise<Uint8Array> {
  const header = new Uint8Array(headerBytes);
  const { bytesRead } = await handle.read(header, 0, headerBytes, 0);
  const isOurs = Buffer.compare(header.subarray(0, sealedFormat.length), sealedFormat) === 0;
  if (bytesRead !== headerBytes || !isOurs) throw damaged(file, "header");
  return header.subarray(sealedFormat.length);
}

export function damaged(file: string, what: string): Fault {
  const text = `The stored bytes ${file} are damaged or were stored under another key.`;
  return new Fault("snapshot.bytes.damaged", "never", text, { path: file, what });
}
