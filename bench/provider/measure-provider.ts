import { spawn } from "node:child_process";
import { once } from "node:events";
import { Agent, request } from "node:http";
import path from "node:path";
import { createInterface } from "node:readline";
import type { Database } from "@muster/sync/database/database.ts";
import { type BenchDatabase, openForMuster } from "../bench-database.ts";
import { type BenchServer, spendNight } from "../bench-server.ts";
import { scaledD50 } from "../district-scale.ts";
import type { Tell } from "../measure.ts";
import { startJob } from "../start-job.ts";
import { makePicks, type Pick, type Question, questionsOf } from "./questions.ts";
import type { ServedProvider } from "./serve-child.ts";

export interface ProviderPlan {
  /** Systems that ask at the same time, each its next question as soon as the last was answered. */
  readonly clients: number;
  /** Questions a client and round. */
  readonly asks: number;
  readonly rounds: number;
  /** Times D50. */
  readonly scale: number;
}

/** Times of one question in ms, all rounds together. */
export interface Answered {
  readonly name: string;
  readonly provider: readonly number[];
  readonly bare: readonly number[];
}

export interface MeasuredProvider {
  /** From a directory nobody had read to one that is ready. */
  readonly readyMs: number;
  readonly answers: readonly Answered[];
}

/**
 * Lets D50 be read by so many systems at once, and beside it, turn by turn, lets as many ask PostgreSQL for the same
 * rows by the bare query: one statement in a transaction that is kept to the district, over as many connections, from
 * a process of its own. What is left is who asks, whether what lies ready is current, the shape, and HTTP.
 */
export async function measureProvider(
  server: BenchServer,
  plan: ProviderPlan,
  tell: Tell,
): Promise<MeasuredProvider> {
  const folder = path.join(server.folder, "provider-files");
  await startJob({ job: "write", plan: scaledD50(plan.scale), days: [], folder, shuffles: false });
  const database = await server.create("provider");
  await startJob({ job: "muster", database, folder: `${folder}/0`, expects: "applied" });
  await spendNight(database);
  tell("D50 is in the directory");
  const { served, stop } = await startProvider(database, plan.clients);
  tell(`made ready in ${served.readyMs.toFixed(0)} ms`);
  await spendNight(database);
  const db = await openForMuster(database);
  try {
    const pickOf = await makePicks(db, served.districtId);
    const answers: Answered[] = [];
    for (const question of questionsOf(plan.scale)) {
      const answered = await measureQuestion(question, served, db, plan, pickOf);
      tell(`${answered.name}: measured`);
      answers.push(answered);
    }
    return { readyMs: served.readyMs, answers };
  } finally {
    await db.close();
    await stop();
  }
}

async function startProvider(
  database: BenchDatabase,
  clients: number,
): Promise<{ readonly served: ServedProvider; readonly stop: () => Promise<void> }> {
  const program = path.join(import.meta.dirname, "serve-child.ts");
  const child = spawn(process.execPath, [program, JSON.stringify({ database, clients })], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const [line] = await once(createInterface({ input: child.stdout }), "line");
  // A checked edge: the child writes one line of this shape.
  const served = JSON.parse(String(line)) as ServedProvider;
  return {
    served,
    stop: async () => {
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
    },
  };
}

async function measureQuestion(
  question: Question,
  { port, districtId, tokens }: ServedProvider,
  db: Database,
  { clients, asks, rounds }: ProviderPlan,
  pickOf: (n: number) => Pick,
): Promise<Answered> {
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const askProvider = (client: number, pick: Pick): Promise<void> =>
    get(agent, port, `/ims/oneroster/rostering/v1p2${question.path(pick)}`, tokens[client] ?? "");
  const askBare = async (_client: number, pick: Pick): Promise<void> => {
    await db.session(districtId, (session) =>
      session.read((tx) => tx.query(question.sql, [districtId, ...question.values(pick)])),
    );
  };
  const [provider, bare]: [number[], number[]] = [[], []];
  const together = { clients, asks, pickOf };
  await askTogether({ ...together, asks: 2 }, askProvider);
  await askTogether({ ...together, asks: 2 }, askBare);
  for (let round = 0; round < rounds; round += 1) {
    bare.push(...(await askTogether(together, askBare)));
    provider.push(...(await askTogether(together, askProvider)));
  }
  agent.destroy();
  return { name: question.name, provider, bare };
}

async function askTogether(
  { clients, asks, pickOf }: Together,
  ask: (client: number, pick: Pick) => Promise<void>,
): Promise<readonly number[]> {
  const times: number[] = [];
  const one = async (client: number): Promise<void> => {
    for (let n = 0; n < asks; n += 1) {
      const began = performance.now();
      await ask(client, pickOf(client * asks + n));
      times.push(performance.now() - began);
    }
  };
  await Promise.all(Array.from({ length: clients }, (_, client) => one(client)));
  return times;
}

interface Together {
  readonly clients: number;
  readonly asks: number;
  readonly pickOf: (n: number) => Pick;
}

/** The answer is read to its end and not looked into: that would be the reader's work. */
function get(agent: Agent, port: number, address: string, token: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const headers = { authorization: `Bearer ${token}` };
    const asked = request({ agent, port, host: "127.0.0.1", path: address, headers }, (answer) => {
      answer.resume();
      answer.on("end", () => {
        if (answer.statusCode === 200) resolve();
        else reject(new Error(`${address} answered ${answer.statusCode}`));
      });
    });
    asked.on("error", reject);
    asked.end();
  });
}
