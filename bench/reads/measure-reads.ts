import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent } from "node:http";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Database } from "@muster/sync/database/database.ts";
import { type BenchDatabase, openForMuster } from "../bench-database.ts";
import { type BenchServer, spendNight } from "../bench-server.ts";
import { scaledD50 } from "../district-scale.ts";
import type { Tell } from "../measure.ts";
import { cpuMsOf, serverCpuMs } from "../processor-time.ts";
import { startJob } from "../start-job.ts";
import { type AskHttp, asPerson, asSystem } from "./ask-http.ts";
import { consoleQuestions } from "./console-questions.ts";
import { makePicks } from "./make-picks.ts";
import { providerQuestions } from "./provider-questions.ts";
import type { Pick, Question } from "./question.ts";
import type { ServedReads } from "./serve-child.ts";

export interface ReadsPlan {
  /** Who ask at the same time, each the next question as soon as the last was answered. */
  readonly clients: number;
  /** Questions a client and round. */
  readonly asks: number;
  readonly rounds: number;
  /** Times D50. */
  readonly scale: number;
  /** Of the questions with this in their names alone; empty: all. */
  readonly only: string;
}

/** Who hears how far it is, and of each question as soon as it is measured. */
export interface Listener {
  readonly tell: Tell;
  readonly hear: (answered: Answered) => void;
}

/** Times of one question in ms, all rounds together. */
export interface Answered {
  readonly name: string;
  readonly http: Took;
  readonly bare: Took;
}

export interface Took {
  readonly times: readonly number[];
  /** Processor time of whoever answers and of PostgreSQL, in ms a question; undefined where it cannot be read. */
  readonly cpuMs: number | undefined;
}

/**
 * Lets D50 be read by so many at once, by systems over OneRoster REST and by people over the console's interface, and
 * beside it, turn by turn, lets as many ask PostgreSQL by the bare query, in transactions that are kept to the district,
 * over as many connections, from a process of its own. What is left is who asks, what they may, shape, words, and HTTP.
 *
 * @returns ms from a directory nobody had read by OneRoster to one that is ready
 */
export async function measureReads(
  server: BenchServer,
  plan: ReadsPlan,
  listener: Listener,
): Promise<number> {
  const folder = path.join(server.folder, "reads-files");
  await startJob({ job: "write", plan: scaledD50(plan.scale), days: [], folder, shuffles: false });
  const database = await server.create("reads");
  await startJob({ job: "muster", database, folder: `${folder}/0`, expects: "applied" });
  await spendNight(database);
  listener.tell("D50 is in the directory");
  return measureServed(database, plan, listener);
}

/** The same of a district that is in its directory already. */
async function measureServed(database: BenchDatabase, plan: ReadsPlan, listener: Listener): Promise<number> {
  const { served, pid, stop } = await startServing(database, plan.clients);
  listener.tell(`made ready in ${served.readyMs.toFixed(0)} ms`);
  await spendNight(database);
  const db = await openForMuster(database);
  const agent = new Agent({ keepAlive: true, maxSockets: plan.clients });
  try {
    const pickOf = await makePicks(db, served.districtId);
    const place = { ...{ db, pickOf, plan, districtId: served.districtId }, pids: [pid, database.serverPid] };
    for (const [askHttp, questions] of [
      [asSystem(agent, served), providerQuestions(plan.scale)],
      [asPerson(agent, served), consoleQuestions],
    ] as const)
      for (const question of questions.filter(({ name }) => name.includes(plan.only)))
        listener.hear(await measureQuestion(question, askHttp, place));
    return served.readyMs;
  } finally {
    agent.destroy();
    await db.close();
    await stop();
  }
}

async function startServing(database: BenchDatabase, clients: number): Promise<Serving> {
  const program = path.join(import.meta.dirname, "serve-child.ts");
  const child = spawn(process.execPath, [program, JSON.stringify({ database, clients })], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  // A checked edge: the child writes one line of this shape.
  const served = JSON.parse(String(line)) as ServedReads;
  return {
    ...{ served, pid: child.pid },
    stop: async () => {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
    },
  };
}

interface Serving {
  readonly served: ServedReads;
  readonly pid: number | undefined;
  readonly stop: () => Promise<void>;
}

interface Place {
  readonly db: Database;
  readonly districtId: number;
  readonly pickOf: (n: number) => Pick;
  readonly plan: ReadsPlan;
  /** Of the process that serves, and of PostgreSQL. */
  readonly pids: readonly (number | undefined)[];
}

async function measureQuestion(question: Question, askHttp: AskHttp, place: Place): Promise<Answered> {
  const { db, districtId, pickOf, plan, pids } = place;
  const [serving, postgres] = pids;
  const both = {
    http: {
      ask: (client: number, n: number) => askHttp(client, question.ask(pickOf(n))),
      ...{ cpu: () => cpuMsOf(serving), times: [] as number[], cpuMs: 0 },
    },
    bare: {
      ask: (_client: number, n: number) => question.bare(db, districtId, pickOf(n)),
      ...{ cpu: ownCpuMs, times: [] as number[], cpuMs: 0 },
    },
  };
  const warm = { ...plan, asks: 2 };
  for (const one of [both.bare, both.http]) await askTogether(warm, one.ask);
  for (let round = 0; round < plan.rounds; round += 1)
    for (const one of [both.bare, both.http]) {
      const before = await sumOf(one.cpu(), serverCpuMs(postgres));
      one.times.push(...(await askTogether(plan, one.ask)));
      one.cpuMs += (await sumOf(one.cpu(), serverCpuMs(postgres))) - before;
    }
  const took = ({ times, cpuMs }: { readonly times: readonly number[]; readonly cpuMs: number }): Took => ({
    ...{ times, cpuMs: Number.isNaN(cpuMs) ? undefined : cpuMs / times.length },
  });
  return { name: question.name, http: took(both.http), bare: took(both.bare) };
}

function ownCpuMs(): Promise<number> {
  const { user, system } = process.cpuUsage();
  return Promise.resolve((user + system) / 1000);
}

/** Not a number where one of them cannot be read. */
async function sumOf(...parts: readonly Promise<number | undefined>[]): Promise<number> {
  const read = await Promise.all(parts);
  return read.reduce<number>((sum, part) => sum + (part ?? Number.NaN), 0);
}

async function askTogether(
  { clients, asks }: ReadsPlan,
  ask: (client: number, n: number) => Promise<unknown>,
): Promise<readonly number[]> {
  const times: number[] = [];
  const one = async (client: number): Promise<void> => {
    for (let n = 0; n < asks; n += 1) {
      const began = performance.now();
      await ask(client, client * asks + n);
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => one(client)));
  return times;
}
