import type { Reader } from "../database/database.ts";
import { dayIn } from "../directory/district-day.ts";
import { readDistrictSettings } from "../directory/settings.ts";
import { Fault } from "../fault.ts";
import { readPause } from "./pauses.ts";
import { seasonOn } from "./seasons.ts";

/**
 * What stands against a sync of a source just now: its district is paused, its roster frozen, or the source itself is
 * paused or not set up to the end. Asked when somebody asks for a sync, and again when a worker is about to begin it.
 */
export async function whatForbids(
  tx: Reader,
  { districtId, sourceId }: { readonly districtId: number; readonly sourceId: number },
  now: Date,
): Promise<Fault | undefined> {
  const pause = await readPause(tx, districtId);
  if (pause !== undefined)
    return new Fault("schedule.district.paused", "never", "the district is paused", {
      ...{ district: districtId, by: pause.pausedBy },
    });
  const zone = (await readDistrictSettings(tx, districtId))["district.time-zone"];
  const season = await seasonOn(tx, districtId, dayIn(zone, now));
  if (season?.mode === "frozen")
    return new Fault("schedule.season.frozen", "never", "the roster is frozen", {
      ...{ district: districtId, endsOn: season.endsOn },
    });
  const [source] = await tx.query("select state from source where district_id = $1 and source_id = $2", [
    ...[districtId, sourceId],
  ]);
  if (source === undefined || source.state === "enabled") return undefined;
  return new Fault("schedule.source.paused", "never", "the source is paused or not enabled yet", {
    ...{ district: districtId, source: sourceId },
  });
}

/** While nothing is to be expected of a district, its silence means nothing: it is paused, or frozen. */
export async function isQuiet(tx: Reader, districtId: number, now: Date): Promise<boolean> {
  if ((await readPause(tx, districtId)) !== undefined) return true;
  const zone = (await readDistrictSettings(tx, districtId))["district.time-zone"];
  return (await seasonOn(tx, districtId, dayIn(zone, now)))?.mode === "frozen";
}
