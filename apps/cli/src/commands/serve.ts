import { type ChildProcess, spawn } from "node:child_process";
import { constants, setPriority } from "node:os";
import path from "node:path";
import type { Serving } from "@muster/server/serve.ts";
import { type Command, InvalidArgumentError, Option } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { readNumber } from "../read-number.ts";

interface ServeFlags {
  readonly places: number;
  readonly healthPort?: number;
  readonly schedule?: boolean;
  readonly beside?: boolean;
  readonly dropPort?: number;
  readonly dropHost: string;
}

/** Two processors are kept busy by three small syncs; a machine with more takes more. */
const usualPlaces = 3;
/** A worker beside another one goes when nothing has come for so long, in ms. */
const besideIdleMs = 60_000;

export function addServe(program: Command, cli: Cli): void {
  const places = (): Option =>
    new Option("--places <n>", "how many syncs at the same time").argParser(readNumber).default(usualPlaces);
  const health = (): Option =>
    new Option(
      "--health-port <port>",
      "tell on this port of 127.0.0.1 how it is: /health and /metrics",
    ).argParser(readPort);
  program
    .command("serve")
    .summary("run the service: start syncs at their times and do them")
    .description(
      "Runs until it is stopped (Ctrl-C, SIGTERM): asks for each source's sync at its time, does it, and says on stdout what happens, one line of JSON each.",
    )
    .addOption(places())
    .addOption(health())
    .addOption(
      new Option("--drop-port <port>", "let districts upload by SFTP to this port").argParser(readPort),
    )
    .option("--drop-host <address>", "which address of this machine the drop listens on", "0.0.0.0")
    .option("--no-schedule", "do what is asked for, and leave the clock to another process")
    .action(
      action(cli, (flags: ServeFlags, _command: Command) =>
        run(cli, { ...flags, schedule: flags.schedule !== false }),
      ),
    );
  program
    .command("worker")
    .summary("do syncs that others ask for, beside a running service")
    .description("Runs until it is stopped: does syncs that wait, and never asks for one by itself.")
    .addOption(places())
    .addOption(health())
    .addOption(new Option("--beside", "started by a service for what wants a place of its own").hideHelp())
    .action(action(cli, (flags: ServeFlags, _command: Command) => run(cli, { ...flags, schedule: false })));
}

async function run(cli: Cli, flags: ServeFlags): Promise<ExitCode> {
  const { config, terminal } = cli;
  const isBeside = flags.beside === true;
  // A large district may take its time; the small ones beside it get the processors first.
  if (isBeside) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  // All sources come with it; other commands start without them.
  const { serve } = await import("@muster/server/serve.ts");
  const serving = await serve({
    ...{ home: config.home, databaseUrl: config.databaseUrl, allowsPrivateHosts: config.allowsPrivateHosts },
    ...{ isScheduler: flags.schedule === true, healthPort: flags.healthPort, mail: config.mail },
    drop: flags.dropPort === undefined ? undefined : { host: flags.dropHost, port: flags.dropPort },
    ...(isBeside ? { places: 0, heavyPlaces: 1 } : { places: flags.places, heavyPlaces: 0 }),
    startBeside: isBeside ? undefined : startBeside,
    ...(isBeside ? { endsAfterIdleMs: besideIdleMs } : {}),
    log: (event) => terminal.out(JSON.stringify({ at: new Date().toISOString(), ...event })),
    onProgress: cli.progress.note,
  });
  cli.progress.end();
  const { healthPort, drop } = serving;
  const dropFacts = drop && { port: drop.port, fingerprint: drop.fingerprint };
  terminal.out(JSON.stringify({ at: new Date().toISOString(), is: "ready", healthPort, drop: dropFacts }));
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
  const program = path.join(import.meta.dirname, "..", "main.ts");
  return spawn(process.execPath, [program, "worker", "--beside"], {
    stdio: ["ignore", "inherit", "inherit", "ipc"],
  });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("It is a port, such as 7071.");
  return port;
}
