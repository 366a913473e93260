import { uploadSource } from "@muster/sync/directory/districts.ts";
import { linkClassroom } from "@muster/sync/run/link-classroom.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { exitCodes } from "../exit-code.ts";
import { linkedLines } from "../linked-lines.ts";
import { printJson } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { withWorld } from "../world.ts";

interface ClassroomOptions extends DistrictOption {
  readonly json?: boolean;
  readonly source?: number;
}

export function addClassroom(program: Command, cli: Cli): void {
  const group = program
    .command("classroom")
    .summary("classrooms, and which class of the source feeds them")
    .description("Classrooms, and which class of the source feeds them.");
  addDistrictOption(
    group
      .command("link")
      .description(
        "Hands a classroom over to the source: from the next sync on it follows the class of that sourcedId, and keeps its history.",
      )
      .argument("<classroom>", "the classroom's title, its number, or a sourcedId it is linked to already")
      .argument(
        "<sourcedId>",
        "the source's ID of the class, as in classes.csv; another ID that the source tells is understood",
      )
      .option("--source <number>", "which source, where there are several", readNumber)
      .option("--json", "print it as JSON"),
  ).action(
    action(
      cli,
      async (classroom: string, sourcedId: string, options: ClassroomOptions, _command: Command) => {
        const linked = await withWorld(cli, async (world) => {
          const { districtId } = await findDistrict(world, options);
          const sourceId = await uploadSource(world.db, districtId, options.source);
          return linkClassroom(world, {
            districtId,
            sourceId,
            sourcedId,
            classroom,
            operator: cli.config.operator,
          });
        });
        if (options.json === true) printJson(cli.terminal, { ...linked });
        else for (const line of linkedLines(linked, sourcedId, true)) cli.terminal.out(line);
        return exitCodes.done;
      },
    ),
  );
}
