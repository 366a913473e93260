import { type Action, type RecordType, recordTypes } from "@muster/rules/model/entities.ts";
import type { Counts } from "@muster/rules/plan/tally.ts";
import type { Reader } from "../database/database.ts";
import { readSliceCounts } from "../gate/read-slice-counts.ts";

/**
 * What one run applied of a plan, in the numbers of a plan: an approval does the rest of one of which much was done
 * before. To be read in the transaction that applied it; all else that is active by then is kept.
 */
export async function readDone(
  tx: Reader,
  districtId: number,
  planId: number,
  runId: number,
): Promise<Counts> {
  const rows = await tx.query<{ type: RecordType; action: Action; changes: number }>(
    `select c.type, c.action, count(*) as changes
       from plan_change c join plan_slice s on s.district_id = c.district_id and s.plan_id = c.plan_id and s.slice = c.slice
      where c.district_id = $1 and c.plan_id = $2 and s.applied_in_run = $3
      group by c.type, c.action`,
    [districtId, planId, runId],
  );
  const changes = new Map(rows.map((row) => [`${row.type}/${row.action}`, row.changes]));
  const { totals } = await readSliceCounts(tx, districtId);
  const countsOf = (type: RecordType): Record<Action, number> => {
    const count = (action: Action): number => changes.get(`${type}/${action}`) ?? 0;
    const [create, update, restore] = [count("create"), count("update"), count("restore")];
    const keep = Math.max(0, (totals[type] ?? 0) - create - update - restore);
    return { create, update, archive: count("archive"), restore, keep };
  };
  return Object.fromEntries(recordTypes.map((type) => [type, countsOf(type)])) as Counts;
}
