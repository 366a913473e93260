import type { Transaction } from "../database/database.ts";
import { sourceTables } from "./source-table.ts";

/**
 * Takes back every snapshot of a source that was read and never settled: its records go, what it replaced or no
 * longer listed stands again. The plans made from it can no longer be applied.
 */
export async function discardPending(
  tx: Transaction,
  districtId: number,
  sourceId: number,
): Promise<readonly number[]> {
  const pending = await tx.query<{ snapshot_id: number }>(
    "select snapshot_id from snapshot where district_id = $1 and source_id = $2 and standing = 'pending'",
    [districtId, sourceId],
  );
  const ids = pending.map((row) => row.snapshot_id);
  if (ids.length === 0) return ids;
  for (const { name } of Object.values(sourceTables)) {
    await tx.query(
      `delete from ${name} where district_id = $1 and source_id = $2 and snapshot_id = any ($3::int[])`,
      [districtId, sourceId, ids],
    );
    await tx.query(
      `update ${name} set ended_by = null where district_id = $1 and source_id = $2 and ended_by = any ($3::int[])`,
      [districtId, sourceId, ids],
    );
  }
  await tx.query(
    "update snapshot set standing = 'discarded' where district_id = $1 and snapshot_id = any ($2::int[])",
    [districtId, ids],
  );
  await tx.query(
    `update plan set state = 'superseded'
      where district_id = $1 and snapshot_id = any ($2::int[]) and state in ('sealed', 'partly_applied')`,
    [districtId, ids],
  );
  return ids;
}
