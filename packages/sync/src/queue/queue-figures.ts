import { deadQueue, queueSchema, syncQueue } from "../database/queue-schema.ts";
import type { Queue } from "./queue.ts";

/** How full the queue is; of all districts together, and of nobody in particular. */
export interface QueueFigures {
  /** Could begin now. */
  readonly ready: number;
  /** Wait for another attempt. */
  readonly deferred: number;
  readonly running: number;
  readonly dead: number;
  /** How long the one that could begin first has waited, in s; more than 600 is an alarm (reliability §7). */
  readonly oldestReadySeconds: number;
  /** How long the most silent worker has given no sign of life, in s. */
  readonly silentSeconds: number;
}

/** Counts what waits and runs. */
export async function readQueueFigures(queue: Queue): Promise<QueueFigures> {
  const [row] = await queue.reserve.session(undefined, (session) =>
    session.read((tx) => tx.query<{ [K in keyof QueueFigures]: number }>(figures, [syncQueue, deadQueue])),
  );
  if (row === undefined) throw new Error("counts answer a row");
  return row;
}

// @NOTE The library documents this table for reading; its own counts are those of the last look around.
const figures = `
  select count(*) filter (where name = $1 and state in ('created', 'retry') and start_after <= now()) as ready,
         count(*) filter (where name = $1 and state in ('created', 'retry') and start_after > now()) as deferred,
         count(*) filter (where name = $1 and state = 'active') as running,
         count(*) filter (where name = $2 and state in ('created', 'retry')) as dead,
         round(coalesce(extract(epoch from now() - min(start_after)
           filter (where name = $1 and state in ('created', 'retry') and start_after <= now())), 0)) as "oldestReadySeconds",
         round(coalesce(extract(epoch from now() - min(heartbeat_on)
           filter (where name = $1 and state = 'active')), 0)) as "silentSeconds"
    from ${queueSchema}.job
   where name in ($1, $2) and state in ('created', 'retry', 'active')`;
