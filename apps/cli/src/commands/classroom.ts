import { unlinkedWords } from "@muster/rules/report/set-up/unlink-words.ts";
import { uploadSource } from "@muster/sync/directory/districts.ts";
import { adoptClasses } from "@muster/sync/run/adopt-classes.ts";
import type { LinkRequest } from "@muster/sync/run/edit/change-link.ts";
import { linkClassroom } from "@muster/sync/run/link-classroom.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { unlinkClassroom } from "@muster/sync/run/unlink-classroom.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { linkedLines } from "../linked-lines.ts";
import { printJson } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { districtFlagFor, shellWord } from "../typed-command.ts";
import { withWorld } from "../world.ts";

interface ClassroomOptions extends DistrictOption {
  readonly json?: boolean;
  readonly source?: number;
  readonly takeOut?: boolean;
}

export function addClassroom(program: Command, cli: Cli): void {
  const group = program
    .command("classroom")
    .summary("classrooms, and which class of the source feeds them")
    .description("Classrooms, and which class of the source feeds them.");
  const add = (usage: string, description: string): Command =>
    addDistrictOption(group.command(usage).description(description))
      .option("--source <number>", "which source, where there are several", readNumber)
      .option("--json", "print it as JSON");
  add(
    "link",
    "Hands a classroom over to the source: from the next sync on it follows the class of that sourcedId, and keeps its history.",
  )
    .argument("<classroom>", "the classroom's title, its number, or a sourcedId it is linked to already")
    .argument(
      "<sourcedId>",
      "the source's ID of the class, as in classes.csv; another ID that the source tells is understood",
    )
    .action(
      action(cli, (classroom: string, sourcedId: string, options: ClassroomOptions, _command: Command) =>
        link(cli, classroom, sourcedId, options),
      ),
    );
  const does = (deed: typeof unlink) =>
    action(cli, (sourcedId: string, options: ClassroomOptions, _command: Command) =>
      deed(cli, sourcedId, options),
    );
  const id = "the source's ID of the class, as in classes.csv";
  add("unlink", unlinkSays)
    .argument("<sourcedId>", id)
    .option("--take-out", "take out whom that class alone brought; whoever was put in by hand stays")
    .action(does(unlink));
  add("adopt", "Takes a class in again whose link was taken away: the next sync makes a classroom of it.")
    .argument("<sourcedId>", id)
    .action(does(adopt));
}

const unlinkSays =
  "Takes the link away: no sync changes the classroom any more, and none takes in that class by itself. Whoever is in the classroom stays.";

async function link(
  cli: Cli,
  classroom: string,
  sourcedId: string,
  options: ClassroomOptions,
): Promise<ExitCode> {
  const { done } = await atSource(cli, sourcedId, options, (world, request) =>
    linkClassroom(world, { ...request, classroom }),
  );
  if (options.json === true) printJson(cli.terminal, { ...done });
  else for (const line of linkedLines(done, sourcedId, true)) cli.terminal.out(line);
  return exitCodes.done;
}

async function unlink(cli: Cli, sourcedId: string, options: ClassroomOptions): Promise<ExitCode> {
  const people = options.takeOut === true ? "leave" : "stay";
  const { done, flag } = await atSource(cli, sourcedId, options, (world, request) =>
    unlinkClassroom(world, { ...request, people }),
  );
  if (options.json === true) printJson(cli.terminal, { ...done });
  else {
    cli.terminal.out(unlinkedWords({ ...done, title: done.record.name }));
    cli.terminal.out(`To take that back:  npx muster undo ${done.run} --apply${flag}`);
    const id = shellWord(done.sourcedId);
    cli.terminal.out(`To have a class of its own made of ${id}:  npx muster classroom adopt ${id}${flag}`);
  }
  return exitCodes.done;
}

async function adopt(cli: Cli, sourcedId: string, options: ClassroomOptions): Promise<ExitCode> {
  const { done } = await atSource(cli, sourcedId, options, (world, request) =>
    adoptClasses(world, { ...request, sourcedIds: [sourcedId] }),
  );
  if (options.json === true) printJson(cli.terminal, { ...done });
  else
    cli.terminal.out(
      done.made === 0
        ? `Nobody left ${sourcedId} out. Nothing was changed.`
        : `The next sync makes a class of ${sourcedId}.`,
    );
  return exitCodes.done;
}

/** Does something about a class of the source that is meant. */
function atSource<Done>(
  cli: Cli,
  sourcedId: string,
  options: ClassroomOptions,
  deed: (world: RunWorld, request: LinkRequest) => Promise<Done>,
): Promise<{ readonly done: Done; readonly flag: string }> {
  return withWorld(cli, async (world) => {
    const district = await findDistrict(world, options);
    const { districtId } = district;
    const sourceId = await uploadSource(world.db, districtId, options.source);
    const done = await deed(world, { districtId, sourceId, sourcedId, operator: cli.config.operator });
    return { done, flag: await districtFlagFor(world, district) };
  });
}
