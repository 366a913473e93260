import { setTimeout as sleep } from "node:timers/promises";

/** Whether something ends within so many ms; it is waited for no longer. */
export async function isOverWithin(work: Promise<unknown>, ms: number): Promise<boolean> {
  const enough = new AbortController();
  const isOver = await Promise.race([
    work.then(() => true),
    sleep(ms, false, { signal: enough.signal }).catch(() => false),
  ]);
  enough.abort();
  return isOver;
}
