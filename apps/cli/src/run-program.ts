import { CommanderError } from "commander";
import { exitCodes } from "./exit-code.ts";
import { openCli } from "./open-cli.ts";
import { makeProgram } from "./program.ts";
import { reportError, reportUsage } from "./report-error.ts";

/** Runs the command that was typed; the process ends with its exit code once everything is closed. */
export async function runProgram(): Promise<void> {
  const cli = openCli();
  try {
    await makeProgram(cli).parseAsync();
  } catch (error) {
    // Help that was asked for is an answer; everything else commander complains of is the way it was typed.
    if (error instanceof CommanderError && error.exitCode === 0) process.exitCode = exitCodes.done;
    else if (error instanceof CommanderError) process.exitCode = reportUsage(cli, error, process.argv);
    else process.exitCode = reportError(cli, error, { isJson: false });
  }
}
