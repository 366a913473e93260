import type { Cli } from "./cli.ts";
import { readConfig } from "./config.ts";
import { listenForInterrupt } from "./interrupt.ts";
import { startProgress } from "./progress.ts";
import { reportError } from "./report-error.ts";
import { welcome } from "./start/welcome.ts";
import { openTerminal } from "./terminal.ts";

/**
 * What `npm start` runs: starts what is in the home, makes the practice district on first start, says what is there
 * and what to type, and ends.
 */
const config = readConfig();
const terminal = openTerminal(config);
const progress = startProgress(terminal);
const cli: Cli = { config, terminal, progress, interrupt: listenForInterrupt(terminal.note, progress.stage) };

try {
  await welcome(cli);
} catch (error) {
  process.exitCode = reportError(cli, error, { isJson: false });
}
