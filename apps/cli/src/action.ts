import { Command } from "commander";
import type { Cli } from "./cli.ts";
import { type ExitCode, exitCodes } from "./exit-code.ts";
import { type Asked, reportError } from "./report-error.ts";

/**
 * A command's work as commander calls it: what it answers becomes the exit code, what it throws is told in words.
 * The process is not ended here; it ends when the last handle is closed, so that nothing of the output is lost.
 */
export function action<Args extends unknown[]>(
  cli: Cli,
  work: (...args: Args) => Promise<ExitCode>,
): (...args: Args) => Promise<void> {
  return async (...args) => {
    try {
      const exitCode = await work(...args);
      process.exitCode = cli.interrupt.isAsked() ? exitCodes.interrupted : exitCode;
    } catch (error) {
      process.exitCode = reportError(cli, error, asked(args));
    }
  };
}

/** Commander gives the command itself as the last argument. */
function asked(args: readonly unknown[]): Asked {
  const command = args.at(-1);
  const options = command instanceof Command ? command.opts() : {};
  const district: unknown = options.district;
  return { isJson: options.json === true, district: typeof district === "string" ? district : undefined };
}
