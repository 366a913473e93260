import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { createInterface } from "node:readline";
import type { BenchDatabase } from "../bench-database.ts";

/** A line of the service's log. */
export type ServeEvent = { readonly at: string; readonly is: string } & Readonly<Record<string, unknown>>;

/** `muster serve` as people run it, with the process it keeps beside itself for large districts. */
export interface ServeChild {
  readonly pid: number | undefined;
  readonly events: readonly ServeEvent[];
  /** The process beside it, once there is one. */
  readonly besidePid: () => number | undefined;
  /** Resolves when the process beside it has gone, as it does a minute after its last work. */
  readonly isAlone: () => Promise<void>;
  /** Resolves when so many events are there that are meant. Throws when the service ends before. */
  readonly sees: (isMeant: (event: ServeEvent) => boolean, times: number) => Promise<void>;
  readonly stop: () => Promise<void>;
}

const program = path.join(import.meta.dirname, "../../apps/cli/src/main.ts");

/** Starts the service on a home, without its clock: what is to be done is asked for by the measurement. */
export async function startServe({ home, url }: BenchDatabase): Promise<ServeChild> {
  const child = spawn(process.execPath, [program, "serve", "--no-schedule"], {
    stdio: ["ignore", "pipe", "inherit"],
    env: { ...process.env, MUSTER_HOME: home, DATABASE_URL: url ?? "" },
  });
  const { events, sees } = watchEvents(child);
  await sees(({ is }) => is === "ready", 1);
  return {
    ...{ pid: child.pid, events, sees },
    besidePid: () => {
      const started = events.findLast(({ is }) => is === "beside-started");
      return typeof started?.pid === "number" ? started.pid : undefined;
    },
    isAlone: () => {
      const started = events.filter(({ is }) => is === "beside-started").length;
      return sees(({ is }) => is === "beside-ended", started);
    },
    stop: async () => {
      if (child.exitCode !== null || child.signalCode !== null) return;
      const closed = once(child, "close");
      child.kill("SIGTERM");
      await closed;
    },
  };
}

function watchEvents(child: ChildProcess): Pick<ServeChild, "events" | "sees"> {
  const events: ServeEvent[] = [];
  const onlookers = new Set<() => void>();
  const lookAgain = (): void => {
    for (const look of onlookers) look();
  };
  let hasEnded = false;
  child.on("exit", () => {
    hasEnded = true;
    lookAgain();
  });
  if (child.stdout === null) throw new Error("the service's output is a pipe");
  createInterface({ input: child.stdout }).on("line", (line) => {
    // A checked edge: the service writes one event a line.
    events.push(JSON.parse(line) as ServeEvent);
    lookAgain();
  });
  const sees: ServeChild["sees"] = (isMeant, times) =>
    new Promise((resolve, reject) => {
      const look = (): void => {
        const isThere = events.filter(isMeant).length >= times;
        if (!isThere && !hasEnded) return;
        onlookers.delete(look);
        if (isThere) resolve();
        else reject(new Error("the service has ended before its time"));
      };
      onlookers.add(look);
      look();
    });
  return { events, sees };
}
