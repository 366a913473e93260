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
import { startWorkClock } from "./processor-time.ts";

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

type Took = Pick<JobReport, "ms" | "cpuMs">;

/** Both clocks: that on the wall and that of the work done. */
async function startClocks(serverPid: number | undefined): Promise<() => Promise<Took>> {
  const work = await startWorkClock(serverPid);
  const began = performance.now();
  return async () => {
    const ms = performance.now() - began;
    return { ms, cpuMs: await work() };
  };
}

async function syncFolder({ database, folder, expects }: MusterJob): Promise<Done> {
  const db = await openForMuster(database);
  try {
    const keys = await openHomeKeys(database.home);
    const { districtId } = await chooseDistrict(db, undefined);
    const sourceId = await uploadSource(db, districtId);
    const world = { db, home: database.home, keys, now: () => new Date(), onStep: () => undefined };
    const request = { districtId, sourceId, path: folder, operator: "bench", applies: true };
    const clock = await startClocks(database.serverPid);
    const result = await runSync(world, request);
    const took = await clock();
    if (result.outcome !== expects) {
      const gates = JSON.stringify(result.gates.slice(0, 3));
      throw new Error(`the sync ended as ${result.outcome}, not ${expects}: ${gates}`);
    }
    return { ...took, stages: result.timings, changes: result.applied };
  } finally {
    await db.close();
  }
}

async function runFloor({ job, database, folder }: FloorJob): Promise<Done> {
  const { client, close } = await openForFloor(database);
  const place: FloorPlace = { client, schema: "floor", folder: database.home };
  try {
    const clock = await startClocks(database.serverPid);
    if (job === "floor-day") {
      const day = await liveFloorDay(place, folder);
      return { ...(await clock()), stages: {}, changes: day.fresh + day.gone };
    }
    const loaded = await loadFloor(place, folder);
    const took = await clock();
    await keepFloorHashes(place, loaded);
    return { ...took, stages: {}, changes: loaded.reduce((sum, { hashes }) => sum + hashes.count, 0) };
  } finally {
    await close();
  }
}

async function writeDays({ plan, days, folder, shuffles }: WriteJob): Promise<Done> {
  const clock = await startClocks(undefined);
  const form = { form: "oneroster-1.1", guardians: "in-users" } as const;
  let district = createDistrict(plan);
  await writeRoster(district, `${folder}/0`, form);
  for (const [index, day] of days.entries()) {
    district = liveDay(district, day);
    await writeRoster(district, `${folder}/${index + 1}`, form);
    if (shuffles)
      await writeRoster(district, `${folder}/${index + 1}-shuffled`, { ...form, shuffle: index + 1 });
  }
  return { ...(await clock()), stages: {}, changes: 0 };
}
