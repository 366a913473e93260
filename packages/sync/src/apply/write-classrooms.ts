import type { Transaction } from "../database/database.ts";
import { changesOf, mustWriteAll, valuesOf } from "./changes.ts";
import type { Chosen } from "./chosen.ts";

export async function writeClassrooms(tx: Transaction, chosen: Chosen): Promise<void> {
  const changes = changesOf("classroom");
  await tx.query(
    `insert into classroom (district_id, classroom_id, school_id, title, class_code, grades, location, starts_on, ends_on,
                            status, archived_by, origin)
     select district_id, record_id, (after->>'schoolId')::bigint, after->>'title', after->>'classCode', ${gradesOf("after")},
            after->>'location', (after->>'startsOn')::date, (after->>'endsOn')::date, after->>'status',
            after->>'archivedBy', after->>'origin'
       from ${changes} c where before is null order by record_id`,
    valuesOf(chosen),
  );
  await tx.query(
    `insert into link (district_id, source_id, record_type, sourced_id, record_id, origin)
     select district_id, $4, 'classroom', after->>'link', record_id, 'synced'
       from ${changes} c where before is null and after ? 'link' order by after->>'link'`,
    valuesOf(chosen),
  );
  await mustWriteAll(tx, chosen, {
    types: ["classroom"],
    expected: `(select from ${changes} c where before is not null)`,
    update: `
      update classroom h
         set school_id = (c.after->>'schoolId')::bigint, title = c.after->>'title', class_code = c.after->>'classCode',
             grades = ${gradesOf("c.after")}, location = c.after->>'location', starts_on = (c.after->>'startsOn')::date,
             ends_on = (c.after->>'endsOn')::date, status = c.after->>'status', archived_by = c.after->>'archivedBy',
             origin = c.after->>'origin', version = h.version + 1
        from ${changes} c
       where c.before is not null and h.district_id = c.district_id and h.classroom_id = c.record_id
         and h.version = (c.before->>'version')::int`,
  });
}

/** A list of texts out of a change's document. */
export function gradesOf(document: string): string {
  return `array(select jsonb_array_elements_text(${document}->'grades'))`;
}
