import type { Transaction } from "../database/database.ts";
import { deadQueue } from "../database/queue-schema.ts";
import { type Asked, askForSync } from "./ask-for-sync.ts";
import { type Queue, within } from "./queue.ts";
import { type TaskRow, taskColumns, taskOf } from "./task.ts";

/**
 * Asks anew for what is dead in a district, or for one errand of it: the password was renewed, the disk has room again. An
 * upload is done with the files it came with.
 *
 * @returns what was asked for; nothing where nothing was dead
 */
export async function redriveDead(
  tx: Transaction,
  queue: Queue,
  districtId: number,
  wish: { readonly errandId?: string; readonly askedBy: string; readonly at: string },
): Promise<readonly Asked[]> {
  const dead = await tx.query<DeadRow>(
    `update errand set state = 'redriven' where district_id = $1 and state = 'dead'
        and ($2::uuid is null or errand_id = $2) returning errand_id, source_id, ${taskColumns}`,
    [districtId, wish.errandId ?? null],
  );
  const asked: Asked[] = [];
  for (const row of dead) {
    await queue.library.deleteJob(deadQueue, row.errand_id, { db: within(tx) });
    asked.push(
      await askForSync(tx, queue, {
        ...{ districtId, sourceId: row.source_id, kind: "person", task: taskOf(row) },
        ...{ askedBy: wish.askedBy, at: wish.at },
      }),
    );
  }
  return asked;
}

interface DeadRow extends TaskRow {
  readonly errand_id: string;
  readonly source_id: number;
}
