import { rm } from "node:fs/promises";
import path from "node:path";
import type { DayPlan } from "@muster/sandbox/day.ts";
import type { DistrictPlan } from "@muster/sandbox/district-plan.ts";
import type { BenchDatabase } from "./bench-database.ts";
import type { Job } from "./bench-job.ts";
import { type BenchServer, checkpoint, spendNight } from "./bench-server.ts";
import { type DoneJob, startJob } from "./start-job.ts";

/** The same work done by both, one right after the other. */
export interface Pair {
  readonly muster: DoneJob;
  readonly floor: DoneJob;
}

/** Told what was measured, for whoever waits. */
export type Tell = (text: string) => void;

/** First syncs of one district, each of both in an empty database of its own. */
export async function measureFirst(
  server: BenchServer,
  plan: DistrictPlan,
  runs: number,
  tell: Tell,
): Promise<readonly Pair[]> {
  const folder = path.join(server.folder, "first-files");
  await startJob({ job: "write", plan, days: [], folder, shuffles: false });
  const alone = async (job: "muster" | "floor-load", run: number): Promise<DoneJob> => {
    const database = await server.create(`first_${job === "muster" ? "m" : "f"}${run}`);
    const done = await startJob(firstJob(job, database, `${folder}/0`));
    await server.drop(database);
    return done;
  };
  const pairs: Pair[] = [];
  for (let run = 0; run < runs; run += 1) {
    const pair = await inTurns(
      run,
      () => alone("muster", run),
      () => alone("floor-load", run),
    );
    tell(`first sync ${run + 1} of ${runs}: ${told(pair)}`);
    pairs.push(pair);
  }
  await rm(folder, { recursive: true });
  return pairs;
}

function firstJob(job: "muster" | "floor-load", database: BenchDatabase, folder: string): Job {
  if (job === "floor-load") return { job, database, folder };
  return { job, database, folder, expects: "applied" };
}

/** A day to measure. Days of one label are repetitions of one another. */
export interface LabelledDay {
  readonly label: string;
  readonly day: DayPlan;
}

/** Days of one district, one after the other. */
export interface DaysPlan {
  /** A word for the database and the folder. */
  readonly group: string;
  readonly plan: DistrictPlan;
  readonly days: readonly LabelledDay[];
  /** Besides every day: its same bytes once more, and the same records in another order. */
  readonly again: boolean;
  readonly shuffled: boolean;
}

/** What was measured, by label; `again` and `shuffled` are paired with the floor of the same day. */
export interface MeasuredDays {
  readonly first: Pair;
  readonly days: ReadonlyMap<string, readonly Pair[]>;
  readonly again: readonly Pair[];
  readonly shuffled: readonly Pair[];
}

/**
 * Lets a district live: after a first sync of both, every day is synced by Muster and by the floor from the state of
 * the evening before, taking turns in who comes first, with a night (vacuum, statistics) before each.
 *
 * The day before the first one is not counted. PostgreSQL writes a page whole when it is first changed after a
 * checkpoint, which at D50 doubles the floor's time; without that day the floor would look slower than it can be.
 */
export async function measureDays(server: BenchServer, days: DaysPlan, tell: Tell): Promise<MeasuredDays> {
  const folder = path.join(server.folder, `${days.group}-files`);
  const all = [warmUp, ...days.days];
  await startJob({
    ...{ job: "write", plan: days.plan, days: all.map(({ day }) => day) },
    ...{ folder, shuffles: days.shuffled },
  });
  const database = await server.create(days.group);
  const muster = await startJob(firstJob("muster", database, `${folder}/0`));
  const floor = await startJob(firstJob("floor-load", database, `${folder}/0`));
  tell(`${days.group}, first sync: ${told({ muster, floor })}`);
  await checkpoint(database);
  const measured = startMeasured();
  for (const [index, { label }] of all.entries()) {
    const pair = await measureDay(database, `${folder}/${index + 1}`, index);
    tell(`${days.group}, day ${index} of ${days.days.length}, ${label}: ${told(pair)}`);
    if (index === 0) continue;
    measured.days.set(label, [...(measured.days.get(label) ?? []), pair]);
    await measureUnchanged(database, `${folder}/${index + 1}`, days, pair, measured, tell);
  }
  await server.drop(database);
  await rm(folder, { recursive: true });
  return { first: { muster, floor }, ...measured };
}

const warmUp: LabelledDay = { label: "warming up", day: { seed: 100, shareChanged: 0.01 } };

interface Measuring {
  readonly days: Map<string, readonly Pair[]>;
  readonly again: Pair[];
  readonly shuffled: Pair[];
}

function startMeasured(): Measuring {
  return { days: new Map(), again: [], shuffled: [] };
}

function measureDay(database: BenchDatabase, folder: string, turn: number): Promise<Pair> {
  return inTurns(
    turn,
    () => afterNight({ job: "muster", database, folder, expects: "applied" }),
    () => afterNight({ job: "floor-day", database, folder }),
  );
}

/** What changes nothing, beside the floor of the day it repeats. */
async function measureUnchanged(
  database: BenchDatabase,
  folder: string,
  plan: DaysPlan,
  { floor }: Pair,
  measured: Measuring,
  tell: Tell,
): Promise<void> {
  const sync = async (from: string): Promise<Pair> => {
    const muster = await afterNight({ job: "muster", database, folder: from, expects: "no_changes" });
    tell(`  ${path.basename(from)}, nothing new: ${told({ muster, floor })}`);
    return { muster, floor };
  };
  if (plan.again) measured.again.push(await sync(folder));
  if (plan.shuffled) measured.shuffled.push(await sync(`${folder}-shuffled`));
}

async function afterNight(job: Exclude<Job, { job: "write" }>): Promise<DoneJob> {
  await spendNight(job.database);
  return startJob(job);
}

async function inTurns(
  turn: number,
  muster: () => Promise<DoneJob>,
  floor: () => Promise<DoneJob>,
): Promise<Pair> {
  if (turn % 2 === 0) return { muster: await muster(), floor: await floor() };
  const first = await floor();
  return { muster: await muster(), floor: first };
}

function ms({ ms, cpuMs }: DoneJob): string {
  return cpuMs === undefined ? `${ms.toFixed(0)} ms` : `${ms.toFixed(0)} ms (cpu ${cpuMs.toFixed(0)})`;
}

function told({ muster, floor }: Pair): string {
  const ratio = (muster.ms / floor.ms).toFixed(2);
  const rows = `${muster.changes} changes, ${floor.changes} rows`;
  return `muster ${ms(muster)}, floor ${ms(floor)}, ratio ${ratio}; ${rows}`;
}
