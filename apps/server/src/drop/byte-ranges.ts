/** Which bytes of a file have been written. */
export interface ByteRanges {
  readonly add: (start: number, end: number) => void;
  /** Forgets everything from `end` on. */
  readonly cut: (end: number) => void;
  /** How many separate ranges there are; one for a file that is written from its beginning to its end. */
  readonly count: () => number;
  /** The first byte below `end` that has not been written; undefined where there is none. */
  readonly firstGap: (end: number) => number | undefined;
}

/** Clients send some blocks at a time, which may arrive in any order, so ranges grow and melt together. */
export function createByteRanges(): ByteRanges {
  /** Sorted, apart from each other. */
  let ranges: { start: number; end: number }[] = [];
  const add = (start: number, end: number): void => {
    const last = ranges.at(-1);
    if (last !== undefined && start >= last.start && start <= last.end) {
      last.end = Math.max(last.end, end);
      return;
    }
    const merged = { start, end };
    const apart = ranges.filter((range) => {
      if (range.end < merged.start || range.start > merged.end) return true;
      merged.start = Math.min(merged.start, range.start);
      merged.end = Math.max(merged.end, range.end);
      return false;
    });
    ranges = [...apart, merged].sort((a, b) => a.start - b.start);
  };
  return {
    add: (start, end) => {
      if (end > start) add(start, end);
    },
    cut: (end) => {
      ranges = ranges
        .filter((range) => range.start < end)
        .map((range) => ({ start: range.start, end: Math.min(range.end, end) }));
    },
    count: () => ranges.length,
    firstGap: (end) => {
      const [first] = ranges;
      if (end === 0) return undefined;
      if (first === undefined || first.start > 0) return 0;
      return first.end < end ? first.end : undefined;
    },
  };
}
