/** A hash is four 32-bit words; packed hashes lie one behind the other, word 0 being the leading one. */
export const wordsOfHash = 4;

/** Below this many hashes insertion beats another round of counting (measured: 16 to 32 are alike). */
const insertionLimit = 24;
/** 2048 counters of four bytes stay in the first-level cache. */
const widestDigit = 11;

/**
 * Sorts packed hashes in place, as 128-bit unsigned numbers. Radix sort from the leading bits ("American flag"),
 * so that it needs no second copy of 128 MB; a few hundred milliseconds per million when unsorted, one look over
 * the words when sorted already. Equal hashes are allowed, and so are hashes that are not spread evenly.
 */
export function sortHashes(packed: Uint32Array): void {
  if (packed.length % wordsOfHash !== 0) throw new Error("packed hashes are four words each");
  if (isSorted(packed)) return;
  sortRange(packed, 0, packed.length / wordsOfHash, 0, []);
}

/** Whether no hash is smaller than the one before it. */
export function isSorted(packed: Uint32Array): boolean {
  for (let at = wordsOfHash; at < packed.length; at += wordsOfHash) {
    if (compareHashes(packed, at - wordsOfHash, packed, at) > 0) return false;
  }
  return true;
}

/** Order of two packed hashes, given by the places of their first words: below 0, 0 or above 0. */
export function compareHashes(a: Uint32Array, atA: number, b: Uint32Array, atB: number): number {
  for (let word = 0; word < wordsOfHash; word += 1) {
    const left = a[atA + word] ?? 0;
    const right = b[atB + word] ?? 0;
    if (left !== right) return left < right ? -1 : 1;
  }
  return 0;
}

/** Counters of one depth of the recursion: where each digit's next hash goes, and where its range ends. */
interface Digits {
  readonly next: Uint32Array;
  readonly end: Uint32Array;
}

/** Sorts hashes `from` up to `to`, whose first `bit` bits are equal. */
function sortRange(packed: Uint32Array, from: number, to: number, bit: number, scratch: Digits[]): void {
  if (bit >= 32 * wordsOfHash) return;
  if (to - from <= insertionLimit) {
    insertionSort(packed, from, to);
    return;
  }
  const width = Math.min(widestDigit, 32 - (bit & 31), Math.max(2, 28 - Math.clz32(to - from)));
  const digits = scratch.pop() ?? { next: new Uint32Array(1 << 11), end: new Uint32Array(1 << 11) };
  countDigits(packed, from, to, bit, width, digits);
  moveToDigits(packed, bit, width, digits);
  let start = from;
  for (let digit = 0; digit < 1 << width; digit += 1) {
    const end = digits.end[digit] ?? 0;
    if (end - start > 1) sortRange(packed, start, end, bit + width, scratch);
    start = end;
  }
  scratch.push(digits);
}

function countDigits(
  packed: Uint32Array,
  from: number,
  to: number,
  bit: number,
  width: number,
  { next, end }: Digits,
): void {
  end.fill(0, 0, 1 << width);
  const word = bit >>> 5;
  const left = bit & 31;
  for (let index = from; index < to; index += 1) {
    const digit = ((packed[index * wordsOfHash + word] ?? 0) << left) >>> (32 - width);
    end[digit] = (end[digit] ?? 0) + 1;
  }
  let start = from;
  for (let digit = 0; digit < 1 << width; digit += 1) {
    next[digit] = start;
    start += end[digit] ?? 0;
    end[digit] = start;
  }
}

/** Takes up a hash that lies in another digit's range, puts it where it belongs, and goes on with the one found there. */
function moveToDigits(packed: Uint32Array, bit: number, width: number, { next, end }: Digits): void {
  const word = bit >>> 5;
  const left = bit & 31;
  for (let digit = 0; digit < 1 << width; digit += 1) {
    for (let index = next[digit] ?? 0; index < (end[digit] ?? 0); index = next[digit] ?? 0) {
      const at = index * wordsOfHash;
      const wanted = ((packed[at + word] ?? 0) << left) >>> (32 - width);
      const target = next[wanted] ?? 0;
      next[wanted] = target + 1;
      if (wanted !== digit) swapHashes(packed, at, target * wordsOfHash);
    }
  }
}

function swapHashes(packed: Uint32Array, a: number, b: number): void {
  for (let word = 0; word < wordsOfHash; word += 1) {
    const kept = packed[a + word] ?? 0;
    packed[a + word] = packed[b + word] ?? 0;
    packed[b + word] = kept;
  }
}

function insertionSort(packed: Uint32Array, from: number, to: number): void {
  for (let index = from + 1; index < to; index += 1) {
    let at = index * wordsOfHash;
    while (at > from * wordsOfHash && compareHashes(packed, at - wordsOfHash, packed, at) > 0) {
      swapHashes(packed, at - wordsOfHash, at);
      at -= wordsOfHash;
    }
  }
}
