import { type FileHandle, open } from "node:fs/promises";
import { storageFault } from "../disk/storage-fault.ts";
import { systemCode } from "../disk/system-code.ts";
import { writeDurably } from "../disk/write-durably.ts";
import { wordsOfHash } from "./sort-hashes.ts";

/**
 * A file of packed hashes: a cache of what the database knows better. Eight words (magic, version, count, sum, length
 * of the token), the token, the hashes, all in the machine's byte order; another machine's does not know the magic.
 */
const magic = 0x4d48_5348;
const version = 1;
const headerBytes = 128;
const tokenStart = 32;
const bytesOfHash = wordsOfHash * 4;
/** Words are added up as doubles; so many of them stay exact. */
const exactWords = 1 << 20;
const readBytes = 16 * 1_048_576;

/**
 * Saves packed hashes, at once or a block at a time (`KnownHashes.nextBlocks`), under the token of the state that
 * they were taken from, at most 96 bytes. Gives back how many there are.
 *
 * @throws Fault `storage.disk.full`, `storage.path.forbidden`, `storage.path.failed`.
 */
export async function saveHashes(
  path: string,
  token: string,
  packed: Uint32Array | Iterable<Uint32Array>,
): Promise<number> {
  const blocks = packed instanceof Uint32Array ? [packed] : packed;
  let count = 0;
  let sum = 0n;
  try {
    await writeDurably(path, async (handle) => {
      for (const block of blocks) {
        const bytes = new Uint8Array(block.buffer, block.byteOffset, block.byteLength);
        await writeAll(handle, bytes, headerBytes + count * bytesOfHash);
        count += block.length / wordsOfHash;
        sum = addWords(sum, block);
      }
      await writeAll(handle, header(token, count, sum), 0);
    });
  } catch (error) {
    throw storageFault(error, path);
  }
  return count;
}

/**
 * Reads hashes back, for a state with this token and so many rows. Undefined where the file is absent, unreadable,
 * another state's or damaged: the hashes must then come from the database.
 */
export async function loadHashes(
  path: string,
  expected: { readonly token: string; readonly count: number },
): Promise<Uint32Array | undefined> {
  try {
    const handle = await open(path);
    try {
      return await readHashes(handle, expected);
    } finally {
      await handle.close();
    }
  } catch (error) {
    if (systemCode(error) !== undefined) return undefined;
    throw error;
  }
}

async function readHashes(
  handle: FileHandle,
  { token, count }: { readonly token: string; readonly count: number },
): Promise<Uint32Array | undefined> {
  const { size } = await handle.stat();
  if (size !== headerBytes + count * bytesOfHash) return undefined;
  const head = new Uint8Array(headerBytes);
  await readAll(handle, head, 0);
  const packed = new Uint32Array(count * wordsOfHash);
  const isWhole = await readAll(handle, new Uint8Array(packed.buffer), headerBytes);
  const expected = header(token, count, addWords(0n, packed));
  return isWhole && Buffer.compare(head, expected) === 0 ? packed : undefined;
}

function header(token: string, count: number, sum: bigint): Uint8Array {
  const name = new TextEncoder().encode(token);
  if (name.length > headerBytes - tokenStart) throw new Error("a token of a state has at most 96 bytes");
  const words = new Uint32Array(headerBytes / 4);
  const low = (value: bigint): number => Number(value & 0xffff_ffffn);
  const parts = [magic, version, low(BigInt(count)), low(BigInt(count) >> 32n), low(sum), low(sum >> 32n)];
  words.set([...parts, name.length]);
  const bytes = new Uint8Array(words.buffer);
  bytes.set(name, tokenStart);
  return bytes;
}

/** The sum of all words, modulo 2^64. */
function addWords(sum: bigint, words: Uint32Array): bigint {
  let total = sum;
  for (let from = 0; from < words.length; from += exactWords) {
    const end = Math.min(words.length, from + exactWords);
    let part = 0;
    for (let at = from; at < end; at += 1) part += words[at] ?? 0;
    total += BigInt(part);
  }
  return BigInt.asUintN(64, total);
}

async function writeAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<void> {
  for (let done = 0; done < bytes.length; ) {
    const length = Math.min(readBytes, bytes.length - done);
    done += (await handle.write(bytes, done, length, position + done)).bytesWritten;
  }
}

/** Fills `bytes`; false where the file ends before. */
async function readAll(handle: FileHandle, bytes: Uint8Array, position: number): Promise<boolean> {
  for (let done = 0; done < bytes.length; ) {
    const length = Math.min(readBytes, bytes.length - done);
    const { bytesRead } = await handle.read(bytes, done, length, position + done);
    if (bytesRead === 0) return false;
    done += bytesRead;
  }
  return true;
}
