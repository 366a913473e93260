import type { Reader } from "../../database/database.ts";

/** What a source said last. */
export interface NewestSnapshot extends Record<string, unknown> {
  readonly sourceId: number;
  readonly source: string;
  readonly snapshotId: number;
  /** ISO instant of the run that took it. */
  readonly takenAt: string;
  /** `pending`: read and planned, and nothing of it is accepted yet. */
  readonly standing: "accepted" | "pending";
  /** By table: the file it came in, and whether it lists everything. */
  readonly tables: Readonly<Record<string, { readonly file: string; readonly mode: "bulk" | "delta" }>>;
}

/** The newest snapshot of every source of a district, by source. */
export async function readNewestSnapshots(
  tx: Reader,
  districtId: number,
): Promise<ReadonlyMap<number, NewestSnapshot>> {
  const rows = await tx.query<NewestSnapshot>(
    `select distinct on (n.source_id) n.source_id as "sourceId", s.name as source, n.snapshot_id as "snapshotId",
            n.taken_at as "takenAt", n.standing, n.tables
       from snapshot n join source s on s.district_id = n.district_id and s.source_id = n.source_id
      where n.district_id = $1 and n.standing <> 'discarded'
      order by n.source_id, n.snapshot_id desc`,
    [districtId],
  );
  return new Map(rows.map((row) => [row.sourceId, row]));
}
