import { constants, setPriority } from "node:os";
import { type Command, InvalidArgumentError, Option } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import type { ExitCode } from "../exit-code.ts";
import { readNumber } from "../read-number.ts";
import { serveHere, usualPort } from "../serve-here.ts";

interface ServeFlags {
  readonly places: number;
  readonly healthPort?: number;
  readonly schedule?: boolean;
  readonly beside?: boolean;
  readonly dropPort?: number;
  readonly dropHost: string;
  readonly port?: number;
  readonly host?: string;
  readonly publicUrl?: string;
  readonly trustProxy?: boolean;
  readonly console?: boolean;
  /** A worker opens no door for people. */
  readonly isDoor?: boolean;
}

/** Two processors are kept busy by three small syncs; a machine with more takes more. */
const usualPlaces = 3;

const places = (): Option =>
  new Option("--places <n>", "how many syncs at the same time").argParser(readNumber).default(usualPlaces);
const health = (): Option =>
  new Option(
    "--health-port <port>",
    "tell on this port of 127.0.0.1 how it is: /health and /metrics",
  ).argParser(readPort);

export function addServe(program: Command, cli: Cli): void {
  addDoor(program.command("serve"))
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
        run(cli, { ...flags, schedule: flags.schedule !== false, isDoor: true }),
      ),
    );
  addWorker(program, cli);
}

/** How people come in. */
function addDoor(command: Command): Command {
  return command
    .addOption(
      new Option(
        "--port <port>",
        `open the console on this port (${usualPort} unless it is taken)`,
      ).argParser(readPort),
    )
    .option("--host <address>", "which address of this machine the console listens on (127.0.0.1)")
    .option(
      "--public-url <url>",
      "how people reach the console, for links in mails: https://muster.example.org",
    )
    .option("--trust-proxy", "a proxy in front says who asks: trust its X-Forwarded-For")
    .option("--no-console", "open no console, and answer no program");
}

function addWorker(program: Command, cli: Cli): void {
  program
    .command("worker")
    .summary("do syncs that others ask for, beside a running service")
    .description("Runs until it is stopped: does syncs that wait, and never asks for one by itself.")
    .addOption(places())
    .addOption(health())
    .addOption(new Option("--beside", "started by a service for what wants a place of its own").hideHelp())
    .action(action(cli, (flags: ServeFlags, _command: Command) => run(cli, { ...flags, schedule: false })));
}

function run(cli: Cli, flags: ServeFlags): Promise<ExitCode> {
  const isBeside = flags.beside === true;
  // A large district may take its time; the small ones beside it get the processors first.
  if (isBeside) setPriority(constants.priority.PRIORITY_BELOW_NORMAL);
  const { port, host, publicUrl, trustProxy: trustsProxy = false } = flags;
  const door = { host: host ?? "127.0.0.1", port: port ?? usualPort, publicUrl, trustsProxy };
  return serveHere(cli, {
    ...{ isScheduler: flags.schedule === true, healthPort: flags.healthPort },
    http:
      flags.isDoor === true && flags.console !== false
        ? { ...door, takesAnyPort: port === undefined }
        : undefined,
    drop: flags.dropPort === undefined ? undefined : { host: flags.dropHost, port: flags.dropPort },
    ...(isBeside ? { places: 0, heavyPlaces: 1 } : { places: flags.places, heavyPlaces: 0 }),
    isBeside,
    onReady: ({ healthPort, drop, consoleUrl }) => {
      const dropFacts = drop && { port: drop.port, fingerprint: drop.fingerprint };
      const facts = { is: "ready", healthPort, console: consoleUrl, drop: dropFacts };
      cli.terminal.out(JSON.stringify({ at: new Date().toISOString(), ...facts }));
    },
    log: (event) => cli.terminal.out(JSON.stringify({ at: new Date().toISOString(), ...event })),
  });
}

function readPort(text: string): number {
  const port = Number(text);
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new InvalidArgumentError("It is a port, such as 7071.");
  return port;
}
