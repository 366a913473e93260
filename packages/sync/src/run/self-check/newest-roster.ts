import type { Reader } from "../../database/database.ts";

/** What a source brought last, with the run that read it and the plan that was made of it. */
export interface NewestRoster extends Record<string, unknown> {
  readonly snapshotId: number;
  /** ISO 8601. */
  readonly takenAt: string;
  readonly runId: number;
  readonly planId: number | null;
  readonly files: number;
}

/** Undefined where nothing was read yet, or nothing that could be planned. */
export async function readNewestRoster(
  tx: Reader,
  districtId: number,
  sourceId: number,
): Promise<NewestRoster | undefined> {
  const [row] = await tx.query<NewestRoster>(
    `select n.snapshot_id as "snapshotId", to_json(n.taken_at) #>> '{}' as "takenAt", r.run_id as "runId",
            (select max(p.plan_id) from plan p where p.district_id = $1 and p.snapshot_id = n.snapshot_id and p.kind = 'sync') as "planId",
            jsonb_array_length(n.files) as files
       from snapshot n
       join lateral (select max(run_id) as run_id from run r where r.district_id = $1 and r.snapshot_id = n.snapshot_id
                        and r.kind in ('sync', 'plan')) r on r.run_id is not null
      where n.district_id = $1 and n.source_id = $2 and n.standing <> 'discarded'
      order by n.snapshot_id desc limit 1`,
    [districtId, sourceId],
  );
  return row;
}
