import { basename } from "node:path";

/** A step as a run or a fetch tells it. */
export interface ToldStep {
  readonly stage: string;
  readonly done?: number;
  readonly of?: number;
  /** A file or list; of a path only its name is kept. */
  readonly what?: string;
}

/** What is written down of a piece of work: where it is, since when, and how long the steps before took. */
export interface BookedProgress {
  readonly stage: string;
  /** Of a step that reads several files: all of them together. */
  readonly done?: number;
  readonly of?: number;
  readonly what?: string;
  /** ISO 8601. */
  readonly since: string;
  /** Seconds by step. */
  readonly past: Readonly<Record<string, number>>;
}

/**
 * Keeps what people see of a sync from what its steps tell: they tell each file from its beginning, and nothing of the
 * time. Where files lie on this machine is nothing that people of a district need to see.
 */
export function createProgressBook(now: () => Date): (step: ToldStep) => BookedProgress {
  let stage = "";
  let since = now();
  let past: Readonly<Record<string, number>> = {};
  let rows = new Map<string, number>();
  return (step) => {
    if (step.stage !== stage) {
      if (stage !== "")
        past = { ...past, [stage]: (past[stage] ?? 0) + (now().getTime() - since.getTime()) / 1000 };
      stage = step.stage;
      since = now();
      rows = new Map();
    }
    const isReading = stage === "read";
    if (isReading && step.what !== undefined)
      rows.set(step.what, Math.max(rows.get(step.what) ?? 0, step.done ?? 0));
    const done = isReading ? [...rows.values()].reduce((sum, count) => sum + count, 0) : step.done;
    return {
      ...{ stage, since: since.toISOString(), past },
      ...(done === undefined ? {} : { done }),
      ...(step.of === undefined ? {} : { of: step.of }),
      ...(step.what === undefined ? {} : { what: basename(step.what) }),
    };
  };
}
