import { setTimeout as sleep } from "node:timers/promises";
import type { DropClock } from "./drop-clock.ts";

/** A clock that stands until it is moved. */
export interface TestClock extends DropClock {
  /** Moves on, and does on the way what has become due. */
  readonly advance: (milliseconds: number) => void;
  /** Moves on to whatever is due next until the work is done; answers its result and how long it took by this clock. */
  readonly during: <T>(work: Promise<T>) => Promise<{ readonly result: T; readonly tookMs: number }>;
}

/** How long the clock stands before it moves to the next moment at which something is due. */
const realMs = 25;
/** What is due later is a limit, which nobody waits for. */
const longestWaitMs = 65_000;

export function createTestClock(): TestClock {
  let now = Date.now();
  let timers: { readonly at: number; readonly deed: () => void }[] = [];
  const advance = (milliseconds: number): void => {
    now += milliseconds;
    const due = timers.filter((timer) => timer.at <= now).sort((a, b) => a.at - b.at);
    timers = timers.filter((timer) => timer.at > now);
    for (const { deed } of due) deed();
  };
  return {
    now: () => now,
    after: (milliseconds, deed) => {
      const timer = { at: now + milliseconds, deed };
      timers.push(timer);
      return () => {
        timers = timers.filter((one) => one !== timer);
      };
    },
    advance,
    during: async (work) => {
      const from = now;
      let isOver = false;
      const end = (): void => {
        isOver = true;
      };
      work.then(end, end);
      while (!isOver) {
        // Real work (a hash, a packet) takes no time by this clock; only waiting for it does.
        await sleep(realMs);
        const next = Math.min(...timers.map((timer) => timer.at));
        if (!isOver && next - now <= longestWaitMs) advance(next - now);
      }
      return { result: await work, tookMs: now - from };
    },
  };
}
