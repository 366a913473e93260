import type { RunStep, RunWorld } from "./sync-request.ts";

/** Times the stages of a run: `watch("read", work)` runs the work and remembers its milliseconds. */
export interface Stopwatch {
  <T>(stage: RunStep["stage"], work: () => Promise<T>): Promise<T>;
  readonly timings: Record<string, number>;
}

export function startStopwatch(world: RunWorld): Stopwatch {
  const timings: Record<string, number> = {};
  const watch = async <T>(stage: RunStep["stage"], work: () => Promise<T>): Promise<T> => {
    world.onStep({ stage });
    const began = performance.now();
    try {
      return await work();
    } finally {
      timings[stage] = Math.round((timings[stage] ?? 0) + performance.now() - began);
    }
  };
  return Object.assign(watch, { timings });
}
