import type { Transaction } from "../database/database.ts";
import { changesOf, mustWriteAll, valuesOf } from "./changes.ts";
import type { Chosen } from "./chosen.ts";

export async function writeSchools(tx: Transaction, chosen: Chosen): Promise<void> {
  const changes = changesOf("school");
  await tx.query(
    `insert into school (district_id, school_id, name, identifier, status, archived_by, origin)
     select district_id, record_id, after->>'name', after->>'identifier', after->>'status', after->>'archivedBy', after->>'origin'
       from ${changes} c where before is null`,
    valuesOf(chosen),
  );
  await mustWriteAll(tx, chosen, {
    types: ["school"],
    expected: `(select from ${changes} c where before is not null)`,
    update: `
      update school h
         set name = c.after->>'name', identifier = c.after->>'identifier', status = c.after->>'status',
             archived_by = c.after->>'archivedBy', origin = c.after->>'origin', version = h.version + 1
        from ${changes} c
       where c.before is not null and h.district_id = c.district_id and h.school_id = c.record_id
         and h.version = (c.before->>'version')::int`,
  });
}
