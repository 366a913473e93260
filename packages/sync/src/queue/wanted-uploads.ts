import type { Transaction } from "../database/database.ts";
import { deadQueue } from "../database/queue-schema.ts";
import { type Queue, within } from "./queue.ts";

/** An upload that nobody could do as things stood is listed, with its files, for so many days. */
export const deadUploadDays = 14;

/**
 * Which uploads of a district still have somebody who wants their files: an errand that waits, is at work, or is dead and
 * can be asked for anew. One that has been dead for two weeks is let go.
 *
 * @returns for each upload that some errand is or was for, whether its files are wanted
 */
export async function readWantedUploads(
  tx: Transaction,
  queue: Queue,
  districtId: number,
  uploadIds: readonly string[],
  now: Date,
): Promise<ReadonlyMap<string, boolean>> {
  await letGoOfDead(tx, queue, districtId, now);
  const rows = await tx.query<{ upload_id: string; is_wanted: boolean }>(
    `select upload_id, bool_or(state in ('waiting', 'running', 'dead')) as is_wanted from errand
      where district_id = $1 and upload_id = any ($2::uuid[]) group by upload_id`,
    [districtId, uploadIds],
  );
  return new Map(rows.map(({ upload_id, is_wanted }) => [upload_id, is_wanted]));
}

async function letGoOfDead(tx: Transaction, queue: Queue, districtId: number, now: Date): Promise<void> {
  const rows = await tx.query<{ errand_id: string }>(
    `update errand set state = 'cancelled' where district_id = $1 and task = 'upload' and state = 'dead'
        and ended_at < $2::timestamptz - $3 * interval '1 day' returning errand_id`,
    [districtId, now.toISOString(), deadUploadDays],
  );
  if (rows.length === 0) return;
  const ids = rows.map(({ errand_id }) => errand_id);
  await queue.library.deleteJob(deadQueue, ids, { db: within(tx) });
}
