import { liveDay } from "@muster/sandbox/day.ts";
import { createDistrict } from "@muster/sandbox/district.ts";
import { writeRoster } from "@muster/sandbox/write-roster.ts";
import { chooseDistrict, uploadSource } from "@muster/sync/directory/districts.ts";
import { openHomeKeys } from "@muster/sync/keys/home-keys.ts";
import { runSync } from "@muster/sync/run/run-sync.ts";
import { openForFloor, openForMuster } from "./bench-database.ts";
import type { FloorJob, Job, JobReport, MusterJob, WriteJob } from "./bench-job.ts";
import { liveFloorDay } from "./floor/floor-day.ts";
import { keepFloorHashes, loadFloor } from "./floor/floor-load.ts";
import type { FloorPlace } from "./floor/floor-place.ts";
import { peakMiB } from "./peak-memory.ts";

type Done = Omit<JobReport, "peakMiB">;

/** Does one job in this process and tells how long and how large it was. */
export async function runJob(job: Job): Promise<JobReport> {
  const done = await doJob(job);
  return { ...done, peakMiB: await peakMiB() };
}

function doJob(job: Job): Promise<Done> {
  switch (job.job) {
    case "muster":
      return syncFolder(job);
    case "floor-load":
    case "floor-day":
      return runFloor(job);
    case "write":
      return writeDays(job);
    default:
      throw new Error(`no such job: ${JSON.stringify(job satisfies never)}`);
  }
}

async function syncFolder({ database, folder, expects }: MusterJob): Promise<Done> {
  const db = await openForMuster(database);
  try {
    const keys = await openHomeKeys(database.home);
    const { districtId } = await chooseDistrict(db, undefined);
    const sourceId = await uploadSource(db, districtId);
    const world = { db, home: database.home, keys, now: () => new Date(), onStep: () => undefined };
    const request = { districtId, sourceId, path: folder, operator: "bench", applies: true };
    const began = performance.now();
    const result = await runSync(world, request);
    const ms = performance.now() - began;
    if (result.outcome !== expects) {
      const gates = JSON.stringify(result.gates.slice(0, 3));
      throw new Error(`the sync ended as ${result.outcome}, not ${expects}: ${gates}`);
    }
    return { ms, stages: result.timings, changes: result.applied };
  } finally {
    await db.close();
  }
}

async function runFloor({ job, database, folder }: FloorJob): Promise<Done> {
  const { client, close } = await openForFloor(database);
  const place: FloorPlace = { client, schema: "floor", folder: database.home };
  try {
    const began = performance.now();
    if (job === "floor-day") {
      const day = await liveFloorDay(place, folder);
      return { ms: performance.now() - began, stages: {}, changes: day.fresh + day.gone };
    }
    const loaded = await loadFloor(place, folder);
    const ms = performance.now() - began;
    await keepFloorHashes(place, loaded);
    return { ms, stages: {}, changes: loaded.reduce((sum, { hashes }) => sum + hashes.count, 0) };
  } finally {
    await close();
  }
}

async function writeDays({ plan, days, folder, shuffles }: WriteJob): Promise<Done> {
  const began = performance.now();
  const form = { form: "oneroster-1.1", guardians: "in-users" } as const;
  let district = createDistrict(plan);
  await writeRoster(district, `${folder}/0`, form);
  for (const [index, day] of days.entries()) {
    district = liveDay(district, day);
    await writeRoster(district, `${folder}/${index + 1}`, form);
    if (shuffles)
      await writeRoster(district, `${folder}/${index + 1}-shuffled`, { ...form, shuffle: index + 1 });
  }
  return { ms: performance.now() - began, stages: {}, changes: 0 };
}
