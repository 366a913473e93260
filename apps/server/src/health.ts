import type { QueueFigures } from "@muster/sync/queue/queue-figures.ts";
import type { HttpFigures } from "./http/http-figures.ts";
import type { WorkerFigures } from "./worker-figures.ts";

/** What is known of a process and of the queue at one moment. */
export interface HealthFacts {
  /** Undefined where the database did not answer. */
  readonly queue: QueueFigures | undefined;
  readonly worker: WorkerFigures | undefined;
  /** When the scheduler last went through, ms since the epoch; undefined where this process has none. */
  readonly scheduledAt: number | undefined;
  /** What people and programs have asked of this process; undefined where it answers nobody. */
  readonly http?: HttpFigures | undefined;
  /** ms since the epoch. */
  readonly now: number;
}

/** Nothing that could begin should wait longer than this, in s (reliability §7). */
const oldestAllowedSeconds = 600;
/** A worker that has not looked for work, a scheduler that has not looked at the clock for so long hang, in s. */
const silenceAllowedSeconds = 90;

/** What is wrong, in short words for a program; nothing where all is well. */
export function alarmsOf({ queue, worker, scheduledAt, now }: HealthFacts): readonly string[] {
  const alarms: string[] = [];
  if (queue === undefined) alarms.push("database-unreachable");
  if (queue !== undefined && queue.oldestReadySeconds > oldestAllowedSeconds) alarms.push("queue-old");
  if (queue !== undefined && queue.silentSeconds > silenceAllowedSeconds) alarms.push("worker-silent");
  if (worker?.trouble !== undefined) alarms.push("worker-trouble");
  if (isSilent(scheduledAt, now)) alarms.push("scheduler-silent");
  return alarms;
}

function isSilent(aliveAt: number | undefined, now: number): boolean {
  return aliveAt !== undefined && now - aliveAt > silenceAllowedSeconds * 1000;
}

/** The same as a text that Prometheus and others like it read. */
export function metricsText(facts: HealthFacts): string {
  const { queue, worker, scheduledAt, now } = facts;
  const lines: string[] = [];
  const gauge = (name: string, help: string, value: number | undefined): void => {
    if (value === undefined) return;
    lines.push(`# HELP muster_${name} ${help}`, `# TYPE muster_${name} gauge`, `muster_${name} ${value}`);
  };
  gauge("up", "1 where nothing is wrong.", alarmsOf(facts).length === 0 ? 1 : 0);
  gauge("queue_ready", "Syncs that could begin now.", queue?.ready);
  gauge("queue_deferred", "Syncs that wait for another attempt.", queue?.deferred);
  gauge("queue_running", "Syncs at work.", queue?.running);
  gauge("queue_dead", "Syncs that nobody can do as things stand.", queue?.dead);
  gauge("queue_oldest_seconds", "How long the oldest of those ready has waited.", queue?.oldestReadySeconds);
  gauge("queue_silent_seconds", "How long the most silent worker has given no sign.", queue?.silentSeconds);
  gauge(
    "worker_idle_seconds",
    "How long ago this worker last looked for work.",
    secondsSince(worker?.aliveAt, now),
  );
  gauge("scheduler_idle_seconds", "How long ago the scheduler last looked.", secondsSince(scheduledAt, now));
  if (worker !== undefined) {
    lines.push(
      "# HELP muster_syncs_total Syncs of this process by how they ended.",
      "# TYPE muster_syncs_total counter",
    );
    for (const [end, count] of Object.entries(worker.ended).sort())
      lines.push(`muster_syncs_total{end="${end}"} ${count}`);
  }
  return `${[...lines, ...(facts.http?.lines() ?? [])].join("\n")}\n`;
}

function secondsSince(at: number | undefined, now: number): number | undefined {
  return at === undefined ? undefined : Math.round((now - at) / 1000);
}
