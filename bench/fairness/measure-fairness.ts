import path from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { sizeOfDelivery } from "@muster/sync/connection/size-of-delivery.ts";
import { openDatabase } from "@muster/sync/database/database.ts";
import { openHomeKeys } from "@muster/sync/keys/home-keys.ts";
import { largeBytes } from "@muster/sync/queue/large-district.ts";
import { type ErrandIds, openQueue, type Queue } from "@muster/sync/queue/queue.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import { sourceLimits } from "@muster/sync/source/source.ts";
import type { BenchDatabase } from "../bench-database.ts";
import { type BenchServer, checkpoint, spendNight } from "../bench-server.ts";
import { scaledD50 } from "../district-scale.ts";
import type { Tell } from "../measure.ts";
import { type CpuShares, readCpu, sinceCpu } from "./cpu-shares.ts";
import { type FileDays, type Neighbours, openNeighbours, smallPlan, writeFileDays } from "./neighbours.ts";
import { type ServeChild, type ServeEvent, startServe } from "./serve-child.ts";

/** What is measured: how many small districts, how many records the large one has, how often. */
export interface FairnessPlan {
  readonly districts: number;
  readonly records: number;
  readonly rounds: number;
}

/** One evening on which all small districts are due at once. */
export interface Evening {
  /** From being due to being done, of each small district, in ms. */
  readonly delays: readonly number[];
  /** From being due to being done, of the large one, in ms; undefined where there was none. */
  readonly largeMs: number | undefined;
  /** Processor time from the small ones' being due until the last was done. */
  readonly cpu: CpuShares;
}

export interface FairnessRound {
  readonly idle: Evening;
  readonly beside: Evening;
}

/** A service, its districts and their files. */
interface Town {
  readonly serve: ServeChild;
  readonly neighbours: Neighbours;
  readonly small: readonly ErrandIds[];
  readonly days: FileDays;
  readonly large: FileDays;
  readonly database: BenchDatabase;
}

/**
 * Lets small districts live their days, each evening once with the service to themselves and once beside the first sync
 * of a large district that began just before. A round is two evenings; a night (vacuum, statistics) lies between any
 * two. Before the first one another large district is there already, so that all evenings meet tables of that size.
 */
export async function measureFairness(
  server: BenchServer,
  plan: FairnessPlan,
  tell: Tell,
): Promise<readonly FairnessRound[]> {
  const database = await server.createHome("fairness");
  const db = await openDatabase({
    home: database.home,
    ...(database.url === undefined ? {} : { url: database.url }),
  });
  // Of our own, so that the small districts can be asked for while the service works.
  const queue = await openQueue(db, { isWorker: false });
  const serve = await startServe(database);
  try {
    const town = await settleTown(database, queue, serve, plan, tell);
    const rounds: FairnessRound[] = [];
    for (let round = 1; round <= plan.rounds; round += 1) {
      const idle = await spendEvening(town, undefined);
      tell(`round ${round}, alone: ${toldOf(idle)}`);
      const beside = await spendEvening(town, `large ${round}`);
      tell(`round ${round}, beside a large one: ${toldOf(beside)}`);
      rounds.push({ idle, beside });
    }
    return rounds;
  } finally {
    await serve.stop();
    await queue.close();
    await db.close();
  }
}

/** Small districts that had their first sync, and one large one. */
async function settleTown(
  database: BenchDatabase,
  queue: Queue,
  serve: ServeChild,
  plan: FairnessPlan,
  tell: Tell,
): Promise<Town> {
  const { home } = database;
  const { db } = queue;
  const days = await writeFileDays(path.join(home, "bench-small"), smallPlan, plan.rounds * 2);
  const large = await writeFileDays(path.join(home, "bench-large"), scaledD50(plan.records / 530_000), 0);
  const world = {
    ...{ db, home, keys: await openHomeKeys(home), kinds: sourceKinds, limits: sourceLimits },
    ...{ now: () => new Date(), allowsPrivateHosts: false, signal: new AbortController().signal },
    wait: async (ms: number) => void (await sleep(ms)),
  };
  const neighbours = openNeighbours(world, queue);
  const small: ErrandIds[] = [];
  for (let n = 1; n <= plan.districts; n += 1) small.push(await neighbours.settle(`Small ${n}`, days.folder));
  const first = [await neighbours.settle("Large 0", large.folder), ...small];
  const before = serve.events.length;
  await neighbours.ask(first);
  await seesDone(serve, before, first);
  tell(`${small.length} small districts and a large one have had their first sync`);
  return { serve, neighbours, small, days, large, database };
}

/** @param largeName of a large district that begins just before; undefined: none does */
async function spendEvening(town: Town, largeName: string | undefined): Promise<Evening> {
  const { serve, neighbours, small, days, large, database } = town;
  await days.turn();
  await spendNight(database);
  await checkpoint(database);
  const before = serve.events.length;
  const big = largeName === undefined ? undefined : await neighbours.settle(largeName, large.folder);
  const largeDue = big === undefined ? undefined : await neighbours.ask([big]);
  if (big !== undefined) await seesBegun(town, before, big);
  const cpuBefore = await readCpu(pidsOf(town));
  const due = await neighbours.ask(small);
  const ends = await seesDone(serve, before, small);
  const cpu = sinceCpu(cpuBefore, await readCpu(pidsOf(town)));
  const [largeEnd] = big === undefined ? [] : await seesDone(serve, before, [big]);
  return {
    delays: ends.map((end) => end - due),
    largeMs: largeEnd === undefined || largeDue === undefined ? undefined : largeEnd - largeDue,
    cpu,
  };
}

function pidsOf({ serve, database }: Town) {
  return { service: serve.pid, beside: serve.besidePid(), server: database.serverPid };
}

/** A large district that nobody knows moves to a place of its own: it is that beginning that counts. */
async function seesBegun({ serve, large }: Town, after: number, { districtId }: ErrandIds): Promise<void> {
  const moves = (await sizeOfDelivery({ path: large.folder })) >= largeBytes;
  const isBeginning = (event: ServeEvent): boolean =>
    event.is === "began" && event.districtId === districtId && serve.events.indexOf(event) >= after;
  await serve.sees(isBeginning, moves ? 2 : 1);
}

/** Waits until all of them are done. @returns when each was, in ms */
async function seesDone(
  serve: ServeChild,
  after: number,
  districts: readonly ErrandIds[],
): Promise<readonly number[]> {
  const wanted = new Set<unknown>(districts.map(({ districtId }) => districtId));
  const since = (): readonly ServeEvent[] => serve.events.slice(after);
  const isEnd = ({ is, districtId }: ServeEvent): boolean => is in endings && wanted.has(districtId);
  await serve.sees((event) => isEnd(event) && since().includes(event), districts.length);
  const ends = since().filter(isEnd);
  const other = ends.find(({ is, outcome }) => is !== "done" || outcome !== "applied");
  if (other !== undefined) throw new Error(`a sync ended otherwise than expected: ${JSON.stringify(other)}`);
  return ends.map(({ at }) => Date.parse(at));
}

/** What ends an errand; one that is retried has its end before it. */
const endings: Readonly<Record<string, true>> = { done: true, dead: true, cancelled: true, retried: true };

function toldOf({ delays, largeMs, cpu }: Evening): string {
  const last = Math.max(...delays);
  const seconds = (ms: number): string => `${(ms / 1000).toFixed(1)} s`;
  const others = cpu.machine - cpu.service - cpu.beside - cpu.server - cpu.besideServer;
  const small = `${seconds(cpu.service)} + PostgreSQL ${seconds(cpu.server)}`;
  const big = `${seconds(cpu.beside)} + PostgreSQL ${seconds(cpu.besideServer)}`;
  const shares = `processors: small ${small}, large ${big}, everything else ${seconds(others)}`;
  const large = largeMs === undefined ? "" : `, the large one after ${seconds(largeMs)}`;
  return `the last after ${seconds(last)}${large}; ${shares}`;
}
