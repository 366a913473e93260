import { openCli } from "./open-cli.ts";
import { reportError } from "./report-error.ts";
import { welcome } from "./start/welcome.ts";

/**
 * What `npm start` runs: starts what is in the home, makes the practice district on first start, says what is there
 * and what to type, and ends.
 */
const cli = openCli();

try {
  await welcome(cli);
} catch (error) {
  process.exitCode = reportError(cli, error, { isJson: false });
}
