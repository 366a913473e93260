import type { Transaction } from "../database/database.ts";
import { changesOf, valuesOf } from "./changes.ts";
import type { Chosen } from "./chosen.ts";

/**
 * Links change by their own changes here; those of new classrooms and people travel with their records. What is left
 * out keeps a row that leads to no record.
 */
export async function writeLinks(tx: Transaction, chosen: Chosen): Promise<void> {
  const changes = changesOf("link");
  await tx.query(
    `delete from link h using ${changes} c
      where h.district_id = c.district_id and h.source_id = $4 and h.record_type = c.after->>'recordType'
        and h.sourced_id = c.after->>'sourcedId' and not ${stands}`,
    valuesOf(chosen),
  );
  await tx.query(
    `insert into link (district_id, source_id, record_type, sourced_id, record_id, origin)
     select district_id, $4, after->>'recordType', after->>'sourcedId', (after->>'recordId')::bigint, after->>'origin'
       from ${changes} c where ${stands}
     on conflict (district_id, source_id, record_type, sourced_id) do update
        set record_id = excluded.record_id, origin = excluded.origin`,
    valuesOf(chosen),
  );
}

/** Is there a row of the link after the change? */
const stands = "((c.after->>'recordId')::bigint <> 0 or c.after ? 'isLeftOut')";
