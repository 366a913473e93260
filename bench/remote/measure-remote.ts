import { fork, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import type { SourceValues } from "@muster/sync/source/source.ts";
import { nodeFlags } from "../../apps/cli/src/node-flags.ts";
import type { Errand, FetchReport } from "./fetch-child.ts";
import type { ServedSoFar } from "./serve-child.ts";
import type { Credential, RemoteName } from "./stand-ins.ts";

/** One fetch, and what the stand-in did for it. */
export interface Fetched extends FetchReport {
  readonly served: ServedSoFar;
}

/** The three clients, one after the other. */
export type RemoteRound = Readonly<Record<Errand["as"], Fetched>>;

/** Rounds of one way at one size. */
export interface RemoteRounds {
  readonly name: RemoteName;
  readonly scale: number;
  readonly rounds: readonly RemoteRound[];
}

const here = (file: string): string => path.join(import.meta.dirname, file);

/**
 * Serves a share of D50 in a process of its own and fetches it in others. A first fetch is not counted: the stand-in
 * makes its listings then, and the questions that the other clients repeat are taken from it.
 */
export async function measureRemote(
  name: RemoteName,
  scale: number,
  count: number,
  tell: (text: string) => void,
): Promise<RemoteRounds> {
  const standIn = await startServing(name, scale);
  try {
    const kind = name.startsWith("oneroster") ? "oneroster-rest" : name.replace(/-.*/, "");
    const run = async (errand: Errand): Promise<Fetched> => {
      await standIn.ask();
      const report = await runErrand(errand);
      tell(`${name}, ${errand.as}: ${Math.round(report.cpuMs)} ms of a processor`);
      return { ...report, served: await standIn.ask() };
    };
    const muster = { as: "muster", kind, values: standIn.values } as const;
    const { questions } = (await run(muster)).served;
    const others = { origin: standIn.origin, questions, credential: standIn.credential };
    const rounds = [];
    for (let round = 0; round < count; round += 1) {
      const bare = await run({ as: "bare", ...others });
      const parsing = await run({ as: "parsing", ...others });
      rounds.push({ muster: await run(muster), bare, parsing });
    }
    return { name, scale, rounds };
  } finally {
    standIn.stop();
  }
}

interface Serving {
  readonly origin: string;
  readonly values: SourceValues;
  readonly credential: Credential;
  readonly ask: () => Promise<ServedSoFar>;
  readonly stop: () => void;
}

async function startServing(name: RemoteName, scale: number): Promise<Serving> {
  const child = fork(here("serve-child.ts"), [name, String(scale)]);
  const gone = once(child, "exit").then(() => Promise.reject(new Error(`the stand-in of ${name} is gone`)));
  gone.catch(() => undefined);
  const next = async (): Promise<unknown> => (await Promise.race([once(child, "message"), gone]))[0];
  // Checked edges: what serve-child.ts says, in its own order.
  const place = (await next()) as Omit<Serving, "ask" | "stop">;
  const ask = (): Promise<ServedSoFar> => {
    const said = next();
    child.send("?");
    return said as Promise<ServedSoFar>;
  };
  return { ...place, ask, stop: () => void child.kill() };
}

async function runErrand(errand: Errand): Promise<FetchReport> {
  const child = spawn(process.execPath, [...nodeFlags, here("fetch-child.ts")], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  child.stdin.end(JSON.stringify(errand));
  let told = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    told += text;
  });
  const [code] = await once(child, "close");
  if (code !== 0) throw new Error(`the ${errand.as} client ended with ${code}`);
  return JSON.parse(told) as FetchReport;
}
