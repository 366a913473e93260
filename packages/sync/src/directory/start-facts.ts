import type { Database } from "../database/database.ts";
import { readDistrictSettings } from "./settings.ts";

/** What a machine can see of a district that is being set up. */
export interface StartFacts {
  readonly name: string;
  readonly zone: string;
  /** The month in which the school year begins. */
  readonly yearStart: string;
  /** Somebody has chosen the time zone, or everything would happen by UTC. */
  readonly isZoneSet: boolean;
  /** The source that is being set up or in use: the one enabled, else the newest. */
  readonly source:
    | {
        readonly sourceId: number;
        readonly name: string;
        readonly kind: string;
        readonly state: string;
        readonly isLooked: boolean;
        readonly startsAt: string | null;
      }
    | undefined;
  /** The newest roster that was read without being refused. */
  readonly files: { readonly at: string; readonly files: number; readonly records: number } | undefined;
  /** Schools that a source lists, and how many of them feed one of ours. */
  readonly schools: {
    readonly listed: number;
    readonly linked: number;
    readonly ours: number;
    readonly empty: number;
  };
  readonly plan: { readonly hash: string; readonly state: string; readonly run: number } | undefined;
  /** The newest sync that has applied something. */
  readonly applied: { readonly run: number; readonly at: string; readonly outcome: string } | undefined;
  readonly people: number;
  /** A source runs by itself. */
  readonly nightly: { readonly name: string; readonly startsAt: string } | undefined;
}

interface FactRow extends Record<string, unknown> {
  readonly name: string;
  readonly is_zone_set: boolean;
  readonly source: NonNullable<StartFacts["source"]> | null;
  readonly files: NonNullable<StartFacts["files"]> | null;
  readonly listed: number;
  readonly linked: number;
  readonly ours: number;
  readonly empty: number;
  readonly plan: NonNullable<StartFacts["plan"]> | null;
  readonly applied: NonNullable<StartFacts["applied"]> | null;
  readonly people: number;
  readonly nightly: NonNullable<StartFacts["nightly"]> | null;
}

/** Reads it in one question; nothing of it is remembered, so that a step can also be undone. */
export async function readStartFacts(db: Database, districtId: number): Promise<StartFacts> {
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const [row] = await tx.query<FactRow>(question, [districtId]);
      if (row === undefined) throw new Error("a district that somebody is signed in to is there");
      const { name, listed, linked, ours, empty, people } = row;
      const settings = await readDistrictSettings(tx, districtId);
      return {
        ...{ name, people, isZoneSet: row.is_zone_set, schools: { listed, linked, ours, empty } },
        ...{ zone: settings["district.time-zone"], yearStart: settings["district.year-start"] },
        ...{ source: row.source ?? undefined, files: row.files ?? undefined, plan: row.plan ?? undefined },
        ...{ applied: row.applied ?? undefined, nightly: row.nightly ?? undefined },
      };
    }),
  );
}

const question = `
  with orgs as (
    select distinct o.source_id, o.sourced_id from source_org o
     where o.district_id = $1 and o.ended_by is null and o.type = 'school')
  select d.name,
         exists (select from setting where district_id = $1 and key = 'district.time-zone') as is_zone_set,
         (select jsonb_build_object('sourceId', s.source_id, 'name', s.name, 'kind', s.kind, 'state', s.state,
                                    'isLooked', s.looked_at is not null, 'startsAt', s.starts_at)
            from source s where s.district_id = $1 and s.joins_source_id is null and (s.kind <> 'upload'
                   or exists (select from run r where r.district_id = $1 and r.source_id = s.source_id))
           order by s.kind <> 'upload' and s.state = 'enabled' desc, s.kind <> 'upload' desc, s.source_id desc limit 1) as source,
         (select jsonb_build_object('at', n.taken_at, 'files', jsonb_array_length(n.files),
                   'records', (select coalesce(sum((t.value->>'received')::bigint), 0) from jsonb_each(n.tables) t))
            from snapshot n where n.district_id = $1 and n.standing <> 'discarded' order by n.snapshot_id desc limit 1) as files,
         (select count(*) from orgs) as listed,
         (select count(*) from orgs o where exists (select from link l where l.district_id = $1 and l.source_id = o.source_id
            and l.record_type = 'school' and l.sourced_id = o.sourced_id and l.record_id <> 0)) as linked,
         (select count(*) from school where district_id = $1 and status = 'active') as ours,
         (select count(*) from school k where k.district_id = $1 and k.status = 'active'
             and exists (select from link l where l.district_id = $1 and l.record_type = 'school' and l.record_id = k.school_id)
             and not exists (select from slice_count n where n.district_id = $1 and n.type = 'student'
                                and n.school_id = k.school_id and n.active > 0)) as empty,
         (select jsonb_build_object('hash', p.hash, 'state', p.state, 'run', p.run_id) from plan p
           where p.district_id = $1 and p.kind = 'sync' order by p.plan_id desc limit 1) as plan,
         (select jsonb_build_object('run', r.run_id, 'at', r.ended_at, 'outcome', r.outcome) from run r
           where r.district_id = $1 and r.kind in ('sync', 'apply') and r.outcome in ('applied', 'partly_applied', 'no_changes')
           order by r.run_id desc limit 1) as applied,
         (select count(*) from person where district_id = $1) as people,
         (select jsonb_build_object('name', s.name, 'startsAt', s.starts_at) from source s
           where s.district_id = $1 and s.state = 'enabled' and s.starts_at is not null and s.kind <> 'upload' limit 1) as nightly
    from district d where d.district_id = $1`;
