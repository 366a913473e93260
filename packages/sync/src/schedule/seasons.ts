import type { Reader, Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";

/**
 * A time of the year in which a district's roster is handled otherwise (product goal B13). `frozen`: nothing is synced.
 * `additions-only`: whoever is new comes in, and every removal waits for a person.
 */
export interface Season {
  readonly seasonId: number;
  readonly mode: "frozen" | "additions-only";
  /** Days of the district's calendar, `YYYY-MM-DD`; both belong to the season. */
  readonly startsOn: string;
  readonly endsOn: string;
  readonly note: string;
  readonly setBy: string;
}

const columns = `season_id as "seasonId", mode, starts_on as "startsOn", ends_on as "endsOn", note, set_by as "setBy"`;

type SeasonRow = Season & Record<string, unknown>;

/** The seasons of a district, in the order of the calendar. */
export function listSeasons(tx: Reader, districtId: number): Promise<readonly Season[]> {
  return tx.query<SeasonRow>(
    `select ${columns} from season where district_id = $1 order by starts_on, season_id`,
    [districtId],
  );
}

/**
 * The season that a day lies in; where two do, the stricter one.
 *
 * @param day `YYYY-MM-DD` of the district's calendar
 */
export async function seasonOn(tx: Reader, districtId: number, day: string): Promise<Season | undefined> {
  const [season] = await tx.query<SeasonRow>(
    `select ${columns} from season where district_id = $1 and $2::date between starts_on and ends_on
      order by mode = 'frozen' desc, ends_on desc limit 1`,
    [districtId, day],
  );
  return season;
}

/** @throws Fault `schedule.season.invalid` */
export async function addSeason(
  tx: Transaction,
  districtId: number,
  season: Omit<Season, "seasonId">,
  at: string,
): Promise<number> {
  const { mode, startsOn, endsOn, note, setBy } = season;
  if (!isDay(startsOn) || !isDay(endsOn) || endsOn < startsOn)
    throw new Fault("schedule.season.invalid", "never", "a season ends on the day it begins or later", {
      ...{ startsOn, endsOn },
    });
  const [row] = await tx.query<{ season_id: number }>(
    `with number as (
       insert into counter as c (district_id, name, value) values ($1, 'season', 1)
       on conflict (district_id, name) do update set value = c.value + 1 returning value)
     insert into season (district_id, season_id, mode, starts_on, ends_on, note, set_by, set_at)
     select $1, value, $2, $3, $4, $5, $6, $7 from number returning season_id`,
    [districtId, mode, startsOn, endsOn, note, setBy, at],
  );
  if (row === undefined) throw new Error("an insert answers its row");
  return row.season_id;
}

/** @throws Fault `schedule.season.unknown` */
export async function removeSeason(tx: Transaction, districtId: number, seasonId: number): Promise<void> {
  const removed = await tx.query("delete from season where district_id = $1 and season_id = $2 returning 1", [
    districtId,
    seasonId,
  ]);
  if (removed.length === 0)
    throw new Fault("schedule.season.unknown", "never", "there is no such season", {
      ...{ district: districtId, season: seasonId },
    });
}

function isDay(text: string): boolean {
  return /^\d{4}-\d\d-\d\d$/.test(text) && new Date(`${text}T00:00:00Z`).toISOString().startsWith(text);
}
