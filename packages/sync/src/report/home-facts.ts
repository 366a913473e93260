import type { HomeFacts } from "@muster/rules/report/home/home-facts.ts";
import { type OutcomeDay, outcomeDays } from "@muster/rules/report/home/outcome-days.ts";
import type { Database, Reader } from "../database/database.ts";
import { dayIn } from "../directory/district-day.ts";
import { readDistrictSettings } from "../directory/settings.ts";
import { listErrands } from "../queue/errands.ts";
import { readPause } from "../schedule/pauses.ts";
import { listSeasons, type Season, seasonOn } from "../schedule/seasons.ts";
import { lastDays } from "./count-days.ts";
import { readEndedSyncs } from "./ended-syncs.ts";
import { countDirectory, type DirectoryCounts } from "./health-counts.ts";
import { readHeldPlans } from "./held-plan.ts";
import { type DistrictClock, readHomeSources } from "./home-sources.ts";
import { keepCounts, readKeptCounts } from "./kept-counts.ts";
import { localTimes } from "./local-time.ts";

/** Everything Home shows, read at one moment. */
export interface HomeReading {
  readonly facts: HomeFacts;
  readonly zone: string;
  readonly days: readonly OutcomeDay[];
  readonly counts: DirectoryCounts;
  /** What today's runs added and took away, by type. */
  readonly deltas: Readonly<Record<string, number>>;
  /** Seasons that are on or to come. */
  readonly seasons: readonly Season[];
}

const shownDays = 30;

/**
 * Reads Home of a district.
 *
 * @param schoolIds what is about these schools alone; undefined: all of it
 */
export async function readHome(
  db: Database,
  districtId: number,
  schoolIds: readonly number[] | undefined,
  now: Date,
): Promise<HomeReading> {
  const known = await db.read(districtId, async (tx) => {
    const counts = await readKeptCounts(tx, districtId, schoolIds);
    return counts && readWith(counts, tx, districtId, schoolIds, now);
  });
  if (known !== undefined) return known;
  await keepCounts(db, districtId, schoolIds);
  return db.read(districtId, async (tx) => {
    // Something may have changed once more, or nothing can be kept.
    const kept = await readKeptCounts(tx, districtId, schoolIds);
    const counts = kept ?? (await countDirectory(tx, districtId, schoolIds));
    return readWith(counts, tx, districtId, schoolIds, now);
  });
}

/** All the rest, at the moment of the counts. */
async function readWith(
  counts: DirectoryCounts,
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
  now: Date,
): Promise<HomeReading> {
  const settings = await readDistrictSettings(tx, districtId);
  const zone = settings["district.time-zone"];
  const today = dayIn(zone, now);
  const clock = { zone, now, staleDays: settings["notice.stale-days"] };
  const seasons = await listSeasons(tx, districtId);
  return {
    ...{ zone, counts, seasons: seasons.filter(({ endsOn }) => endsOn >= today) },
    facts: await readFacts(tx, districtId, schoolIds, clock, counts),
    deltas: await readDeltas(tx, districtId, schoolIds, zone, today),
    days: await readOutcomeDays(tx, districtId, { zone, today }),
  };
}

async function readFacts(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
  clock: DistrictClock,
  counts: DirectoryCounts,
): Promise<HomeFacts> {
  const { zone, now } = clock;
  const sources = await readHomeSources(tx, districtId, clock);
  const pause = await readPause(tx, districtId);
  const [held, ...alsoHeld] = await readHeldPlans(tx, districtId, schoolIds);
  const season = await seasonOn(tx, districtId, dayIn(zone, now));
  return {
    isOfSchools: schoolIds !== undefined,
    hasSources: sources.length > 0,
    isWorking: sources.some((source) => source.now !== "idle"),
    ...(await readEndedSyncs(tx, districtId, localTimes(zone, now))),
    ...{ held, alsoHeld },
    pause: pause && { by: pause.pausedBy, reason: pause.reason, since: pause.pausedAt },
    frozenUntil: season?.mode === "frozen" ? season.endsOn : undefined,
    ...{ sources, dead: await readDead(tx, districtId, sources) },
    unmatchedSchools: counts.health["school.unmatched"]?.count ?? 0,
    isAnybodyTold: await readIsTold(tx, districtId),
  };
}

/** Syncs that were given up, with why. */
async function readDead(
  tx: Reader,
  districtId: number,
  sources: HomeFacts["sources"],
): Promise<HomeFacts["dead"]> {
  const names = new Map(sources.map(({ sourceId, name }) => [sourceId, name]));
  const dead = await listErrands(tx, districtId, "dead");
  return dead.flatMap(({ sourceId, applies, fault, endedAt, askedAt }) => {
    // Whoever only wanted to see a plan was told there and then.
    if (fault === undefined || !applies) return [];
    const told = { sourceId, name: names.get(sourceId) ?? "", code: fault.code, facts: fault.facts };
    return [{ ...told, since: endedAt ?? askedAt }];
  });
}

async function readIsTold(tx: Reader, districtId: number): Promise<boolean> {
  const [row] = await tx.query("select 1 from notice_recipient where district_id = $1 limit 1", [districtId]);
  return row !== undefined;
}

/** What the runs of today added to and took from the active records: the difference to the end of the day before. */
async function readDeltas(
  tx: Reader,
  districtId: number,
  schoolIds: readonly number[] | undefined,
  zone: string,
  today: string,
): Promise<Readonly<Record<string, number>>> {
  const rows = await tx.query<{ type: string; delta: number }>(
    `select split_part(e.key, '/', 1) as type, sum(e.value::bigint) as delta
       from run r join plan_slice s on s.district_id = $1 and s.plan_id = r.plan_id and s.applied_in_run = r.run_id,
            jsonb_each_text(s.effects) e
      where r.district_id = $1 and r.started_at >= ($3::date)::timestamp at time zone $4
        and ($2::bigint[] is null or split_part(e.key, '/', 2)::bigint = any ($2::bigint[]))
      group by 1`,
    [districtId, schoolIds ?? null, today, zone],
  );
  return Object.fromEntries(rows.map(({ type, delta }) => [type, delta]));
}

/** How each of the last days ended, by the district's calendar. What waited and was approved since counts as applied, what was declined is told as that. */
export async function readOutcomeDays(
  tx: Reader,
  districtId: number,
  { zone, today }: { readonly zone: string; readonly today: string },
  many = shownDays,
): Promise<readonly OutcomeDay[]> {
  const rows = await tx.query<{ run: number; day: string; sourceId: number | null; outcome: string }>(
    `select r.run_id as run, (r.started_at at time zone $2)::date as day, r.source_id as "sourceId",
            case when r.outcome in ('held', 'partly_applied') and p.state = 'applied' then 'applied'
                 when r.outcome = 'held' and p.state = 'declined' then 'declined'
                 when r.outcome = 'partly_applied' and p.state = 'declined' then 'rest_declined' else r.outcome end as outcome
       from run r left join plan p on p.district_id = r.district_id and p.plan_id = r.plan_id
      where r.district_id = $1 and r.kind = 'sync' and r.outcome is not null
        and r.started_at >= ($3::date - $4::int)::timestamp at time zone $2
      order by r.run_id`,
    [districtId, zone, today, many - 1],
  );
  return outcomeDays(lastDays(today, many), rows);
}
