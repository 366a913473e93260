import type { Transaction } from "../database/database.ts";
import type { SnapshotKey } from "./snapshot-row.ts";

/** A record that lost its hash, because a change it feeds is held; with the hash it had. */
export interface UnsettledRecord extends Record<string, unknown> {
  /** Its source table. */
  readonly name: string;
  readonly row_hash: string;
}

/** Which records feed which changes. */
const feeds = [
  ["source_org", "sourced_id", "'school', 'link'"],
  ["source_class", "sourced_id", "'classroom'"],
  ["source_user", "sourced_id", "'student', 'staff', 'guardian', 'guardianship'"],
  ["source_role", "user_sourced_id", "'student', 'staff', 'guardian'"],
  ["source_enrollment", "sourced_id", "'membership'"],
  ["source_guardian", "guardian_sourced_id", "'guardian', 'guardianship'"],
] as const;

/**
 * What says of a record who is in it, and is frozen while the record's leaving waits. It must stand with the record:
 * if that comes back with less, what it has lost is seen then.
 */
const hangsOn = [
  ["source_enrollment", "user_sourced_id", "'student', 'staff'"],
  ["source_enrollment", "class_sourced_id", "'classroom'"],
  ["source_guardian", "student_sourced_id", "'student'"],
] as const;

/** What a plan that is not wholly applied leaves open. */
export interface HeldRecords {
  readonly isHeld: boolean;
  readonly unsettled: readonly UnsettledRecord[];
}

/**
 * Keeps the records behind the changes that a plan still holds. Vanished ones stand until somebody decides, marked as
 * leaving; and all of them, new or old, lose their hash, so that every run weighs them again: a guardian whose students
 * have left waits though her own row says the same as ever.
 */
export async function keepHeld(
  tx: Transaction,
  { districtId, sourceId, snapshotId }: SnapshotKey,
  planId: number,
): Promise<HeldRecords> {
  if (!(await findHeld(tx, districtId, planId))) return { isHeld: false, unsettled: [] };
  const values = [districtId, sourceId, snapshotId];
  const unsettled: UnsettledRecord[] = [];
  for (const [name, column, types] of feeds) {
    const behind = behindHeld(column, `type in (${types})`);
    unsettled.push(...(await keepVanished(tx, name, behind, values)));
    unsettled.push(...(await forgetHashes(tx, name, behind, values)));
  }
  for (const [name, column, types] of hangsOn) {
    const behind = behindHeld(column, `kind = 'removal' and type in (${types})`);
    unsettled.push(...(await keepVanished(tx, name, behind, values)));
  }
  return { isHeld: true, unsettled };
}

/**
 * `held_record`: the records behind the held changes. A table of its own with statistics: joined straight with the
 * plans' changes, of which a plan is one of many, seventeen held students of 50,000 took five minutes.
 */
async function findHeld(tx: Transaction, districtId: number, planId: number): Promise<boolean> {
  const held = await tx.query<{ slice: number }>(
    "select slice from plan_slice where district_id = $1 and plan_id = $2 and applied_in_run is null",
    [districtId, planId],
  );
  if (held.length === 0) return false;
  await tx.query("drop table if exists held_record");
  await tx.query(
    `create temporary table held_record as
     select distinct c.type, c.kind, id collate "C" as sourced_id
       from plan_change c, unnest(c.sourced_ids) as id
      where c.district_id = $1 and c.plan_id = $2 and c.slice = any ($3::int[])`,
    [districtId, planId, held.map(({ slice }) => slice)],
  );
  await tx.query("analyze held_record");
  return true;
}

/** True for rows whose column names a record behind a held change of this kind. */
function behindHeld(column: string, isOfKind: string): string {
  return `t.district_id = $1 and t.source_id = $2
      and t.${column} in (select sourced_id from held_record where ${isOfKind})`;
}

/**
 * An enrollment that now points to another class has not vanished, and still its former place is held: the former row
 * stands beside the new one until somebody decides, and both end when a row of their id is read again.
 */
const isReplaced = (name: string): string =>
  name === "source_enrollment"
    ? "and (n.class_sourced_id, n.user_sourced_id, n.role) = (t.class_sourced_id, t.user_sourced_id, t.role)"
    : "";

/** The conditions of one record, of any snapshot: `was` is the record as it was. */
const isThatRecord = `t.district_id = $1 and t.source_id = $2 and t.sourced_id = was.sourced_id
                  and t.snapshot_id = was.snapshot_id`;

async function keepVanished(
  tx: Transaction,
  name: string,
  behind: string,
  values: readonly unknown[],
): Promise<readonly UnsettledRecord[]> {
  return tx.query<UnsettledRecord>(
    `with was as (
       select t.sourced_id, t.snapshot_id, t.row_hash from ${name} t
        where ${behind} and t.ended_by = $3
          and not exists (select from ${name} n where n.district_id = $1 and n.source_id = $2
                             and n.sourced_id = t.sourced_id and n.snapshot_id = $3 ${isReplaced(name)})),
          now as (update ${name} t set ended_by = null, is_leaving = true, row_hash = null from was where ${isThatRecord}
                  returning t.sourced_id)
     select '${name}' as name, row_hash::text as row_hash from was where row_hash is not null and exists (select from now)`,
    values,
  );
}

async function forgetHashes(
  tx: Transaction,
  name: string,
  behind: string,
  values: readonly unknown[],
): Promise<readonly UnsettledRecord[]> {
  return tx.query<UnsettledRecord>(
    `with was as (select t.sourced_id, t.snapshot_id, t.row_hash from ${name} t
                   where ${behind} and t.ended_by is null and t.snapshot_id <= $3 and t.row_hash is not null),
          now as (update ${name} t set row_hash = null from was where ${isThatRecord} returning t.sourced_id)
     select '${name}' as name, row_hash::text as row_hash from was where exists (select from now)`,
    values,
  );
}
