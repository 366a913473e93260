import type { Transaction } from "../database/database.ts";
import { changesOf, mustWriteAll, valuesOf } from "./changes.ts";
import type { Chosen } from "./chosen.ts";

export async function writeMemberships(tx: Transaction, chosen: Chosen): Promise<void> {
  const changes = changesOf("membership");
  await tx.query(
    `insert into membership (district_id, classroom_id, person_id, role, starts_on, ends_on, status, origin, source_id)
     select district_id, record_id, other_id, role, (after->>'startsOn')::date, (after->>'endsOn')::date, after->>'status',
            after->>'origin', case after->>'origin' when 'synced' then $4::int end
       from ${changes} c where before is null`,
    valuesOf(chosen),
  );
  await mustWriteAll(tx, chosen, {
    types: ["membership"],
    expected: `(select from ${changes} c where before is not null)`,
    update: `
      update membership h
         set starts_on = (c.after->>'startsOn')::date, ends_on = (c.after->>'endsOn')::date, status = c.after->>'status',
             origin = c.after->>'origin', version = h.version + 1,
             source_id = case c.after->>'origin' when 'synced' then coalesce(h.source_id, $4::int) end
        from ${changes} c
       where c.before is not null and h.district_id = c.district_id and h.classroom_id = c.record_id
         and h.person_id = c.other_id and h.role = c.role and h.version = (c.before->>'version')::int`,
  });
}
