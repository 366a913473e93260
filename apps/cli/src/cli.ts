import type { Config } from "./config.ts";
import type { Interrupt } from "./interrupt.ts";
import type { Progress } from "./progress.ts";
import type { Terminal } from "./terminal.ts";

/** What every command is given: where it runs, where it writes, and who may interrupt it. */
export interface Cli {
  readonly config: Config;
  readonly terminal: Terminal;
  readonly progress: Progress;
  readonly interrupt: Interrupt;
}
