import type { Database, Reader } from "../database/database.ts";
import { dayIn } from "../directory/district-day.ts";
import { readDistrictSettings } from "../directory/settings.ts";
import { Fault } from "../fault.ts";
import { applies, type Task } from "../queue/task.ts";
import { readPause } from "./pauses.ts";
import { seasonOn } from "./seasons.ts";

/**
 * What stands against an errand of a source just now: its district is paused, its roster frozen, or the source itself is
 * paused or not set up to the end, or the one that it joins. Asked when somebody asks for it, and again when a worker is
 * about to begin it. A plan changes nothing, so one is made of a frozen roster too, and of a source that is being set up;
 * files that somebody has brought need no source that runs.
 */
export async function whatForbids(
  tx: Reader,
  {
    districtId,
    sourceId,
    task = { does: "sync" },
  }: { readonly districtId: number; readonly sourceId: number; readonly task?: Task },
  now: Date,
): Promise<Fault | undefined> {
  const changes = applies(task);
  const fault = await whatForbidsDistrict(tx, districtId, { changes, now });
  if (fault !== undefined || !changes) return fault;
  if (task.does === "upload") return undefined;
  const [resting] = await tx.query<{ source_id: number }>(
    `select w.source_id from source s
       join source w on w.district_id = s.district_id and w.source_id in (s.source_id, s.joins_source_id)
      where s.district_id = $1 and s.source_id = $2 and w.state <> 'enabled'
      order by w.source_id = s.source_id desc limit 1`,
    [districtId, sourceId],
  );
  if (resting === undefined) return undefined;
  return new Fault("schedule.source.paused", "never", "the source is paused or not enabled yet", {
    ...{ district: districtId, source: resting.source_id },
  });
}

/** A pause stands against everything of a district, a frozen roster only against what may change it. */
async function whatForbidsDistrict(
  tx: Reader,
  districtId: number,
  { changes, now }: { readonly changes: boolean; readonly now: Date },
): Promise<Fault | undefined> {
  const pause = await readPause(tx, districtId);
  if (pause !== undefined)
    return new Fault("schedule.district.paused", "never", "the district is paused", {
      ...{ district: districtId, by: pause.pausedBy },
    });
  if (!changes) return undefined;
  const zone = (await readDistrictSettings(tx, districtId))["district.time-zone"];
  const season = await seasonOn(tx, districtId, dayIn(zone, now));
  if (season?.mode !== "frozen") return undefined;
  return new Fault("schedule.season.frozen", "never", "the roster is frozen", {
    ...{ district: districtId, endsOn: season.endsOn },
  });
}

/**
 * The same for a sync that somebody does by hand, with no queue in between.
 *
 * @throws Fault `schedule.district.paused`, `schedule.season.frozen`
 */
export async function assertSyncAllowed(db: Database, districtId: number, now: Date): Promise<void> {
  const fault = await db.session(districtId, (session) =>
    session.read((tx) => whatForbidsDistrict(tx, districtId, { changes: true, now })),
  );
  if (fault !== undefined) throw fault;
}

/** While nothing is to be expected of a district, its silence means nothing: it is paused, or frozen. */
export async function isQuiet(tx: Reader, districtId: number, now: Date): Promise<boolean> {
  if ((await readPause(tx, districtId)) !== undefined) return true;
  const zone = (await readDistrictSettings(tx, districtId))["district.time-zone"];
  return (await seasonOn(tx, districtId, dayIn(zone, now)))?.mode === "frozen";
}
