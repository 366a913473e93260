/**
 * Ids that were read, kept in 12 bytes each and 4 for a mark: a million take 16 MB, and one is found in twenty steps.
 */
export interface KnownIds {
  /**
   * Must be greater than the one before: collections come in that order.
   *
   * @param mark what is to be known of it besides, 32 bits without a sign
   */
  add(id: string, mark?: number): void;
  has(id: string): boolean;
  /** 0 where there is no such id. */
  markOf(id: string): number;
  readonly count: number;
}

/** An id is 24 hexadecimal digits: three words of 32 bits. The mark is a fourth. */
const words = 3;
const width = words + 1;
const digits = 8;

/** An empty list of ids of one collection. */
export function createKnownIds(): KnownIds {
  let ids = new Uint32Array(width * 1024);
  let count = 0;
  const placeOf = (id: string): number => (id.length === words * digits ? search(ids, count, id) : -1);
  return {
    add: (id, mark = 0) => {
      if ((count + 1) * width > ids.length) {
        const larger = new Uint32Array(ids.length * 2);
        larger.set(ids);
        ids = larger;
      }
      for (let word = 0; word < words; word += 1) ids[count * width + word] = wordAt(id, word);
      ids[count * width + words] = mark;
      count += 1;
    },
    has: (id) => placeOf(id) >= 0,
    markOf: (id) => {
      const place = placeOf(id);
      return place < 0 ? 0 : (ids[place * width + words] ?? 0);
    },
    get count() {
      return count;
    },
  };
}

/** The place of an id among the first `count`; -1 where it is not there. */
function search(ids: Uint32Array, count: number, id: string): number {
  const [first, second, third] = [wordAt(id, 0), wordAt(id, 1), wordAt(id, 2)];
  let [low, high] = [0, count];
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = middle * width;
    const order = first - (ids[at] ?? 0) || second - (ids[at + 1] ?? 0) || third - (ids[at + 2] ?? 0);
    if (order === 0) return middle;
    if (order > 0) low = middle + 1;
    else high = middle;
  }
  return -1;
}

/** Eight hexadecimal digits in small letters as a number; -1, which no id has, for anything else. */
function wordAt(id: string, word: number): number {
  let value = 0;
  for (let at = word * digits; at < (word + 1) * digits; at += 1) {
    const code = id.charCodeAt(at);
    const digit = code >= 48 && code <= 57 ? code - 48 : code >= 97 && code <= 102 ? code - 87 : -1;
    if (digit < 0) return -1;
    value = value * 16 + digit;
  }
  return value;
}
