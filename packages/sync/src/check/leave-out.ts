import type { Finding } from "@muster/rules/check/finding.ts";
import type { Transaction } from "../database/database.ts";
import { stagingTables, type Weighing } from "../snapshot/weighing.ts";

/** A row that a check took out of the snapshot: its record counts as present, unknown. */
export interface LeftOutRow {
  readonly table: string;
  readonly sourcedId: string;
  /** Of its bytes, as text: the row is read again next time, although they are the same. */
  readonly hash: string | null;
}

/** What a check gave. */
export interface Checked {
  readonly findings: readonly Finding[];
  readonly leftOut: readonly LeftOutRow[];
}

/** Takes rows out of the snapshot; the accepted record of the same id, if there is one, stands again. */
export async function leaveOut(
  tx: Transaction,
  weighing: Weighing,
  name: string,
  rows: readonly LeftOutRow[],
): Promise<void> {
  if (rows.length === 0) return;
  const ids = rows.map((row) => row.sourcedId);
  const values = [weighing.districtId, weighing.sourceId, weighing.snapshotId, ids];
  await tx.query(
    `delete from ${name} where district_id = $1 and source_id = $2 and snapshot_id = $3 and sourced_id = any ($4::text[])`,
    values,
  );
  await tx.query(
    `update ${name} set ended_by = null
      where district_id = $1 and source_id = $2 and ended_by = $3 and sourced_id = any ($4::text[])`,
    values,
  );
  // Who is referred to by others is told as left out, not as missing.
  await tx.query(
    `insert into ${stagingTables.leftOut} (table_name, sourced_id) select $1, unnest($2::text[])`,
    [name, ids],
  );
  await tx.query(`delete from ${stagingTables.staged(name)} where sourced_id = any ($1::text[])`, [ids]);
}
