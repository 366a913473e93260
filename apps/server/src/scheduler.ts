import type { Queue } from "@muster/sync/queue/queue.ts";
import { type StartedSource, scheduleDue } from "@muster/sync/schedule/schedule-due.ts";
import { type Round, startRound } from "./round.ts";

/** What a scheduler is given. Several may run on one database; each start is asked for once. */
export interface SchedulerOptions {
  readonly queue: Queue;
  readonly now: () => Date;
  readonly onStarted: (started: readonly StartedSource[]) => void;
  readonly onTrouble: (code: string, error: unknown) => void;
  /** How often it looks, in ms; 15,000 unless told. */
  readonly everyMs?: number;
}

/** Looks now and then which syncs are due, and asks for them. */
export function startScheduler(options: SchedulerOptions): Round {
  const { queue, now, onStarted, onTrouble } = options;
  return startRound(
    options.everyMs ?? 15_000,
    async () => {
      const started = await scheduleDue(queue, now(), (_districtId, error) =>
        onTrouble("run.assertion.failed", error),
      );
      if (started.length > 0) onStarted(started);
    },
    (code, _waitMs, error) => onTrouble(code, error),
  );
}
