import type { Reader } from "../database/database.ts";
import type { Sighting } from "../source/source.ts";

/** What is kept of a source beside its set-up: what was seen there, and who let it run. */
export interface SourceDetails {
  /** What the last look told; undefined where nobody has looked since the values were changed. */
  readonly sighting: Sighting | undefined;
  /** New secrets wait until their public half is in place. */
  readonly hasNextSecrets: boolean;
  readonly enablings: readonly KeptEnabling[];
}

export interface KeptEnabling {
  readonly at: string;
  readonly by: string;
  readonly state: string;
  readonly anywayFor: string | null;
}

/** Undefined where there is no such source. */
export async function readSourceDetails(
  tx: Reader,
  districtId: number,
  sourceId: number,
): Promise<SourceDetails | undefined> {
  const [row] = await tx.query<{
    looked: Sighting | null;
    has_next: boolean;
    enablings: readonly KeptEnabling[];
  }>(
    `select looked, next_secrets is not null as has_next,
            coalesce((select jsonb_agg(jsonb_build_object('at', e.enabled_at, 'by', e.enabled_by, 'state', e.state, 'anywayFor', e.anyway_for)
                                order by e.enabling_id desc)
                        from enabling e where e.district_id = $1 and e.source_id = $2), '[]') as enablings
       from source where district_id = $1 and source_id = $2`,
    [districtId, sourceId],
  );
  if (row === undefined) return undefined;
  return {
    ...{ sighting: row.looked ?? undefined, hasNextSecrets: row.has_next },
    enablings: row.enablings.map((one) => ({ ...one, at: new Date(one.at).toISOString() })),
  };
}

/** Something that happened to a source. */
export interface SourceEvent extends Record<string, unknown> {
  readonly at: string;
  readonly who: string;
  /** `deed` of a person, by the route's name · `run` with its outcome · `enabling` with the state of the check. */
  readonly kind: "deed" | "run" | "enabling";
  readonly what: string;
  readonly run: number | null;
}

/** Deeds, runs and enablings of a source, newest first. What was refused or failed was no deed. */
export async function readSourceEvents(
  tx: Reader,
  { districtId, sourceId }: { readonly districtId: number; readonly sourceId: number },
  most = 200,
): Promise<readonly SourceEvent[]> {
  const rows = await tx.query<SourceEvent>(
    `select to_json(at) #>> '{}' as at, who, kind, what, run from (
       (select at, who, 'deed' as kind, act as what, null::int as run from audit
         where district_id = $1 and (act like 'source.%' or act like 'drop.%') and facts->>'source' = $2::int::text
            and not facts ? 'came' and ordinal not in (
              select (facts->>'entry')::int from audit where district_id = $1 and facts ? 'came')
         order by ordinal desc limit $3)
       union all
       (select coalesce(ended_at, started_at), operator, 'run', kind || ' ' || coalesce(outcome, state), run_id from run
         where district_id = $1 and source_id = $2 and kind in ('sync', 'plan') order by run_id desc limit $3)
       union all
       (select enabled_at, enabled_by, 'enabling', state, null from enabling
         where district_id = $1 and source_id = $2 order by enabling_id desc limit $3)) e
      order by e.at desc limit $3`,
    [districtId, sourceId, most],
  );
  return rows.map((row) => ({ ...row, at: new Date(row.at).toISOString() }));
}
