import type { Reader } from "../database/database.ts";
import { readDistrictSettings } from "../directory/settings.ts";
import { jitterOf, nextStart } from "./next-start.ts";

/**
 * How a source fares. What came of its last attempt and what it does now are two facts: a source that failed last night
 * may be fetching at this moment, and is then neither well nor ill.
 */
export interface SourceHealth {
  readonly sourceId: number;
  /** The newest data of it that was accepted. */
  readonly lastGood: { readonly at: string; readonly run: number } | undefined;
  readonly last: LastAttempt | undefined;
  readonly now: SourceNow;
  /** When it starts by itself the next time; undefined where it never does. */
  readonly nextAt: string | undefined;
}

/** What came of the newest attempt that has ended. */
export interface LastAttempt {
  readonly at: string;
  readonly result: "good" | "bad" | "cancelled";
  readonly outcome: string | undefined;
  readonly run: number | undefined;
  /** Why it brought nothing: what the world did, or the first thing that made the files unusable. */
  readonly fault: ToldReason | undefined;
  readonly finding: (ToldReason & { readonly file: string }) | undefined;
}

export interface ToldReason {
  readonly code: string;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** What a source does at this moment. */
export interface SourceNow {
  readonly is: "idle" | "waiting" | "fetching" | "working";
  readonly what: string;
  readonly since: string | undefined;
  readonly aliveAt: string | undefined;
}

interface HealthRow extends Record<string, unknown> {
  readonly source_id: number;
  readonly state: string;
  readonly starts_at: string | null;
  readonly joins_source_id: number | null;
  readonly next_at: string | null;
  readonly good_at: string | null;
  readonly good_run: number | null;
  readonly last: LastRow | null;
  readonly running: { readonly stage: string; readonly since: string } | null;
  readonly errand: {
    readonly state: "waiting" | "running";
    readonly since: string;
    readonly alive: string | null;
  } | null;
  readonly arrival: {
    readonly since: string;
    readonly alive: string;
    readonly what: string | null;
  } | null;
}

interface LastRow {
  readonly run: number;
  readonly at: string;
  readonly outcome: string | null;
  readonly fault: ToldReason | null;
  readonly finding: (ToldReason & { readonly file: string }) | null;
}

const iso = (column: string): string => `to_json(${column}) #>> '{}'`;

/**
 * The health of all sources of a district, in one question.
 *
 * @param silentMs an attempt without a sign of life for so long is no longer at work
 */
export async function readSourceHealth(
  tx: Reader,
  districtId: number,
  now: Date,
  silentMs = 60_000,
): Promise<ReadonlyMap<number, SourceHealth>> {
  const rows = await tx.query<HealthRow>(
    `select s.source_id, s.state, s.starts_at, s.joins_source_id,
            (select ${iso("c.next_at")} from schedule c where c.district_id = $1 and c.source_id = s.source_id) as next_at,
            good.at as good_at, good.run as good_run,
            (select to_jsonb(l) from (
               select r.run_id as run, coalesce(r.ended_at, r.started_at) as at, r.outcome, r.result->'fault' as fault,
                      (select to_jsonb(f) from (
                         select code, facts, file from finding
                          where district_id = $1 and run_id = r.run_id and severity = 'blocking' order by ordinal limit 1) f) as finding
                 from run r where r.district_id = $1 and r.source_id = s.source_id and r.kind in ('sync', 'plan')
                  and r.state = 'finished' order by r.run_id desc limit 1) l) as last,
            (select to_jsonb(w) from (
               select r.stage, r.started_at as since from run r
                where r.district_id = $1 and r.source_id = s.source_id and r.state = 'running') w) as running,
            (select to_jsonb(e) from (
               select e.state, coalesce(e.began_at, e.asked_at) as since, e.alive_at as alive from errand e
                where e.district_id = $1 and e.source_id = s.source_id and e.state in ('waiting', 'running')
                order by e.state limit 1) e) as errand,
            (select to_jsonb(a) from (
               select a.started_at as since, a.alive_at as alive, a.progress->>'what' as what from arrival a
                where a.district_id = $1 and a.source_id = s.source_id and a.state = 'fetching' and a.alive_at > $2
                order by a.arrival_id desc limit 1) a) as arrival
       from source s
       left join lateral (
         select ${iso("n.taken_at")} as at, (select max(r.run_id) from run r
                   where r.district_id = $1 and r.snapshot_id = n.snapshot_id and r.kind in ('sync', 'plan', 'apply')) as run
           from snapshot n where n.district_id = $1 and n.source_id = s.source_id and n.standing = 'accepted'
          order by n.snapshot_id desc limit 1) good on true
      where s.district_id = $1`,
    [districtId, new Date(now.getTime() - silentMs).toISOString()],
  );
  const zone = (await readDistrictSettings(tx, districtId))["district.time-zone"];
  return new Map(rows.map((row) => [row.source_id, healthOf(row, { districtId, zone, now })]));
}

function healthOf(
  row: HealthRow,
  at: { readonly districtId: number; readonly zone: string; readonly now: Date },
): SourceHealth {
  const { good_at, good_run, last } = row;
  return {
    sourceId: row.source_id,
    lastGood: good_at === null ? undefined : { at: good_at, run: good_run ?? 0 },
    last: last === null ? undefined : lastOf(last),
    now: nowOf(row),
    nextAt: nextOf(row, at),
  };
}

function lastOf({ run, at, outcome, fault, finding }: LastRow): LastAttempt {
  const isBad = outcome === "failed" || outcome === "rejected_input";
  return {
    ...{ at: new Date(at).toISOString(), run, outcome: outcome ?? undefined },
    result: isBad ? "bad" : outcome === "cancelled" ? "cancelled" : "good",
    fault: isBad ? (fault ?? undefined) : undefined,
    finding: isBad ? (finding ?? undefined) : undefined,
  };
}

function nowOf({ running, errand, arrival }: HealthRow): SourceNow {
  const instant = (text: string): string => new Date(text).toISOString();
  if (arrival !== null)
    return {
      ...{ is: "fetching", what: arrival.what ?? "", since: instant(arrival.since) },
      aliveAt: instant(arrival.alive),
    };
  if (running !== null)
    return { is: "working", what: running.stage, since: instant(running.since), aliveAt: undefined };
  if (errand !== null)
    return {
      is: errand.state === "running" ? "working" : "waiting",
      ...{ what: "", since: instant(errand.since) },
      aliveAt: errand.alive === null ? undefined : instant(errand.alive),
    };
  return { is: "idle", what: "", since: undefined, aliveAt: undefined };
}

/** As the scheduler has noted it; before it has, as it will. */
function nextOf(
  { state, starts_at, joins_source_id, next_at }: HealthRow,
  { districtId, zone, now }: { readonly districtId: number; readonly zone: string; readonly now: Date },
): string | undefined {
  if (state !== "enabled" || starts_at === null || joins_source_id !== null) return undefined;
  if (next_at !== null && new Date(next_at) > now) return new Date(next_at).toISOString();
  const start = { zone, startsAt: starts_at, jitterSeconds: jitterOf(districtId) };
  return nextStart(start, now, () => false).at.toISOString();
}
