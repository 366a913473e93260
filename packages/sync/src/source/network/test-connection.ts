import type { Connection, SourceProgress } from "../source.ts";
import { sourceLimits } from "../source.ts";

/** A connection for tests, with a clock that only waiting moves, and what was said of the progress. */
export interface TestConnection extends Connection {
  readonly progress: SourceProgress[];
  /** How long was waited, in ms, each time. */
  readonly waits: number[];
  readonly abort: (reason: Error) => void;
}

/** A connection to stand-ins on loopback: private hosts allowed, silence noticed after a second, nothing really waited for. */
export function testConnection(given: Partial<Connection> = {}): TestConnection {
  const controller = new AbortController();
  const progress: SourceProgress[] = [];
  const waits: number[] = [];
  let clock = Date.parse("2026-03-02T05:00:00Z");
  return {
    values: {},
    folder: "",
    limits: { ...sourceLimits, idleMs: 1_000 },
    allowsPrivateHosts: true,
    signal: controller.signal,
    now: () => new Date(clock),
    wait: async (milliseconds) => {
      controller.signal.throwIfAborted();
      waits.push(milliseconds);
      clock += milliseconds;
    },
    onProgress: (one) => progress.push(one),
    lastSeen: undefined,
    ...given,
    progress,
    waits,
    abort: (reason) => controller.abort(reason),
  };
}
