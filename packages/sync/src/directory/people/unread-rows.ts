import type { Reader } from "../../database/database.ts";

/** How many rows of the newest files of all sources were left out for an error: who is missed may be in one. */
export async function countUnreadRows(tx: Reader, districtId: number): Promise<number> {
  const [row] = await tx.query<{ rows: number }>(
    `select count(*) as rows from (
       select distinct f.run_id, f.file, coalesce(f.line::text, f.sourced_id) from finding f
        where f.district_id = $1 and f.severity in ('error', 'blocking') and f.line is not null
          and f.run_id in (select max(r.run_id) from run r where r.district_id = $1 and r.snapshot_id is not null
                              and r.kind in ('sync', 'plan') group by r.source_id)) rows`,
    [districtId],
  );
  return row?.rows ?? 0;
}
