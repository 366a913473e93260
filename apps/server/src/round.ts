import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "@muster/sync/fault.ts";
import { backOff } from "./back-off.ts";
import { isOverWithin } from "./is-over-within.ts";

const patienceMs = 25_000;

/** Something that is done again and again until it is stopped. */
export interface Round {
  /** Ends after what is being done now, which is not waited for longer than 25 s. */
  readonly stop: () => Promise<void>;
  /** When it last went through, ms since the epoch. */
  readonly aliveAt: () => number;
}

/** Does something every so often, one after the other; what fails is told and done again after a while. */
export function startRound(
  everyMs: number,
  work: (signal: AbortSignal) => Promise<void>,
  onTrouble: (code: string, waitMs: number, error: unknown) => void,
): Round {
  const stopping = new AbortController();
  const { signal } = stopping;
  let aliveAt = Date.now();
  const run = async (): Promise<void> => {
    for (let failures = 0; !signal.aborted; ) {
      try {
        await work(signal);
        failures = 0;
        aliveAt = Date.now();
      } catch (error) {
        failures += 1;
        const waitMs = Math.max(everyMs, backOff(failures));
        onTrouble(error instanceof Fault ? error.code : "run.assertion.failed", waitMs, error);
      }
      await sleep(failures === 0 ? everyMs : Math.max(everyMs, backOff(failures)), undefined, {
        signal,
      }).catch(() => undefined);
    }
  };
  const running = run();
  return {
    aliveAt: () => aliveAt,
    stop: async () => {
      stopping.abort();
      await isOverWithin(running, patienceMs);
    },
  };
}
