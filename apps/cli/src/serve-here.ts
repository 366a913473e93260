import { type ChildProcess, spawn } from "node:child_process";
import path from "node:path";
import type { ServeOptions, Serving } from "@muster/server/serve.ts";
import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { nodeFlags } from "./node-flags.ts";

/** Where the console is unless told. */
export const usualPort = 7070;
/** A worker beside another one goes when nothing has come for so long, in ms. */
const besideIdleMs = 60_000;

/** What a command decides about the service it runs in this process. */
export interface ServeHere
  extends Pick<
    ServeOptions,
    "isScheduler" | "places" | "heavyPlaces" | "healthPort" | "drop" | "http" | "log"
  > {
  readonly isBeside: boolean;
  readonly onReady: (serving: Serving) => void | Promise<void>;
}

/** Runs the service until it is stopped, ends by itself, or whoever started it is gone. */
export async function serveHere(cli: Cli, { isBeside, onReady, ...more }: ServeHere): Promise<ExitCode> {
  const { config } = cli;
  // All sources come with it; other commands start without them.
  const { serve } = await import("@muster/server/serve.ts");
  const serving = await serve({
    ...{ home: config.home, databaseUrl: config.databaseUrl, allowsPrivateHosts: config.allowsPrivateHosts },
    ...{ mail: config.mail, startBeside: isBeside ? undefined : startBeside },
    ...(isBeside ? { endsAfterIdleMs: besideIdleMs } : {}),
    ...more,
    onProgress: cli.progress.note,
  });
  cli.progress.end();
  await onReady(serving);
  const reason = await untilAsked(cli, serving);
  await serving.stop();
  // The line to whoever started this process would keep it alive.
  if (process.connected) process.disconnect();
  if (reason !== undefined) throw reason;
  return exitCodes.done;
}

/** Resolves when a signal asks for the end, the service ends by itself, or whoever started it is gone. */
function untilAsked(cli: Cli, serving: Serving): Serving["ended"] {
  return new Promise((resolve) => {
    cli.interrupt.passOn(() => resolve(undefined));
    process.once("disconnect", () => resolve(undefined));
    void serving.ended.then(resolve);
  });
}

/** The same program, connected to this one, so that it does not outlive it. */
function startBeside(): ChildProcess {
  const program = path.join(import.meta.dirname, "main.ts");
  return spawn(process.execPath, [...nodeFlags, program, "worker", "--beside"], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}
