import { mkdir } from "node:fs/promises";
import path from "node:path";
import { type PracticeDay, writePracticeDay } from "@muster/sandbox/practice.ts";
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

/**
 * The practice district, with both of its days lived through: made where there is none, and taken to its end where
 * somebody was interrupted. Two who ask at once get the same.
 */
export async function ensurePractice(world: RunWorld, operator: string): Promise<District> {
  return world.db.session(undefined, async (session) => {
    await session.lock("practice", true);
    const known = (await listDistricts(world.db)).find(({ name }) => name === practiceName);
    const district = known ?? (await createDistrict(world.db, practiceName));
    const lived = (await listRuns(world.db, district.districtId, 2)).length;
    for (const day of days.slice(lived)) await livePracticeDay(world, district, day, operator);
    return district;
  });
}
