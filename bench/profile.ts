/**
 * Where the time of a first sync and of two days goes: by stage, and the slowest statements of each.
 *
 *   npx node bench/profile.ts [--factor 1] [--share 0.01] [--statements 15]
 *
 * `factor` 1 is D50; `share` is how much changes on a day.
 */
import { parseArgs } from "node:util";
import { chooseDistrict, uploadSource } from "@muster/sync/directory/districts.ts";
import { openHomeKeys } from "@muster/sync/keys/home-keys.ts";
import { runSync } from "@muster/sync/run/run-sync.ts";
import type { RunStep, SyncResult } from "@muster/sync/run/sync-request.ts";
import { type BenchDatabase, openForMuster } from "./bench-database.ts";
import { leaveOnSignals, openBenchServer, spendNight } from "./bench-server.ts";
import { scaledD50 } from "./district-scale.ts";
import { peakMiB } from "./peak-memory.ts";
import { startJob } from "./start-job.ts";
import { type SeenStatement, watchStatements } from "./watch-statements.ts";

const { values } = parseArgs({
  options: {
    factor: { type: "string", default: "1" },
    share: { type: "string", default: "0.01" },
    statements: { type: "string", default: "15" },
  },
});
const server = await openBenchServer(process.env.DATABASE_URL, false);
leaveOnSignals(server);
const watch = watchStatements();
try {
  const folder = `${server.folder}/profile-files`;
  const day = (seed: number) => ({ seed, shareChanged: Number(values.share) });
  const plan = scaledD50(Number(values.factor));
  await startJob({ job: "write", plan, days: [day(101), day(102)], folder, shuffles: false });
  const database = await server.create("profile");
  for (const [index, title] of ["first sync", "first day", "second day"].entries()) {
    if (index > 0) await spendNight(database);
    await profileSync(database, title, `${folder}/${index}`);
  }
} finally {
  await server.close();
}

async function profileSync(database: BenchDatabase, title: string, folder: string): Promise<void> {
  const db = await openForMuster(database);
  const keys = await openHomeKeys(database.home);
  const { districtId } = await chooseDistrict(db, undefined);
  const sourceId = await uploadSource(db, districtId);
  const cpu = cpuByStage();
  watch.take();
  const began = performance.now();
  const result = await runSync(
    { db, home: database.home, keys, now: () => new Date(), onStep: cpu.onStep },
    { districtId, sourceId, path: folder, operator: "bench", applies: true },
  );
  const ms = performance.now() - began;
  const statements = watch.take();
  await db.close();
  printStages(title, ms, result, cpu.end());
  console.log(`peak memory of this process so far ${(await peakMiB()).toFixed(0)} MiB`);
  printStatements(statements, Number(values.statements));
}

/** Processor time of this process by stage: what is left of a stage's time was spent waiting, mostly for PostgreSQL. */
function cpuByStage() {
  const used = new Map<string, number>();
  let stage = "collect";
  let last = process.cpuUsage();
  const close = (): void => {
    const { user, system } = process.cpuUsage(last);
    used.set(stage, (used.get(stage) ?? 0) + (user + system) / 1000);
    last = process.cpuUsage();
  };
  const onStep = (step: RunStep): void => {
    close();
    stage = step.stage;
  };
  const end = (): ReadonlyMap<string, number> => {
    close();
    return used;
  };
  return { onStep, end };
}

function printStages(title: string, ms: number, result: SyncResult, cpu: ReadonlyMap<string, number>): void {
  console.log(`\n== ${title}: ${ms.toFixed(0)} ms, ${result.outcome}, ${result.applied} changes`);
  const stages = new Set([...Object.keys(result.timings), ...cpu.keys()]);
  for (const stage of stages) {
    const wall = result.timings[stage];
    console.log(`${stage.padEnd(10)} ${column(wall)} ms   Node's processor ${column(cpu.get(stage))} ms`);
  }
}

function column(ms: number | undefined): string {
  return (ms === undefined ? "" : ms.toFixed(0)).padStart(7);
}

function printStatements(statements: readonly SeenStatement[], most: number): void {
  const calls = statements.reduce((sum, statement) => sum + statement.calls, 0);
  const total = statements.reduce((sum, statement) => sum + statement.ms, 0);
  console.log(`${calls} calls of ${statements.length} statements, ${total.toFixed(0)} ms`);
  console.log("   total ms  calls  longest  statement");
  for (const { ms, calls, longestMs, text } of statements.slice(0, most))
    console.log(
      `${column(ms).padStart(11)} ${String(calls).padStart(6)} ${column(longestMs).padStart(8)}  ${text.slice(0, 150)}`,
    );
}
