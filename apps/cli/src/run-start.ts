import { openCli } from "./open-cli.ts";
import { reportError } from "./report-error.ts";
import { welcome } from "./start/welcome.ts";

/** Starts what is in the home, makes the practice district on first start, says what to type, and ends. */
export async function runStart(): Promise<void> {
  const cli = openCli();
  try {
    await welcome(cli);
  } catch (error) {
    process.exitCode = reportError(cli, error, { isJson: false });
  }
}
