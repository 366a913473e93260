import { kindOf } from "@muster/sync/connection/kind-of.ts";
import { makeSourceKey } from "@muster/sync/connection/make-source-key.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import type { DistrictOption } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { findSource } from "../source/find-source.ts";
import { withSourceWorld } from "../source/with-source-world.ts";
import { namingDistrict } from "../typed-command.ts";
import { UsageError } from "../usage-error.ts";

interface KeyOptions extends DistrictOption {
  readonly json?: boolean;
}

/** `source key`: the first key pair of an SFTP source. The private half is sealed at once and never shown. */
export function addKey(add: (usage: string, description: string) => Command, cli: Cli): void {
  add("key", "Makes a key pair for an SFTP source; its public half is shown, for the site's administrator.")
    .argument("<source>", "its number in the list", readNumber)
    .action(action(cli, (id: number, options: KeyOptions, _command: Command) => makeKey(cli, id, options)));
}

async function makeKey(cli: Cli, sourceId: number, options: KeyOptions): Promise<ExitCode> {
  const made = await withSourceWorld(cli, async (world) => {
    const source = await findSource(world, sourceId, options);
    if (source.kind !== "sftp")
      throw new UsageError(`Source ${sourceId} signs in without a key pair.`, "npx muster source list");
    return makeSourceKey(world, kindOf(world.kinds, source.kind), source);
  });
  if (options.json === true) printJson(cli.terminal, { source: sourceId, ...made });
  else {
    cli.terminal.out(made.publicKey);
    if (made.isWaiting) cli.terminal.out("The password stays in use until the pair has opened the site.");
    const next = made.isWaiting ? "rotate" : "test";
    const then = `Give this line to whoever runs the site, then:  npx muster source ${next} ${sourceId}`;
    cli.terminal.out(namingDistrict(then, options.district));
  }
  return exitCodes.done;
}
