import { compareHashes, isSorted, sortHashes, wordsOfHash } from "./sort-hashes.ts";

const blockHashes = 16_384;

/**
 * The state after a snapshot was accepted, packed and sorted and without repeats, a piece at a time: the `known`
 * hashes (sorted, no repeats) minus `removed`, plus `added` (any order). What is removed and added stays. A piece is
 * valid until the next one is asked for; it costs 256 KiB, whatever the size of the district.
 */
export function* nextHashes(
  known: Uint32Array,
  removed: Uint32Array,
  added: Uint32Array,
): Generator<Uint32Array, void, undefined> {
  const less = sortedCopy(removed);
  const more = sortedCopy(added);
  const block = new Uint32Array(blockHashes * wordsOfHash);
  let [used, atKnown, atLess, atMore] = [0, 0, 0, 0];
  while (atKnown < known.length || atMore < more.length) {
    const order = orderOf(known, atKnown, more, atMore);
    if (order > 0) {
      used = appendHash(block, used, more, atMore);
      atMore = afterEqual(more, atMore);
    } else {
      atLess = firstNotBelow(less, atLess, known, atKnown);
      // @NOTE order 0: the added hash of the same words is written in its own turn, removed or not.
      const isKept = order < 0 && !isEqualAt(less, atLess, known, atKnown);
      if (isKept) used = appendHash(block, used, known, atKnown);
      atKnown += wordsOfHash;
    }
    if (used === block.length) {
      yield block;
      used = 0;
    }
  }
  if (used > 0) yield block.subarray(0, used);
}

function sortedCopy(packed: Uint32Array): Uint32Array {
  if (isSorted(packed)) return packed;
  const copy = packed.slice();
  sortHashes(copy);
  return copy;
}

/** Below 0: the known one comes first; 0: they are equal; above 0: the added one comes first. */
function orderOf(known: Uint32Array, atKnown: number, added: Uint32Array, atAdded: number): number {
  if (atAdded >= added.length) return -1;
  if (atKnown >= known.length) return 1;
  return compareHashes(known, atKnown, added, atAdded);
}

function firstNotBelow(sorted: Uint32Array, from: number, hash: Uint32Array, at: number): number {
  let place = from;
  while (place < sorted.length && compareHashes(sorted, place, hash, at) < 0) place += wordsOfHash;
  return place;
}

function isEqualAt(sorted: Uint32Array, place: number, hash: Uint32Array, at: number): boolean {
  return place < sorted.length && compareHashes(sorted, place, hash, at) === 0;
}

function afterEqual(sorted: Uint32Array, at: number): number {
  let next = at + wordsOfHash;
  while (isEqualAt(sorted, next, sorted, at)) next += wordsOfHash;
  return next;
}

/** Writes one hash behind `used` words; gives back how many words are used then. */
export function appendHash(words: Uint32Array, used: number, from: Uint32Array, at: number): number {
  words[used] = from[at] ?? 0;
  words[used + 1] = from[at + 1] ?? 0;
  words[used + 2] = from[at + 2] ?? 0;
  words[used + 3] = from[at + 3] ?? 0;
  return used + wordsOfHash;
}
