import type { Transaction } from "../database/database.ts";
import { changesOf, mustWriteAll, valuesOf } from "./changes.ts";
import type { Chosen } from "./chosen.ts";

export async function writeGuardianships(tx: Transaction, chosen: Chosen): Promise<void> {
  const changes = changesOf("guardianship");
  await tx.query(
    `insert into guardianship (district_id, student_id, guardian_id, relationship, contact_type, status, origin, source_id)
     select district_id, record_id, other_id, after->>'relationship', after->>'contactType', after->>'status',
            after->>'origin', case after->>'origin' when 'synced' then $4::int end
       from ${changes} c where before is null`,
    valuesOf(chosen),
  );
  await mustWriteAll(tx, chosen, {
    types: ["guardianship"],
    expected: `(select from ${changes} c where before is not null)`,
    update: `
      update guardianship h
         set relationship = c.after->>'relationship', contact_type = c.after->>'contactType', status = c.after->>'status',
             origin = c.after->>'origin', version = h.version + 1,
             is_restricted = coalesce((c.after->>'isRestricted')::boolean, h.is_restricted),
             source_id = case c.after->>'origin' when 'synced' then coalesce(h.source_id, $4::int) end
        from ${changes} c
       where c.before is not null and h.district_id = c.district_id and h.student_id = c.record_id
         and h.guardian_id = c.other_id and h.version = (c.before->>'version')::int`,
  });
}
