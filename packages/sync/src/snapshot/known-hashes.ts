import { appendHash, nextHashes } from "./next-hashes.ts";
import { compareHashes, sortHashes, wordsOfHash } from "./sort-hashes.ts";

/** What a probe says of a record's hash: not known · known · known, and asked for before. */
export const probe = { fresh: 0, seen: 1, again: 2 } as const;
export type Probe = (typeof probe)[keyof typeof probe];

/**
 * The hashes of the records that the last accepted snapshot held: what is among them was there before and need not
 * be parsed, what is never asked for is gone. A set: equal hashes given twice are known once.
 *
 * Memory: 16 bytes a hash, an index by the leading bits of 2 to 4 bytes a hash, and one bit "seen". 8,000,000
 * hashes take 139 MiB. The hashes must be spread evenly (they are hashes) for a probe to be fast, not to be right.
 */
export class KnownHashes {
  /** Distinct hashes. */
  readonly count: number;
  private readonly packed: Uint32Array;
  /** Bucket of the leading bits -> index of its first hash; one more at the end. */
  private readonly starts: Uint32Array;
  private readonly shift: number;
  private readonly seen: Uint32Array;

  private constructor(sorted: Uint32Array) {
    this.packed = sorted;
    this.count = sorted.length / wordsOfHash;
    const bits = Math.min(24, Math.max(1, 31 - Math.clz32(this.count)));
    this.shift = 32 - bits;
    this.starts = indexBuckets(sorted, bits);
    this.seen = new Uint32Array((this.count >>> 5) + 1);
  }

  /** Takes packed hashes in any order, four words each, and keeps the array: it is sorted in place. */
  static fromPacked(packed: Uint32Array): KnownHashes {
    sortHashes(packed);
    return new KnownHashes(withoutRepeats(packed));
  }

  /**
   * Looks up the hash whose first word is `hash[at]` and remembers that it was asked for. Only known hashes can be
   * `again`: two equal records that are both fresh are not told apart here.
   */
  probe(hash: Uint32Array, at: number): Probe {
    const index = this.find(hash, at);
    if (index < 0) return probe.fresh;
    const bit = 1 << (index & 31);
    const word = this.seen[index >>> 5] ?? 0;
    if ((word & bit) !== 0) return probe.again;
    this.seen[index >>> 5] = word | bit;
    return probe.seen;
  }

  /** Whether this hash is known and was asked for; asking so leaves no trace. */
  wasSeen(hash: Uint32Array, at: number): boolean {
    const index = this.find(hash, at);
    return index >= 0 && this.isSeen(index);
  }

  /** The hashes never asked for, packed and sorted: the records that are gone or were replaced. */
  unseen(): Uint32Array {
    let left = this.count;
    for (const word of this.seen) left -= countBits(word);
    const out = new Uint32Array(left * wordsOfHash);
    let used = 0;
    for (let index = 0; index < this.count; index += 1) {
      if (!this.isSeen(index)) used = appendHash(out, used, this.packed, index * wordsOfHash);
    }
    return out;
  }

  /** The next state, packed and sorted, without repeats: minus `removed`, plus `added`. What is in both stays. */
  next(removed: Uint32Array, added: Uint32Array): Uint32Array {
    const out = new Uint32Array(this.packed.length + added.length);
    let used = 0;
    for (const block of this.nextBlocks(removed, added)) {
      out.set(block, used);
      used += block.length;
    }
    return out.subarray(0, used);
  }

  /** As `next`, a piece at a time, for a state that is saved and not kept. A piece is valid until the next one. */
  nextBlocks(removed: Uint32Array, added: Uint32Array): Iterable<Uint32Array> {
    return nextHashes(this.packed, removed, added);
  }

  private isSeen(index: number): boolean {
    return (((this.seen[index >>> 5] ?? 0) >>> (index & 31)) & 1) === 1;
  }

  /** Index of the hash, or -1. A bucket holds one or two hashes; one that holds many is halved first. */
  private find(hash: Uint32Array, at: number): number {
    const packed = this.packed;
    const lead = hash[at] ?? 0;
    const bucket = lead >>> this.shift;
    let low = this.starts[bucket] ?? 0;
    let high = this.starts[bucket + 1] ?? 0;
    while (high - low > 8) {
      const middle = (low + high) >>> 1;
      if (compareHashes(packed, middle * wordsOfHash, hash, at) <= 0) low = middle;
      else high = middle;
    }
    for (; low < high; low += 1) {
      const place = low * wordsOfHash;
      if (
        packed[place] === lead &&
        packed[place + 1] === hash[at + 1] &&
        packed[place + 2] === hash[at + 2] &&
        packed[place + 3] === hash[at + 3]
      )
        return low;
    }
    return -1;
  }
}

function indexBuckets(sorted: Uint32Array, bits: number): Uint32Array {
  const starts = new Uint32Array((1 << bits) + 1);
  const count = sorted.length / wordsOfHash;
  let bucket = 0;
  for (let index = 0; index < count; index += 1) {
    const own = (sorted[index * wordsOfHash] ?? 0) >>> (32 - bits);
    while (bucket < own) {
      bucket += 1;
      starts[bucket] = index;
    }
  }
  starts.fill(count, bucket + 1);
  return starts;
}

/** Drops equal neighbours in place; almost always there are none, and nothing is written. */
export function withoutRepeats(sorted: Uint32Array): Uint32Array {
  let used = Math.min(wordsOfHash, sorted.length);
  for (let at = used; at < sorted.length; at += wordsOfHash) {
    if (compareHashes(sorted, used - wordsOfHash, sorted, at) === 0) continue;
    if (at !== used) sorted.copyWithin(used, at, at + wordsOfHash);
    used += wordsOfHash;
  }
  return sorted.subarray(0, used);
}

function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  return Math.imul((bits + (bits >>> 4)) & 0x0f0f0f0f, 0x01010101) >>> 24;
}
