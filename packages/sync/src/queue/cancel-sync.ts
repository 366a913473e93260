import type { Transaction } from "../database/database.ts";
import { syncQueue } from "../database/queue-schema.ts";
import { type ErrandIds, type Queue, within } from "./queue.ts";

/**
 * What came of a wish to cancel. `waiting`: it will not begin. `running`: the worker sees it within two seconds and
 * stops, as long as nothing is committed; what it had committed is told as the errand's outcome, and can be undone.
 */
export type Cancelled = "waiting" | "running" | "nothing";

/**
 * Cancels what waits or is at work for a source, or one errand of it, inside the caller's transaction. Whoever
 * cancels lets the files of an upload go with `sweepUploads` once that is committed.
 */
export async function cancelSync(
  tx: Transaction,
  queue: Queue,
  { districtId, sourceId, errandId }: ErrandIds & { readonly errandId?: string },
  wish: { readonly askedBy: string; readonly at: string },
): Promise<readonly Cancelled[]> {
  // Waits for whoever is just asking or settling, so that what is found is what there is.
  await tx.query("select 1 from district where district_id = $1 for no key update", [districtId]);
  const waiting = await tx.query<{ errand_id: string }>(
    `update errand set state = 'cancelled', cancel_asked_by = $3, ended_at = $4
      where district_id = $1 and source_id = $2 and state = 'waiting' and ($5::uuid is null or errand_id = $5)
     returning errand_id`,
    [districtId, sourceId, wish.askedBy, wish.at, errandId ?? null],
  );
  for (const { errand_id } of waiting)
    await queue.library.deleteJob(syncQueue, errand_id, { db: within(tx) });
  const running = await tx.query(
    `update errand set cancel_asked_by = coalesce(cancel_asked_by, $3)
      where district_id = $1 and source_id = $2 and state = 'running' and ($4::uuid is null or errand_id = $4)
     returning 1`,
    [districtId, sourceId, wish.askedBy, errandId ?? null],
  );
  return [...waiting.map((): Cancelled => "waiting"), ...running.map((): Cancelled => "running")];
}
