#!/usr/bin/env node
import { CommanderError } from "commander";
import type { Cli } from "./cli.ts";
import { readConfig } from "./config.ts";
import { exitCodes } from "./exit-code.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { makeProgram } from "./program.ts";
import { startProgress } from "./progress.ts";
import { reportError } from "./report-error.ts";
import { openTerminal } from "./terminal.ts";

const config = readConfig();
const terminal = openTerminal(config);
const progress = startProgress(terminal);
const cli: Cli = { config, terminal, progress, interrupt: listenForInterrupt(terminal.note, progress.stage) };

try {
  await makeProgram(cli).parseAsync();
} catch (error) {
  // Help that was asked for is an answer; everything else commander complains of is the way it was typed.
  if (error instanceof CommanderError)
    process.exitCode = error.exitCode === 0 ? exitCodes.done : exitCodes.usage;
  else process.exitCode = reportError(cli, error, { isJson: false });
}
