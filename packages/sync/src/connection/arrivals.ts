import type { Reader } from "../database/database.ts";

/** One attempt to fetch from a source, as people see it. Instants are ISO. */
export interface ListedArrival {
  readonly arrivalId: number;
  readonly askedBy: string;
  readonly state: "fetching" | "fetched" | "failed" | "cancelled";
  readonly startedAt: string;
  readonly aliveAt: string;
  readonly endedAt: string | undefined;
  readonly progress: { readonly what?: string; readonly done?: number; readonly of?: number };
  /** Why what came is held to be whole. */
  readonly proofs: readonly ArrivalProof[];
  /** The files as the run read them that took them. */
  readonly files: readonly ArrivalFile[];
  readonly run: number | undefined;
  readonly outcome: string | undefined;
  readonly fault: ArrivalFault | undefined;
}

export interface ArrivalProof {
  readonly of: string;
  readonly by: string;
  readonly received: number;
  readonly announced?: number;
}

export interface ArrivalFile {
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
  readonly modifiedAt?: string | null;
}

export interface ArrivalFault {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

interface ArrivalRow extends Record<string, unknown> {
  readonly arrival_id: number;
  readonly asked_by: string;
  readonly state: ListedArrival["state"];
  readonly started_at: string;
  readonly alive_at: string;
  readonly ended_at: string | null;
  readonly progress: ListedArrival["progress"];
  readonly proofs: readonly ArrivalProof[];
  readonly files: readonly ArrivalFile[] | null;
  readonly run_id: number | null;
  readonly outcome: string | null;
  readonly fault: ArrivalFault | null;
}

/**
 * A page of the attempts at a source, newest first, and how many there are.
 *
 * @param before those older than this one; undefined: from the newest
 */
export async function listArrivals(
  tx: Reader,
  at: { readonly districtId: number; readonly sourceId: number },
  { before, most }: { readonly before: number | undefined; readonly most: number },
): Promise<{ readonly items: readonly ListedArrival[]; readonly total: number }> {
  const rows = await tx.query<ArrivalRow>(
    `select a.arrival_id, a.asked_by, a.state, to_json(a.started_at) #>> '{}' as started_at, to_json(a.alive_at) #>> '{}' as alive_at,
            to_json(a.ended_at) #>> '{}' as ended_at, a.progress, a.proofs, a.run_id, r.outcome, a.fault, n.files
       from arrival a
       left join run r on r.district_id = $1 and r.run_id = a.run_id
       left join snapshot n on n.district_id = $1 and n.snapshot_id = r.snapshot_id
      where a.district_id = $1 and a.source_id = $2 and ($3::int is null or a.arrival_id < $3)
      order by a.arrival_id desc limit $4`,
    [at.districtId, at.sourceId, before ?? null, most],
  );
  const [count] = await tx.query<{ total: number }>(
    "select count(*) as total from arrival where district_id = $1 and source_id = $2",
    [at.districtId, at.sourceId],
  );
  return { items: rows.map(arrivalOf), total: count?.total ?? 0 };
}

function arrivalOf(row: ArrivalRow): ListedArrival {
  return {
    ...{ arrivalId: row.arrival_id, askedBy: row.asked_by, state: row.state },
    ...{ startedAt: row.started_at, aliveAt: row.alive_at, endedAt: row.ended_at ?? undefined },
    ...{ progress: row.progress, proofs: row.proofs, files: row.files ?? [] },
    ...{ run: row.run_id ?? undefined, outcome: row.outcome ?? undefined, fault: row.fault ?? undefined },
  };
}
