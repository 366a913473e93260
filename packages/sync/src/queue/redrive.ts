import type { Transaction } from "../database/database.ts";
import { deadQueue } from "../database/queue-schema.ts";
import { type Asked, askForSync } from "./ask-for-sync.ts";
import { type Queue, within } from "./queue.ts";

/**
 * Asks anew for what is dead in a district, or for one errand of it: the password was renewed, the disk has room again.
 *
 * @returns what was asked for; nothing where nothing was dead
 */
export async function redriveDead(
  tx: Transaction,
  queue: Queue,
  districtId: number,
  wish: { readonly errandId?: string; readonly askedBy: string; readonly at: string },
): Promise<readonly Asked[]> {
  const dead = await tx.query<{ errand_id: string; source_id: number }>(
    `update errand set state = 'redriven' where district_id = $1 and state = 'dead'
        and ($2::uuid is null or errand_id = $2) returning errand_id, source_id`,
    [districtId, wish.errandId ?? null],
  );
  const asked: Asked[] = [];
  for (const { errand_id, source_id } of dead) {
    await queue.library.deleteJob(deadQueue, errand_id, { db: within(tx) });
    asked.push(
      await askForSync(tx, queue, {
        ...{ districtId, sourceId: source_id, kind: "person" },
        ...{ askedBy: wish.askedBy, at: wish.at },
      }),
    );
  }
  return asked;
}
