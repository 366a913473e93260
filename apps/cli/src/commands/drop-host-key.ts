import { type DropHostKeys, openDropHostKeys, rotateDropHostKey } from "@muster/server/drop/host-key.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { UsageError } from "../usage-error.ts";

interface HostKeyOptions {
  readonly json?: boolean;
  readonly rotate?: boolean;
  readonly now?: boolean;
}

/** Districts need so long to note the next key, in days. */
const noticeDays = 30;
const day = 86_400_000;

/** `drop host-key`: by what districts know this Muster, and how it gets another key without a surprise. */
export function addHostKey(group: Command, cli: Cli): void {
  group
    .command("host-key")
    .description(
      "Shows the key by which districts know this drop, and the one that takes its place some day.",
    )
    .option("--rotate", "put the next key in its place, once every district has noted it")
    .option("--now", "also when the next key is younger than 30 days: districts then meet an unknown server")
    .option("--json", "print it as JSON")
    .action(action(cli, (options: HostKeyOptions, _command: Command) => hostKey(cli, options)));
}

async function hostKey(cli: Cli, options: HostKeyOptions): Promise<ExitCode> {
  const { home } = cli.config;
  const before = await openDropHostKeys(home);
  if (options.rotate === true && options.now !== true) refuseYoung(before);
  const keys = options.rotate === true ? await rotateDropHostKey(home) : before;
  if (options.json === true) printJson(cli.terminal, documentOf(keys));
  else for (const line of linesOf(keys, options.rotate === true)) cli.terminal.out(line);
  return exitCodes.done;
}

/** A key that nobody has noted would be refused by every careful client. */
function refuseYoung({ nextMadeAt }: DropHostKeys): void {
  const until = new Date(nextMadeAt.getTime() + noticeDays * day);
  if (until.getTime() <= Date.now()) return;
  throw new UsageError(
    `The next key can be noted by districts since ${nextMadeAt.toISOString().slice(0, 10)} only. Nothing was changed.`,
    `Tell them both keys and come back on ${until.toISOString().slice(0, 10)}. If the key in use has leaked: --rotate --now`,
  );
}

function documentOf({ current, next, nextMadeAt }: DropHostKeys) {
  const { fingerprint, publicKey } = current;
  return {
    current: { fingerprint, publicKey },
    next: { fingerprint: next.fingerprint, publicKey: next.publicKey, madeAt: nextMadeAt.toISOString() },
  };
}

function linesOf({ current, next, nextMadeAt }: DropHostKeys, isRotated: boolean): readonly string[] {
  return [
    `In use       ${current.fingerprint}`,
    `Next         ${next.fingerprint}  since ${nextMadeAt.toISOString().slice(0, 10)}`,
    "For a known_hosts file, behind the name of the host:",
    `  ${current.publicKey}`,
    `  ${next.publicKey}`,
    isRotated
      ? "The key was changed. Start the service again, and tell districts the new next key."
      : "Tell districts both. To change over, once all have noted them:  npx muster drop host-key --rotate",
  ];
}
