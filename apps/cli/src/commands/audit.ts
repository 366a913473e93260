import { verifyAudit } from "@muster/sync/access/audit.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { withWorld } from "../world.ts";

interface AuditOptions extends DistrictOption {
  readonly json?: boolean;
}

/** The log of what was done by whom. */
export function addAudit(program: Command, cli: Cli): void {
  const group = program
    .command("audit")
    .summary("the log of what was done by whom")
    .description("The log of what was done by whom, and its proof.");
  addDistrictOption(
    group
      .command("verify")
      .description("Shows that no entry of the log was changed or taken out since it was written.")
      .option("--json", "print it as JSON"),
  ).action(action(cli, (options: AuditOptions, _command: Command) => verify(cli, options)));
}

async function verify(cli: Cli, options: AuditOptions): Promise<ExitCode> {
  const { district, proof } = await withWorld(cli, async (world) => {
    const found = await findDistrict(world, options);
    const { districtId } = found;
    const seen = await world.db.session(districtId, (session) =>
      session.read((tx) => verifyAudit(tx, districtId)),
    );
    return { district: found.name, proof: seen };
  });
  const { entries, brokenAt, last } = proof;
  if (options.json === true) printJson(cli.terminal, { district, ...proof, isWhole: brokenAt === undefined });
  else if (brokenAt !== undefined)
    cli.terminal.out(
      `The log of ${district} is broken: entry ${brokenAt} is not what was written. ${entries} before it hold.`,
    );
  else {
    cli.terminal.out(`The log of ${district} is whole: ${entries} entries, each sealed by the next.`);
    if (last !== "") cli.terminal.out(`Keep this elsewhere, to prove the end of it later:  ${last}`);
  }
  return brokenAt === undefined ? exitCodes.done : exitCodes.verificationFailed;
}
