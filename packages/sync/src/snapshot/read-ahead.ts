/** Text or bytes that are read before anybody asks for them. */
export interface ReadAhead extends AsyncIterable<string> {
  /** Ends the reading early; what was read is thrown away. */
  readonly stop: () => Promise<void>;
}

/**
 * Begins to read `chunks` at once and keeps up to `most` characters ahead of whoever takes them: the next file is
 * scanned while PostgreSQL works on this one. A failure is told to the taker, in its place.
 */
export function readAhead(chunks: AsyncIterable<string>, most: number): ReadAhead {
  const source = chunks[Symbol.asyncIterator]();
  const ready: Promise<IteratorResult<string>>[] = [];
  let [size, isReading, isOver] = [0, false, false];
  const read = async (): Promise<void> => {
    if (isReading) return;
    isReading = true;
    while (!isOver && size < most) {
      const next = source.next();
      // Told to the taker; until then a failure must not count as unhandled.
      next.catch(() => undefined);
      ready.push(next);
      const chunk = await next.catch(() => undefined);
      isOver ||= chunk === undefined || chunk.done === true;
      size += chunk?.value?.length ?? 0;
    }
    isReading = false;
  };
  void read();
  const take = async (): Promise<IteratorResult<string>> => {
    void read();
    // What was taken last may have arrived here before the reading goes on.
    while (ready.length === 0 && !isOver) await Promise.resolve();
    const next = ready.shift();
    if (next === undefined) return { done: true, value: undefined };
    const chunk = await next;
    size -= chunk.value?.length ?? 0;
    return chunk;
  };
  return {
    stop: async () => {
      isOver = true;
      await source.return?.();
    },
    [Symbol.asyncIterator]: () => ({ next: take }),
  };
}
