import type { FileHandle } from "node:fs/promises";
import { pipeline } from "node:stream/promises";
import { crc32, createInflateRaw } from "node:zlib";
import type { Entry, ZipFile } from "yauzl";
import { releaseChunk } from "../../disk/release-chunk.ts";
import { systemCode } from "../../disk/system-code.ts";
import { DamagedInput } from "../damaged-input.ts";
import { inputFinding } from "../input-finding.ts";
import { assertUnchanged, type FileIdentity } from "./file-identity.ts";
import { alternatingBlocks, blockBytes, freshBlocks, readBlocks } from "./read-blocks.ts";
import { sourceFault } from "./source-fault.ts";

/** A ZIP file that stays open while its entries are read. */
export interface OpenZip {
  readonly file: string;
  readonly handle: FileHandle;
  readonly identity: FileIdentity;
  readonly zip: ZipFile;
}

export const storedMethod = 0;
export const deflatedMethod = 8;

/**
 * The bytes of one entry. Its size and CRC-32 in the central directory are held against what comes: one byte too
 * many stops the reading, so that a lie about the size (B04) cannot fill a disk.
 *
 * @throws DamagedInput `archive.entry.damaged` (B02, A28, B08), facts `reason`: header, data, size or checksum.
 * @throws Fault `source.file.changed`, `source.path.unreadable`.
 */
export async function* readZipEntry(
  archive: OpenZip,
  entry: Entry,
  path: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  let bytes = 0;
  let checksum = 0;
  for await (const chunk of entryBytes(archive, entry, path)) {
    bytes += chunk.length;
    if (bytes > entry.uncompressedSize) throw damaged(path, "size");
    checksum = crc32(chunk, checksum);
    yield chunk;
  }
  await assertUnchanged(archive.handle, archive.identity, archive.file);
  if (bytes !== entry.uncompressedSize) throw damaged(path, "size");
  if (checksum !== entry.crc32) throw damaged(path, "checksum");
}

async function* entryBytes(
  archive: OpenZip,
  entry: Entry,
  path: string,
): AsyncGenerator<Uint8Array, void, undefined> {
  await assertUnchanged(archive.handle, archive.identity, archive.file);
  const start = await dataStart(archive, entry, path);
  const end = start + entry.compressedSize;
  try {
    if (entry.compressionMethod === storedMethod)
      yield* readBlocks(archive.handle, start, end, alternatingBlocks());
    else yield* inflate(readBlocks(archive.handle, start, end, freshBlocks()));
  } catch (error) {
    if (isInflateError(error)) throw damaged(path, "data", error);
    throw sourceFault(error, archive.file);
  }
}

async function dataStart({ zip, file }: OpenZip, entry: Entry, path: string): Promise<number> {
  try {
    return (await zip.readLocalFileHeaderPromise(entry, { minimal: true })).fileDataStart;
  } catch (error) {
    if (systemCode(error) !== undefined) throw sourceFault(error, file);
    throw damaged(path, "header", error);
  }
}

/** Inflates in libuv's pool, in big pieces: a third faster than the archive library's own stream (stack.md §4). */
async function* inflate(packed: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void, undefined> {
  const stream = createInflateRaw({ chunkSize: blockBytes });
  const feeding = pipeline(packed, stream);
  // A failure comes out of the stream below; nobody else waits for this promise then.
  feeding.catch(() => undefined);
  try {
    let head: ArrayBufferLike | undefined;
    for await (const chunk of stream) {
      head ??= chunk.buffer;
      yield chunk;
      if (chunk.buffer !== head) releaseChunk(chunk);
    }
    await feeding;
  } finally {
    stream.destroy();
  }
}

function isInflateError(error: unknown): boolean {
  return error instanceof Error && "code" in error && String(error.code).startsWith("Z_");
}

function damaged(
  path: string,
  reason: "header" | "data" | "size" | "checksum",
  cause?: unknown,
): DamagedInput {
  return new DamagedInput(inputFinding("archive.entry.damaged", path, { reason }), { cause });
}
