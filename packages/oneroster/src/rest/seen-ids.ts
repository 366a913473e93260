/** Which ids a reading has met: a set of 64-bit hashes, about 16 bytes an id, so that millions need no objects. */
export interface SeenIds {
  readonly has: (id: string) => boolean;
  /** Whether it is new. */
  readonly add: (id: string) => boolean;
  readonly size: number;
}

/**
 * @NOTE two ids of eight million share 64 bits once in half a million readings; that would be told as one row coming
 * twice, and the collection read again.
 */
export function createSeenIds(): SeenIds {
  let table = new Uint32Array(2 * 4096);
  let size = 0;
  const out = new Uint32Array(2);
  return {
    get size() {
      return size;
    },
    has: (id) => {
      hashText(id, out);
      return isTaken(table, slotOf(table, out[0] ?? 0, out[1] ?? 0));
    },
    add: (id) => {
      hashText(id, out);
      const at = slotOf(table, out[0] ?? 0, out[1] ?? 0);
      if (isTaken(table, at)) return false;
      table[at] = out[0] ?? 0;
      table[at + 1] = out[1] ?? 0;
      size += 1;
      if (size * 2 > table.length / 2) table = grown(table);
      return true;
    },
  };
}

/** Two hashes of the text, never both zero: that is an empty place. */
export function hashText(text: string, out: Uint32Array): void {
  let one = 0x811c9dc5;
  let two = 0x243f6a88 ^ text.length;
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at);
    one = Math.imul(one ^ unit, 0x01000193);
    one ^= one >>> 15;
    two = Math.imul(two ^ unit, 0x85ebca6b);
    two = (two << 13) | (two >>> 19);
  }
  out[0] = mix(one ^ two);
  out[1] = mix(two) | 1;
}

function mix(hash: number): number {
  let h = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35);
  return (h ^ (h >>> 16)) >>> 0;
}

function isTaken(table: Uint32Array, at: number): boolean {
  return table[at + 1] !== 0;
}

/** Where the pair stands, or the empty place where it would. */
function slotOf(table: Uint32Array, one: number, two: number): number {
  const mask = table.length / 2 - 1;
  let slot = one & mask;
  for (;;) {
    const at = slot * 2;
    if (!isTaken(table, at) || (table[at] === one && table[at + 1] === two)) return at;
    slot = (slot + 1) & mask;
  }
}

function grown(table: Uint32Array): Uint32Array<ArrayBuffer> {
  const larger = new Uint32Array(table.length * 2);
  for (let at = 0; at < table.length; at += 2) {
    if (!isTaken(table, at)) continue;
    const [one, two] = [table[at] ?? 0, table[at + 1] ?? 0];
    const slot = slotOf(larger, one, two);
    larger[slot] = one;
    larger[slot + 1] = two;
  }
  return larger;
}
