import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type PracticeDay, writePracticeDay } from "@muster/sandbox/practice.ts";
import type { Database } from "@muster/sync/database/database.ts";
import {
  createDistrict,
  type District,
  listDistricts,
  uploadSource,
} from "@muster/sync/directory/districts.ts";
import { listRuns } from "@muster/sync/directory/runs.ts";
import { runSync } from "@muster/sync/run/run-sync.ts";
import type { RunWorld, SyncResult } from "@muster/sync/run/sync-request.ts";

/** What the district of made-up people is called. */
export const practiceName = "Practice district";

const days: readonly PracticeDay[] = ["monday", "tuesday"];

/** Where the files of a practice day lie: `<home>/practice/monday`. */
export function practiceFolder(home: string, day: PracticeDay): string {
  return path.join(home, "practice", day);
}

/** Writes the files of one day of the practice district, and syncs them. */
export async function livePracticeDay(
  world: RunWorld,
  { districtId }: District,
  day: PracticeDay,
  operator: string,
): Promise<SyncResult> {
  const folder = practiceFolder(world.home, day);
  await mkdir(folder, { recursive: true });
  await writePracticeDay(folder, day);
  const sourceId = await uploadSource(world.db, districtId);
  return runSync(world, { districtId, sourceId, path: folder, operator, applies: true });
}

/** Whether a district is one to practise on, by its name: `Practice district`, `Practice district 2`. */
export function isPractice({ name }: Pick<District, "name">): boolean {
  return name === practiceName || new RegExp(`^${practiceName} \\d{1,6}$`).test(name);
}

/**
 * A practice district with both of its days lived through, taken to its end where somebody was interrupted. Whoever has
 * one gets it again; one that nobody may sign in to is given away; one of somebody else is theirs alone, for whoever
 * signs in to a district sees who else does.
 *
 * @param mine the districts that whoever asks may sign in to
 */
export async function ensurePractice(
  world: RunWorld,
  operator: string,
  mine: readonly District[],
): Promise<District> {
  return world.db.session(undefined, async (session) => {
    await session.lock("practice", true);
    const district = mine.find(isPractice) ?? (await freePractice(world));
    const lived = (await listRuns(world.db, district.districtId, 2)).length;
    for (const day of days.slice(lived)) await livePracticeDay(world, district, day, operator);
    return district;
  });
}

/** The first that is nobody's, made where there is none. */
async function freePractice({ db }: RunWorld): Promise<District> {
  const taken = (await listDistricts(db)).filter(isPractice);
  for (const district of taken) if (await isNobodys(db, district.districtId)) return district;
  const names = new Set(taken.map(({ name }) => name));
  let name = practiceName;
  for (let number = 2; names.has(name); number += 1) name = `${practiceName} ${number}`;
  return createDistrict(db, name);
}

async function isNobodys(db: Database, districtId: number): Promise<boolean> {
  const [somebody] = await db.session(districtId, (session) =>
    session.read((tx) =>
      tx.query("select 1 from operator where district_id = $1 and state <> 'removed' limit 1", [districtId]),
    ),
  );
  return somebody === undefined;
}
