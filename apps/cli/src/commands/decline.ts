import { counted } from "@muster/rules/report/number-words.ts";
import { declinePlan } from "@muster/sync/run/decline-plan.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { withWorld } from "../world.ts";

interface DeclineOptions extends DistrictOption {
  readonly reason: string;
  readonly json?: boolean;
}

export function addDecline(program: Command, cli: Cli): void {
  const command = program
    .command("decline")
    .argument("<plan-hash>", "the plan's hash, or its first digits (six or more)")
    .summary("say no to a plan that waits")
    .description(
      "Nothing of what waits is applied, and nobody is asked about this plan again. What is still so at the next sync is planned anew.",
    )
    .requiredOption("--reason <text>", "why, in your words")
    .option("--json", "print the result as JSON");
  addDistrictOption(command).action(
    action(cli, (hash: string, options: DeclineOptions, _command: Command) => decline(cli, hash, options)),
  );
}

async function decline(cli: Cli, hash: string, options: DeclineOptions) {
  return withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    const done = await declinePlan(world, {
      ...{ districtId, hash: hash.toLowerCase(), operator: cli.config.operator, reason: options.reason },
    });
    if (options.json === true) printJson(cli.terminal, done);
    else
      cli.terminal.out(
        `Declined: ${counted(done.declined, "change")} will not be made. The next sync plans anew what is still so.`,
      );
    return exitCodes.done;
  });
}
