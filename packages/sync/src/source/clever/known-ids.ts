/** Ids that were read, kept in 12 bytes each: a million take 12 MB, and one is found in twenty steps. */
export interface KnownIds {
  /** Must be greater than the one before: collections come in that order. */
  add(id: string): void;
  has(id: string): boolean;
  readonly count: number;
}

/** An id is 24 hexadecimal digits: three words of 32 bits. */
const words = 3;
const digits = 8;

/** An empty list of ids of one collection. */
export function createKnownIds(): KnownIds {
  let ids = new Uint32Array(words * 1024);
  let count = 0;
  return {
    add: (id) => {
      if ((count + 1) * words > ids.length) {
        const larger = new Uint32Array(ids.length * 2);
        larger.set(ids);
        ids = larger;
      }
      for (let word = 0; word < words; word += 1) ids[count * words + word] = wordAt(id, word);
      count += 1;
    },
    has: (id) => {
      if (id.length !== words * digits) return false;
      const [first, second, third] = [wordAt(id, 0), wordAt(id, 1), wordAt(id, 2)];
      let [low, high] = [0, count];
      while (low < high) {
        const middle = (low + high) >>> 1;
        const at = middle * words;
        const order = first - (ids[at] ?? 0) || second - (ids[at + 1] ?? 0) || third - (ids[at + 2] ?? 0);
        if (order === 0) return true;
        if (order > 0) low = middle + 1;
        else high = middle;
      }
      return false;
    },
    get count() {
      return count;
    },
  };
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
