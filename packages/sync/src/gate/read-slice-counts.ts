import type { Reader } from "../database/database.ts";

/** Active records by type and school, and by type: whoever is at two schools is one of each, and one of all. */
export interface SliceCounts {
  readonly of: (type: string, schoolId: number) => number;
  readonly totals: Readonly<Record<string, number>>;
}

export async function readSliceCounts(tx: Reader, districtId: number): Promise<SliceCounts> {
  const rows = await tx.query<{ type: string; school_id: number; active: number }>(
    "select type, school_id, active from slice_count where district_id = $1",
    [districtId],
  );
  const counts = new Map(rows.map((row) => [`${row.type}/${row.school_id}`, row.active]));
  const totals: Record<string, number> = {};
  for (const row of rows) totals[row.type] = (totals[row.type] ?? 0) + row.active;
  for (const { type, active } of await countPeople(tx, districtId)) totals[type] = active;
  return { of: (type, schoolId) => counts.get(`${type}/${schoolId}`) ?? 0, totals };
}

/** Students and staff, each once however many schools they are at. */
function countPeople(tx: Reader, districtId: number): Promise<readonly { type: string; active: number }[]> {
  return tx.query(
    `select role as type, count(distinct person_id) as active from role_record
      where district_id = $1 and status = 'active' and role in ('student', 'staff') group by role`,
    [districtId],
  );
}
