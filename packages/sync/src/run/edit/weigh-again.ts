import type { Transaction } from "../../database/database.ts";

/** The kinds of record whose rows in a source can be put back, and where these rows are. */
const rowsOf = {
  person: [
    { table: "users", name: "source_user", key: "sourced_id" },
    { table: "guardians", name: "source_guardian", key: "guardian_sourced_id" },
  ],
  classroom: [{ table: "classes", name: "source_class", key: "sourced_id" }],
} as const;

/**
 * Puts what the sources say of some records back for weighing: a record that a person edited has no hash (design
 * §5), so the next sync reads its row again and the rules decide whether the edit stays. The newest snapshot is no
 * longer settled, so that the same files are looked at again.
 */
export async function forgetRows(
  tx: Transaction,
  districtId: number,
  type: keyof typeof rowsOf,
  recordIds: readonly number[],
): Promise<void> {
  const values = [districtId, type, recordIds];
  for (const { table, name, key } of rowsOf[type])
    await tx.query(
      // A new token makes the packed hashes beside the snapshot void; they are rebuilt from these rows.
      `with forgotten as (
         update ${name} s set row_hash = null from link l
          where l.district_id = $1 and l.record_type = $2 and l.record_id = any ($3::bigint[])
            and s.district_id = $1 and s.source_id = l.source_id and s.${key} = l.sourced_id and s.row_hash is not null
            and s.snapshot_id <> all (array(select snapshot_id from snapshot where district_id = $1 and standing = 'pending'))
         returning s.source_id
       ), counted as (select source_id, count(*) as rows from forgotten group by source_id)
       update source_table t set token = gen_random_uuid(), hashed = t.hashed - c.rows from counted c
        where t.district_id = $1 and t.source_id = c.source_id and t.table_name = '${table}'`,
      values,
    );
  await tx.query(
    `update snapshot n set is_settled = false
      where n.district_id = $1 and n.standing = 'accepted'
        and n.source_id in (select source_id from link where district_id = $1 and record_type = $2 and record_id = any ($3::bigint[]))
        and n.snapshot_id = (select max(snapshot_id) from snapshot
                              where district_id = $1 and source_id = n.source_id and standing = 'accepted')`,
    values,
  );
}

/** Every record of a source is weighed again by its next run: after a change of links, for one moves many. */
export async function weighEverything(
  tx: Transaction,
  districtId: number,
  sourceIds: readonly number[],
): Promise<void> {
  await tx.query(
    "update source set needs_full = true where district_id = $1 and source_id = any ($2::int[])",
    [districtId, sourceIds],
  );
}

/** The sources that some records are linked to. */
export async function readSourcesOf(
  tx: Transaction,
  districtId: number,
  type: "person" | "classroom" | "school",
  recordIds: readonly number[],
): Promise<readonly number[]> {
  const rows = await tx.query<{ source_id: number }>(
    `select distinct source_id from link
      where district_id = $1 and record_type = $2 and record_id = any ($3::bigint[]) order by source_id`,
    [districtId, type, recordIds],
  );
  return rows.map((row) => row.source_id);
}
