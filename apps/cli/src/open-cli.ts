import type { Cli } from "./cli.ts";
import { readConfig } from "./config.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { startProgress } from "./progress.ts";
import { reportError } from "./report-error.ts";
import { openTerminal } from "./terminal.ts";

/** The surroundings of a program of ours, with everything that may reach it from outside of its own course. */
export function openCli(): Cli {
  const config = readConfig();
  const terminal = openTerminal(config);
  const progress = startProgress(terminal);
  const cli: Cli = {
    config,
    terminal,
    progress,
    interrupt: listenForInterrupt(terminal.note, progress.stage),
  };
  // What nobody awaited must not end in a stack trace either.
  process.on("uncaughtException", (error) => process.exit(reportError(cli, error, { isJson: false })));
  return cli;
}
