import type { Reader } from "../../database/database.ts";
import { type ChangeLine, selectChangeLines } from "../change-line.ts";
import { personTypes } from "../why/journal.ts";
import type { Schools } from "./in-schools.ts";

/** What a timeline is about. */
export type TimelineOf =
  | { readonly kind: "person"; readonly id: number }
  | { readonly kind: "classroom"; readonly id: number }
  | { readonly kind: "school"; readonly id: number };

export interface TimelinePage {
  readonly lines: readonly ChangeLine[];
  /** Where the next page begins; null on the last. */
  readonly next: string | null;
}

/**
 * What was applied to somebody or something, newest first, from the journal: of a person also their classes and their
 * family, of a classroom who came and went.
 *
 * @NOTE A person's classes are looked up by the classrooms they are or were in, and not by the person's number, for
 * which the journal has no index: memberships are ended and never deleted, so none is missed.
 */
export async function readTimeline(
  tx: Reader,
  districtId: number,
  of: TimelineOf,
  page: { readonly after?: string | undefined; readonly limit: number },
  schools: Schools,
): Promise<TimelinePage> {
  const [run, type, ordinal] = page.after?.split("/") ?? [];
  const rows = await tx.query<ChangeLine>(
    `${selectChangeLines()}
      where p.district_id = $1 and s.applied_in_run is not null
        and c.record_id = any (array(${records[of.kind]})) and (${about[of.kind]})
        and ($4::int is null or (s.applied_in_run, c.type, c.ordinal) < ($4::int, $5::text, $6::int))
        and ($7::bigint[] is null or c.school_id = 0 or c.school_id = any ($7::bigint[]))
      order by s.applied_in_run desc, c.type desc, c.ordinal desc limit $8`,
    [
      ...[districtId, of.id, personTypes, run ?? null, type ?? null, ordinal ?? null],
      ...[schools ?? null, page.limit + 1],
    ],
  );
  const lines = rows.slice(0, page.limit);
  const last = lines.at(-1);
  const isCut = rows.length > page.limit && last !== undefined;
  return { lines, next: isCut ? `${last.appliedInRun}/${last.type}/${last.ordinal}` : null };
}

/** The records whose changes may be about it: each is looked up in the journal by its number. */
const records: Readonly<Record<TimelineOf["kind"], string>> = {
  person: `select $2::bigint union select m.classroom_id from membership m where m.district_id = $1 and m.person_id = $2
           union select g.student_id from guardianship g where g.district_id = $1 and g.guardian_id = $2`,
  classroom: "select $2::bigint",
  school: "select $2::bigint",
};

/** $2 is the record, $3 the types of change that are about a person. */
const about: Readonly<Record<TimelineOf["kind"], string>> = {
  person: `(c.record_id = $2 and c.type = any ($3::text[])) or (c.type = 'membership' and c.other_id = $2)
    or (c.type = 'guardianship' and $2 in (c.record_id, c.other_id))`,
  classroom: `$3::text[] is not null and (c.type in ('classroom', 'membership')
    or (c.type = 'link' and c.after->>'recordType' = 'classroom'))`,
  school: `$3::text[] is not null and (c.type = 'school' or (c.type = 'link' and c.after->>'recordType' = 'school'))`,
};
