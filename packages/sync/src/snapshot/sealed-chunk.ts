import { createCipheriv, createDecipheriv, hkdfSync } from "node:crypto";

/**
 * A sealed file: 8 bytes that name the format, 32 random bytes of salt, then chunks of 1 MiB, each encrypted with
 * AES-256-GCM and followed by its tag of 16 bytes. The last chunk is shorter than 1 MiB, be it empty, and marked as the
 * last one, so that a file cut between two chunks is noticed. The key is the file's own, drawn from the district's key
 * and the salt; the nonce is the chunk's number, which never comes twice under one key (the "STREAM" construction).
 */
export const sealedFormat = Buffer.from("MUSTER\0\x01", "latin1");
const saltBytes = 32;
export const headerBytes = sealedFormat.length + saltBytes;
export const chunkBytes = 1_048_576;
export const tagBytes = 16;

const algorithm = "aes-256-gcm";

/** What the chunks of one file are sealed with. */
export interface Seal {
  readonly key: Buffer;
  /** District, snapshot and name of the file: a chunk is worth nothing in another's place. */
  readonly place: Buffer;
}

export function makeSeal(districtKey: Buffer, salt: Uint8Array, place: string): Seal {
  const key = Buffer.from(hkdfSync("sha256", districtKey, salt, "muster sealed file", 32));
  return { key, place: Buffer.from(place, "utf8") };
}

/** Encrypts a chunk: the bytes, and the tag that proves them. */
export function sealChunk(
  seal: Seal,
  number: number,
  isLast: boolean,
  plain: Uint8Array,
): readonly [Buffer, Buffer] {
  const nonce = nonceOf(number, isLast);
  const cipher = createCipheriv(algorithm, seal.key, nonce);
  cipher.setAAD(Buffer.concat([nonce, seal.place]));
  const bytes = cipher.update(plain);
  cipher.final();
  return [bytes, cipher.getAuthTag()];
}

/** Decrypts a chunk with its tag behind it; undefined where it is not this chunk of this file, unharmed. */
export function openChunk(
  seal: Seal,
  number: number,
  isLast: boolean,
  sealed: Uint8Array,
): Buffer | undefined {
  const nonce = nonceOf(number, isLast);
  const end = sealed.length - tagBytes;
  if (end < 0) return undefined;
  const decipher = createDecipheriv(algorithm, seal.key, nonce, { authTagLength: tagBytes });
  decipher.setAAD(Buffer.concat([nonce, seal.place]));
  decipher.setAuthTag(sealed.subarray(end));
  const plain = decipher.update(sealed.subarray(0, end));
  try {
    decipher.final();
  } catch {
    // The library says no more than that the tag does not fit.
    return undefined;
  }
  return plain;
}

function nonceOf(number: number, isLast: boolean): Buffer {
  const nonce = Buffer.alloc(12);
  nonce.writeUInt32BE(number, 4);
  nonce.writeUInt8(isLast ? 1 : 0, 11);
  return nonce;
}
