/**
 * The hash of one record: 128 bits in four independent 32-bit lanes, each an xor, an odd multiplication and
 * a rotation a word, closed with murmur's finalizer and the length. Not for adversaries: the seed belongs
 * to the tenant and stays secret.
 *
 * Lanes live in an Int32Array of six: four lanes; the "or" of all words, whose high bits tell whether the record
 * holds anything but ASCII; and a mark that is not zero once a word with a double quote went by.
 */
export type Lanes = Int32Array;

const quotes = 0x22222222;
const ones = 0x01010101;
const highBits = 0x80808080 | 0;
const belowControl = 0x0e0e0e0e;

/** 32-bit words of a hash. */
export const wordsOfHash = 4;

/** Room for the hash of one record at a time. */
export function createLanes(): Lanes {
  return new Int32Array(6);
}

/** Back to the state of an empty record. */
export function startHash(lanes: Lanes, seed: readonly [number, number]): void {
  lanes[0] = seed[0] ^ 0x243f6a88;
  lanes[1] = seed[1] ^ 0x85a308d3;
  lanes[2] = Math.imul(seed[0], 0x2c1b3c6d) ^ 0x13198a2e;
  lanes[3] = Math.imul(seed[1], 0x297a2d39) ^ 0x03707344;
  lanes[4] = 0;
  lanes[5] = 0;
}

/**
 * Hashes whole words from `from` on and tells where it stopped: at a word that may hold a line end or a NUL, or
 * with fewer than four bytes left before `limit`.
 */
export function hashPlainWords(view: DataView, from: number, limit: number, lanes: Lanes): number {
  let [a, b, c, d, all] = [lanes[0] ?? 0, lanes[1] ?? 0, lanes[2] ?? 0, lanes[3] ?? 0, lanes[4] ?? 0];
  let quoted = 0;
  const last = limit - 4;
  let at = from;
  for (; at <= last; at += 4) {
    const word = view.getInt32(at, true);
    // @NOTE the classic "has a byte below n", exact for yes and no as long as n is at most 0x80.
    if ((word - belowControl) & ~word & highBits) break;
    const unquoted = word ^ quotes;
    quoted |= (unquoted - ones) & ~unquoted;
    all |= word;
    a = Math.imul(a ^ word, 0x9e3779b1);
    a = (a << 13) | (a >>> 19);
    b = Math.imul(b ^ word, 0x85ebca77);
    b = (b << 17) | (b >>> 15);
    c = Math.imul(c ^ word, 0xc2b2ae3d);
    c = (c << 7) | (c >>> 25);
    d = Math.imul(d ^ word, 0x27d4eb2f);
    d = (d << 22) | (d >>> 10);
  }
  lanes[0] = a;
  lanes[1] = b;
  lanes[2] = c;
  lanes[3] = d;
  lanes[4] = all;
  lanes[5] = (lanes[5] ?? 0) | (quoted & highBits);
  return at;
}

/** Hashes one word, whatever is in it. */
export function hashWord(word: number, lanes: Lanes): void {
  const a = Math.imul((lanes[0] ?? 0) ^ word, 0x9e3779b1);
  const b = Math.imul((lanes[1] ?? 0) ^ word, 0x85ebca77);
  const c = Math.imul((lanes[2] ?? 0) ^ word, 0xc2b2ae3d);
  const d = Math.imul((lanes[3] ?? 0) ^ word, 0x27d4eb2f);
  lanes[0] = (a << 13) | (a >>> 19);
  lanes[1] = (b << 17) | (b >>> 15);
  lanes[2] = (c << 7) | (c >>> 25);
  lanes[3] = (d << 22) | (d >>> 10);
  lanes[4] = (lanes[4] ?? 0) | word;
  lanes[5] = (lanes[5] ?? 0) | quotesIn(word);
}

/** Not zero when one of the four bytes is a double quote. */
export function quotesIn(word: number): number {
  const unquoted = word ^ quotes;
  return (unquoted - ones) & ~unquoted & highBits;
}

/** Closes the hash of a record of `length` bytes, whose last one to three bytes were hashed as a word. */
export function finishHash(lanes: Lanes, length: number, out: Uint32Array, at: number): void {
  let a = (lanes[0] ?? 0) ^ length;
  let b = (lanes[1] ?? 0) ^ length;
  let c = (lanes[2] ?? 0) ^ length;
  let d = (lanes[3] ?? 0) ^ length;
  a = (a + b + c + d) | 0;
  b = mix((b + a) | 0);
  c = mix((c + a) | 0);
  d = mix((d + a) | 0);
  a = mix(a);
  a = (a + b + c + d) | 0;
  out[at] = a;
  out[at + 1] = b + a;
  out[at + 2] = c + a;
  out[at + 3] = d + a;
}

function mix(hash: number): number {
  let h = hash;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return h ^ (h >>> 16);
}

/** The hash of some bytes, as `scanRecords` would give it for a record of just these bytes. */
export function hashBytes(bytes: Uint8Array, seed: readonly [number, number]): Uint32Array {
  const lanes = createLanes();
  startHash(lanes, seed);
  for (let at = 0; at < bytes.length; at += 4) {
    hashWord(wordAt(bytes, at), lanes);
  }
  const out = new Uint32Array(wordsOfHash);
  finishHash(lanes, bytes.length, out, 0);
  return out;
}

function wordAt(bytes: Uint8Array, at: number): number {
  return (
    (bytes[at] ?? 0) |
    ((bytes[at + 1] ?? 0) << 8) |
    ((bytes[at + 2] ?? 0) << 16) |
    ((bytes[at + 3] ?? 0) << 24)
  );
}
