/** Where an id was met first: its line, and a mark of the record's bytes. */
export interface Met {
  readonly line: number;
  readonly mark: number;
}

/**
 * The ids of one table, 16 bytes a slot, so that eight million enrollments fit into 256 MiB where a Set of texts would
 * need more than a gigabyte. An id is known by 64 bits of hash: among eight million the chance that any two are
 * taken for one is below one in 500,000.
 */
export interface IdIndex {
  /** Remembers an id; answers where it was met first when it was there already. */
  readonly add: (id: string, line: number, mark: number) => Met | undefined;
  readonly has: (id: string) => boolean;
  /** Where an id was met first; undefined where it was not. */
  readonly at: (id: string) => Met | undefined;
  /** Sets bits of the mark of an id that was met; nothing where it was not. */
  readonly addBits: (id: string, bits: number) => void;
}

const wordsOfSlot = 4;
const smallest = 1024;

export function createIdIndex(): IdIndex {
  let slots = new Uint32Array(smallest * wordsOfSlot);
  let count = 0;
  const grow = (): void => {
    const old = slots;
    slots = new Uint32Array(old.length * 2);
    for (let at = 0; at < old.length; at += wordsOfSlot) {
      if (isFree(old, at)) continue;
      slots.set(old.subarray(at, at + wordsOfSlot), slotFor(slots, old[at] ?? 0, old[at + 1] ?? 0));
    }
  };
  const find = (id: string): number => {
    const [high, low] = hashId(id);
    return slotFor(slots, high, low);
  };
  return {
    add: (id, line, mark) => {
      const [high, low] = hashId(id);
      const at = slotFor(slots, high, low);
      if (!isFree(slots, at)) return { line: slots[at + 2] ?? 0, mark: slots[at + 3] ?? 0 };
      slots.set([high, low, line, mark], at);
      count += 1;
      if (count * wordsOfSlot * 5 > slots.length * 3) grow();
      return undefined;
    },
    has: (id) => !isFree(slots, find(id)),
    at: (id) => {
      const at = find(id);
      return isFree(slots, at) ? undefined : { line: slots[at + 2] ?? 0, mark: slots[at + 3] ?? 0 };
    },
    addBits: (id, bits) => {
      const at = find(id);
      if (!isFree(slots, at)) slots[at + 3] = (slots[at + 3] ?? 0) | bits;
    },
  };
}

/** The slot that holds this hash, or the free one where it belongs. */
function slotFor(slots: Uint32Array, high: number, low: number): number {
  let at = (low * wordsOfSlot) % slots.length;
  while (!isFree(slots, at) && (slots[at] !== high || slots[at + 1] !== low))
    at = (at + wordsOfSlot) % slots.length;
  return at;
}

function isFree(slots: Uint32Array, at: number): boolean {
  return slots[at] === 0;
}

/** Two lanes of 32 bits over the text's UTF-16 units, mixed as murmur mixes; the first is never 0, which means free. */
function hashId(id: string): readonly [high: number, low: number] {
  let high = 0x2c1b3c6d;
  let low = 0x297a2d39;
  for (let index = 0; index < id.length; index += 1) {
    const unit = id.charCodeAt(index);
    high = Math.imul(high ^ unit, 0x9e3779b1);
    low = Math.imul(low ^ unit, 0x5bd1e995);
  }
  high = Math.imul(high ^ (high >>> 16), 0x85ebca6b) ^ Math.imul(low ^ (low >>> 13), 0xc2b2ae35);
  low = Math.imul(low ^ (low >>> 16), 0x85ebca6b) ^ Math.imul(high ^ (high >>> 13), 0xc2b2ae35);
  return [high >>> 0 || 1, low >>> 0];
}
