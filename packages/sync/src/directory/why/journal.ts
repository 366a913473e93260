import type { Reader } from "../../database/database.ts";
import { type ChangeLine, selectChangeLines } from "../change-line.ts";

const peopleTypes = ["student", "staff", "guardian"];

/** Plans that may be applied yet. The plan of an undo is a look at it, or carried out whole: it waits for nobody. */
const canBeApplied = "p.kind = 'sync' and p.state in ('sealed', 'partly_applied')";

/** A plan is refused once the directory has moved past it, so nothing of it waits. */
const isFresh = `coalesce(p.applied_version, p.basis_version) = (select version from district where district_id = $1)`;

/** What changed a record, newest first. */
export async function readRecordJournal(
  tx: Reader,
  districtId: number,
  kind: "person" | "classroom" | "school",
  recordId: number,
  most: number,
): Promise<readonly ChangeLine[]> {
  const types = kind === "person" ? peopleTypes : kind === "classroom" ? [kind, "link"] : [kind];
  return tx.query<ChangeLine>(
    `${selectChangeLines()}
      where p.district_id = $1 and c.type = any ($2::text[]) and c.record_id = $3 and s.applied_in_run is not null
        and (c.type <> 'link' or c.after->>'recordType' = 'classroom')
      order by s.applied_in_run desc, c.ordinal desc limit $4`,
    [districtId, types, recordId, most],
  );
}

/** How a classroom that nothing feeds lost its last link; undefined where something feeds it, or nothing ever did. */
export async function readLostLink(
  tx: Reader,
  districtId: number,
  classroomId: number,
): Promise<ChangeLine | undefined> {
  const [line] = await tx.query<ChangeLine>(
    `${selectChangeLines()}
      where p.district_id = $1 and c.type = 'link' and c.record_id = $2 and c.action = 'archive'
        and c.after->>'recordType' = 'classroom' and s.applied_in_run is not null
        and not exists (select from link l where l.district_id = $1 and l.record_type = 'classroom' and l.record_id = $2)
      order by s.applied_in_run desc, c.ordinal desc limit 1`,
    [districtId, classroomId],
  );
  return line;
}

/** What changed somebody's memberships in a classroom, newest first. */
export async function readMembershipJournal(
  tx: Reader,
  districtId: number,
  classroomId: number,
  personId: number,
): Promise<readonly ChangeLine[]> {
  return tx.query<ChangeLine>(
    `${selectChangeLines()}
      where p.district_id = $1 and c.type = 'membership' and c.record_id = $2 and c.other_id = $3
        and s.applied_in_run is not null
      order by s.applied_in_run desc, c.ordinal desc limit 20`,
    [districtId, classroomId, personId],
  );
}

/** What changed one field of a person, newest first. */
export async function readFieldJournal(
  tx: Reader,
  districtId: number,
  personId: number,
  field: string,
): Promise<readonly ChangeLine[]> {
  return tx.query<ChangeLine>(
    `${selectChangeLines()}
      where p.district_id = $1 and c.type = any ($2::text[]) and c.record_id = $3 and s.applied_in_run is not null
        and c.after ? 'person' and c.after->'person'->>$4 is distinct from coalesce(c.before->'person'->>$4, '')
      order by s.applied_in_run desc, c.ordinal desc limit 20`,
    [districtId, peopleTypes, personId, field],
  );
}

/**
 * Changes of these records that are planned and not applied: held by a gate, waiting for somebody to apply them, or in
 * a plan that the directory has moved past, whose lines stand as `stale`. A membership is asked for by its classroom (`recordId`) and person (`otherId`).
 */
export async function readWaiting(
  tx: Reader,
  districtId: number,
  wanted: { readonly types: readonly string[]; readonly recordId: number; readonly otherId?: number },
): Promise<readonly ChangeLine[]> {
  return tx.query<ChangeLine>(
    `${selectChangeLines()}
      where p.district_id = $1 and ${canBeApplied} and s.applied_in_run is null
        and c.type = any ($2::text[]) and c.record_id = $3 and ($4::bigint is null or c.other_id = $4)
      order by p.plan_id desc, c.ordinal`,
    [districtId, wanted.types, wanted.recordId, wanted.otherId ?? null],
  );
}

/** Everything that waits about a record: its own changes, and of a person the classes and the family too. */
export async function readWaitingAbout(
  tx: Reader,
  districtId: number,
  kind: "person" | "classroom" | "school",
  recordId: number,
  most: number,
): Promise<readonly ChangeLine[]> {
  const around =
    kind === "person"
      ? `or c.type = 'membership' and c.other_id = $3 or c.type = 'guardianship' and $3 in (c.record_id, c.other_id)`
      : "";
  return tx.query<ChangeLine>(
    `${selectChangeLines()}
      where p.district_id = $1 and ${canBeApplied} and ${isFresh} and s.applied_in_run is null
        and (c.type = any ($2::text[]) and c.record_id = $3 ${around})
      order by p.plan_id desc, c.ordinal limit $4`,
    [districtId, kind === "person" ? peopleTypes : [kind], recordId, most],
  );
}

/** The same for records that are not there yet, by the sourcedId they would be linked to. */
export async function readWaitingFor(
  tx: Reader,
  districtId: number,
  types: readonly string[],
  sourcedId: string,
): Promise<readonly ChangeLine[]> {
  return tx.query<ChangeLine>(
    `${selectChangeLines()}
      where p.district_id = $1 and ${canBeApplied} and s.applied_in_run is null
        and c.type = any ($2::text[]) and $3 = any (c.sourced_ids)
      order by p.plan_id desc, c.ordinal limit 5`,
    [districtId, types, sourcedId],
  );
}

/** Types of change that concern a person as such. */
export const personTypes: readonly string[] = peopleTypes;
