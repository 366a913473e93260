import type { Transaction } from "../database/database.ts";
import { hashLines } from "./hash-lines.ts";
import type { KnownHashes } from "./known-hashes.ts";
import type { TableNotes, TableSource } from "./read-table.ts";
import type { StoredTable } from "./source-table.ts";
import { type Absence, stagingTables, type Weighing } from "./weighing.ts";

/**
 * Marks the accepted records that the file replaces or no longer lists. A record is believed gone only where the
 * whole file was read: not in a delta, not where a row left out for an error carries its id, and not where some
 * row has no readable id at all (docs/decisions/0004-absence-is-not-removal.md).
 */
export async function endReplaced(
  tx: Transaction,
  weighing: Weighing,
  table: StoredTable,
  source: TableSource,
  notes: TableNotes,
): Promise<void> {
  const end: EndRecords = async (which) => {
    await tx.query(
      `update ${table.name} old set ended_by = $3 ${which.from ?? ""}
        where old.district_id = $1 and old.source_id = $2 and old.snapshot_id <> $3 and old.ended_by is null
          and ${which.where}`,
      [weighing.districtId, weighing.sourceId, weighing.snapshotId],
    );
  };
  const staged = stagingTables.staged(table.name);
  await end({ from: `from ${staged} s`, where: "old.sourced_id = s.sourced_id" });
  if (notes.deleted.length > 0)
    await end({
      from: `from ${stagingTables.deletedRow} d`,
      where: `d.table_name = '${table.name}' and old.sourced_id = d.sourced_id`,
    });
  await end({ where: `${isLeaving} and ${isAbsent(table)}` });
  if (source.file.mode !== "delta" && notes.unidentified === 0 && weighing.absence !== "nothing")
    await endVanished(tx, weighing, table, source.known, end);
}

/** Marks what is leaving in a table of which this snapshot brings no file: what waits must not be forgotten. */
export async function endLeaving(tx: Transaction, weighing: Weighing, name: string): Promise<void> {
  await tx.query(
    `update ${name} old set ended_by = $3
      where old.district_id = $1 and old.source_id = $2 and old.snapshot_id <> $3 and old.ended_by is null and ${isLeaving}`,
    [weighing.districtId, weighing.sourceId, weighing.snapshotId],
  );
}

const isLeaving = "old.row_hash is null and old.is_leaving";

/** True for `old` unless a row left out for an error carries its id. */
function isAbsent(table: StoredTable): string {
  return `not exists (select from ${stagingTables.leftOut} l
                       where l.table_name = '${table.name}' and l.sourced_id = old.sourced_id)`;
}

/** Marks accepted records of this table as ended by this snapshot; they are `old` in `where`. */
type EndRecords = (which: { readonly from?: string; readonly where: string }) => Promise<void>;

/** @param known the hashes of the accepted records, as far as the file was compared with them; undefined: read anew */
async function endVanished(
  tx: Transaction,
  { absence }: Weighing,
  table: StoredTable,
  known: KnownHashes | undefined,
  end: EndRecords,
): Promise<void> {
  const absent = isAbsent(table);
  // People whom guardians.csv alone names are no rows of users.csv; they are weighed with that file.
  const isRow = `${table.name === "source_user" ? "not old.is_derived" : "true"} and ${isOfSchools(table, absence)}`;
  if (known === undefined) return end({ where: `${isRow} and ${absent}` });
  // A record that must be read again has no hash: it is gone unless the file gave it a new row just now.
  await end({ where: `${isRow} and old.row_hash is null and ${absent}` });
  await tx.query(`truncate ${stagingTables.goneHash}`);
  await tx.copyIn(`copy ${stagingTables.goneHash} (row_hash) from stdin`, hashLines(known.unseen()));
  await tx.query(`analyze ${stagingTables.goneHash}`);
  await end({
    from: `from ${stagingTables.goneHash} g`,
    where: `old.row_hash = g.row_hash and ${isRow} and ${absent}`,
  });
}

/** True for `old` where the files speak of the schools it belongs to, and of no other that it belongs to. */
function isOfSchools(table: StoredTable, absence: Absence): string {
  if (absence === "left" || absence === "nothing") return "true";
  const schools = `array[${absence.map((id) => `'${id.replaceAll("'", "''")}'`).join(", ")}]::text[]`;
  const ofClass = `exists (select from source_class c where c.district_id = old.district_id and c.source_id = old.source_id
                             and c.sourced_id = old.class_sourced_id and c.school_sourced_id = any (${schools}))`;
  const ofStudent = `exists (select from source_user u where u.district_id = old.district_id and u.source_id = old.source_id
                               and u.sourced_id = old.student_sourced_id and u.org_sourced_ids <@ ${schools})`;
  const conditions: Readonly<Record<string, string>> = {
    source_class: `old.school_sourced_id = any (${schools})`,
    source_user: `case when old.org_sourced_ids = '{}' then ${isKinOf(schools)} else old.org_sourced_ids <@ ${schools} end`,
    source_role: `old.org_sourced_id = any (${schools})`,
    source_enrollment: ofClass,
    source_guardian: ofStudent,
  };
  return conditions[table.name] ?? "false";
}

/** True for `old`, who is filed under no school, where all students that are named with them are of these schools. */
function isKinOf(schools: string): string {
  const kin = `select from source_user s
    where s.district_id = old.district_id and s.source_id = old.source_id and s.org_sourced_ids <> '{}'
      and (s.sourced_id = any (old.agent_sourced_ids)
           or exists (select from source_agent a where a.district_id = old.district_id and a.source_id = old.source_id
                         and a.agent_sourced_id = old.sourced_id and a.user_sourced_id = s.sourced_id))`;
  return `exists (${kin}) and not exists (${kin} and not s.org_sourced_ids <@ ${schools})`;
}
