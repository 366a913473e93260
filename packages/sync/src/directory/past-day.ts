import type { Reader } from "../database/database.ts";
import { readDistrictSettings } from "./settings.ts";

/**
 * When a day of the calendar was over where the district is.
 *
 * @param day `2026-11-19`
 * @returns undefined where it is not over yet: then it is as it is now
 */
export async function endOfPastDay(
  tx: Reader,
  districtId: number,
  day: string,
  now: Date,
): Promise<Date | undefined> {
  const { "district.time-zone": zone } = await readDistrictSettings(tx, districtId);
  // A zone's days are not all of 24 hours; PostgreSQL knows them.
  const [row] = await tx.query<{ at: string }>("select ($1::date + 1)::timestamp at time zone $2 as at", [
    day,
    zone,
  ]);
  if (row === undefined) throw new Error("every day has an end");
  const end = new Date(row.at);
  return end > now ? undefined : end;
}
