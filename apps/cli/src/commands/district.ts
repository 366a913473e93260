import { allSettings } from "@muster/rules/setting/all-settings.ts";
import { createDistrict, listDistricts } from "@muster/sync/directory/districts.ts";
import { setSetting } from "@muster/sync/directory/settings.ts";
import { type Command, Option } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { UsageError } from "../usage-error.ts";
import { withWorld } from "../world.ts";

interface JsonOption {
  readonly json?: boolean;
}

interface CreateOptions extends JsonOption {
  readonly yearStart?: string;
}

export function addDistrict(program: Command, cli: Cli): void {
  const group = program
    .command("district")
    .summary("the districts of this home")
    .description("The districts of this home.");
  group
    .command("create")
    .argument("<name>", "what people call it")
    .description("Makes a district. Names are compared without regard to capitals.")
    .addOption(
      new Option(
        "--year-start <month>",
        "the month in which its school year begins; july unless told (setting district.year-start)",
      ).choices(allSettings["district.year-start"].expects.split(", ")),
    )
    .option("--json", "print the district as JSON")
    .action(
      action(cli, (name: string, options: CreateOptions, _command: Command) => create(cli, name, options)),
    );
  group
    .command("list")
    .description("Lists the districts.")
    .option("--json", "print the districts as JSON")
    .action(
      action(cli, async (options: JsonOption, _command: Command) => {
        const districts = await withWorld(cli, (world) => listDistricts(world.db));
        if (options.json === true) printJson(cli.terminal, { districts });
        else if (districts.length === 0)
          cli.terminal.out("There is no district yet. The first sync makes one.");
        else for (const { name } of districts) cli.terminal.out(name);
        return exitCodes.done;
      }),
    );
}

async function create(cli: Cli, name: string, { yearStart, json }: CreateOptions): Promise<ExitCode> {
  if (name.trim() === "")
    throw new UsageError("A district needs a name.", "npx muster district create <name>");
  const district = await withWorld(cli, async ({ db }) => {
    const made = await createDistrict(db, name.trim());
    if (yearStart !== undefined)
      await setSetting(db, made.districtId, "district.year-start", yearStart, cli.config.operator);
    return made;
  });
  if (json === true) printJson(cli.terminal, { district });
  else cli.terminal.out(`Made the district ${district.name}.`);
  return exitCodes.done;
}
