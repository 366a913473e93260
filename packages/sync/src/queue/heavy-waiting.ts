import { queueSchema, syncQueue } from "../database/queue-schema.ts";
import { largeRecords } from "./large-district.ts";
import type { Queue } from "./queue.ts";

/** Whether an errand could begin that wants a place of its own: a large district, or one that brought a worker down. */
export async function isHeavyWaiting(queue: Queue): Promise<boolean> {
  const [row] = await queue.reserve.session(undefined, (session) =>
    session.read((tx) =>
      tx.query<{ is_waiting: boolean }>(
        `select exists (select from ${queueSchema}.job j join district d on d.district_id::text = j.group_id
                         where j.name = $1 and j.state in ('created', 'retry') and j.start_after <= now()
                           and (d.records >= $2 or d.runs_alone)) as is_waiting`,
        [syncQueue, largeRecords],
      ),
    ),
  );
  return row?.is_waiting === true;
}
