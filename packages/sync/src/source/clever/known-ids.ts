const idBytes = 12;

/** Ids that were read, kept in 12 bytes each; a million take 12 MB. */
export interface KnownIds {
  /** Must be greater than the one before: collections come in that order. */
  add(id: string): void;
  has(id: string): boolean;
  readonly count: number;
}

/** An empty list of ids of one collection. */
export function createKnownIds(): KnownIds {
  let bytes = Buffer.alloc(idBytes * 1024);
  let count = 0;
  return {
    add: (id) => {
      if ((count + 1) * idBytes > bytes.length) bytes = Buffer.concat([bytes, Buffer.alloc(bytes.length)]);
      bytes.write(id, count * idBytes, idBytes, "hex");
      count += 1;
    },
    has: (id) => {
      const wanted = Buffer.from(id, "hex");
      if (wanted.length !== idBytes) return false;
      let [low, high] = [0, count];
      while (low < high) {
        const middle = (low + high) >>> 1;
        const order = wanted.compare(bytes, middle * idBytes, (middle + 1) * idBytes);
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
