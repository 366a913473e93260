import { formatCount } from "@muster/rules/report/number-words.ts";
import { uploadSource } from "@muster/sync/directory/districts.ts";
import {
  type LinkSuggestion,
  type ListedSchool,
  listSchools,
  type UnlinkedOrg,
} from "@muster/sync/directory/schools.ts";
import { createSchool } from "@muster/sync/run/create-school.ts";
import { linkSchool, unlinkSchool } from "@muster/sync/run/link-school.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { linkedLines } from "../linked-lines.ts";
import { printJson, printTable } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { districtFlagFor, shellWord } from "../typed-command.ts";
import { UsageError } from "../usage-error.ts";
import { withWorld } from "../world.ts";

interface SchoolOptions extends DistrictOption {
  readonly json?: boolean;
  readonly number?: string;
  readonly source?: number;
}

export function addSchool(program: Command, cli: Cli): void {
  const group = program
    .command("school")
    .summary("schools, and which school of the source feeds them")
    .description("Schools, and which school of the source feeds them.");
  const add = (usage: string, description: string): Command =>
    addDistrictOption(group.command(usage).description(description).option("--json", "print it as JSON"));
  add("list", "Lists the schools, what feeds them, and the source's schools that nobody has linked.").action(
    action(cli, (options: SchoolOptions, _command: Command) => list(cli, options)),
  );
  add("link", "From the next sync on, this school takes what the source says of that sourcedId.")
    .argument("<school>", "the school's name, or its number in the list")
    .argument(
      "<sourcedId>",
      "the source's ID of the school, as in orgs.csv; another ID that the source tells is understood",
    )
    .option("--source <number>", "which source, where there are several", readNumber)
    .action(
      action(cli, (school: string, sourcedId: string, options: SchoolOptions, _command: Command) =>
        link(cli, school, sourcedId, options),
      ),
    );
  add("unlink", "From the next sync on, what the source says of that sourcedId stays out.")
    .argument("<sourcedId>", "the source's ID of the school, as in orgs.csv")
    .option("--source <number>", "which source, where there are several", readNumber)
    .action(
      action(cli, (sourcedId: string, options: SchoolOptions, _command: Command) =>
        link(cli, undefined, sourcedId, options),
      ),
    );
  add("add", "Makes a school by hand.")
    .argument("<name>", "what people call it")
    .option("--number <number>", "the number people know it by")
    .action(
      action(cli, (name: string, options: SchoolOptions, _command: Command) => make(cli, name, options)),
    );
}

async function list(cli: Cli, options: SchoolOptions): Promise<ExitCode> {
  const { schools, unlinked, flag } = await withWorld(cli, async (world) => {
    const district = await findDistrict(world, options);
    const flag = await districtFlagFor(world, district);
    return { ...(await listSchools(world.db, district.districtId)), flag };
  });
  if (options.json === true) {
    printJson(cli.terminal, { schools, unlinked });
    return exitCodes.done;
  }
  if (schools.length === 0)
    cli.terminal.out("There is no school yet. The first sync takes every school it receives.");
  else
    printTable(
      cli.terminal,
      ["id", "school", "number", "fed by", "classes", "students", "staff"],
      schools.map((school) => [
        ...[String(school.schoolId), nameText(school), school.identifier, linksText(school)],
        ...[school.classrooms, school.students, school.staff],
      ]),
    );
  for (const line of unlinkedLines(unlinked, flag)) cli.terminal.out(line);
  return exitCodes.done;
}

function nameText({ name, status }: ListedSchool): string {
  return status === "archived" ? `${name} (closed)` : name;
}

function linksText({ links }: ListedSchool): string {
  if (links.length === 0) return "nothing";
  return links
    .map(({ sourcedId, isListed }) => (isListed ? sourcedId : `${sourcedId} (not in the files)`))
    .join(", ");
}

function unlinkedLines(unlinked: readonly UnlinkedOrg[], flag: string): readonly string[] {
  if (unlinked.length === 0) return [];
  return [
    "",
    `Listed by the source and linked to nothing, so nothing of them comes in (${formatCount(unlinked.length)}):`,
    ...unlinked.flatMap(({ sourcedId, name, suggestions }) => [
      `  ${sourcedId}  ${name}`,
      ...suggestions.map(
        (one) =>
          `      perhaps ${one.name} (${evidenceText(one)}):  npx muster school link ${one.schoolId} ${shellWord(sourcedId)}${flag}`,
      ),
    ]),
  ];
}

function evidenceText({ evidence }: LinkSuggestion): string {
  if (evidence === "zeros") return "same number without leading zeros";
  return evidence === "id" ? "linked to another ID of it" : `same ${evidence}`;
}

/** @param school undefined takes the link away */
async function link(
  cli: Cli,
  school: string | undefined,
  sourcedId: string,
  options: SchoolOptions,
): Promise<ExitCode> {
  const linked = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    const sourceId = await uploadSource(world.db, districtId, options.source);
    const request = { districtId, sourceId, sourcedId, operator: cli.config.operator };
    return school === undefined ? unlinkSchool(world, request) : linkSchool(world, { ...request, school });
  });
  if (options.json === true) printJson(cli.terminal, { ...linked });
  else for (const line of linkedLines(linked, sourcedId, school !== undefined)) cli.terminal.out(line);
  return exitCodes.done;
}

async function make(cli: Cli, name: string, options: SchoolOptions): Promise<ExitCode> {
  if (name.trim() === "") throw new UsageError("A school needs a name.", "npx muster school add <name>");
  const { made, flag } = await withWorld(cli, async (world) => {
    const district = await findDistrict(world, options);
    const { districtId } = district;
    const identifier = options.number === undefined ? {} : { identifier: options.number };
    const request = { districtId, name, operator: cli.config.operator, ...identifier };
    const made = await createSchool(world, request);
    return { made, flag: await districtFlagFor(world, district) };
  });
  if (options.json === true) printJson(cli.terminal, { ...made });
  else
    cli.terminal.out(
      `Made the school ${name.trim()}. To feed it:  npx muster school link ${made.schoolId} <sourcedId>${flag}`,
    );
  return exitCodes.done;
}
