import { createDistrict, listDistricts } from "@muster/sync/directory/districts.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { UsageError } from "../usage-error.ts";
import { withWorld } from "../world.ts";

interface JsonOption {
  readonly json?: boolean;
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
    .option("--json", "print the district as JSON")
    .action(
      action(cli, async (name: string, options: JsonOption, _command: Command) => {
        if (name.trim() === "")
          throw new UsageError("A district needs a name.", "npx muster district create <name>");
        const district = await withWorld(cli, (world) => createDistrict(world.db, name.trim()));
        if (options.json === true) printJson(cli.terminal, { district });
        else cli.terminal.out(`Made the district ${district.name}.`);
        return exitCodes.done;
      }),
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
