import type { PersonFields } from "@muster/rules/model/person.ts";
import { editPerson } from "@muster/sync/run/edit-person.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { editedPersonLines } from "../edited-person-lines.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { findPerson } from "../find-person.ts";
import { printJson } from "../print.ts";
import { districtFlag, districtFlagFor, shellWord } from "../typed-command.ts";
import { UsageError } from "../usage-error.ts";
import { withWorld } from "../world.ts";
import { addPersonDeeds } from "./person-deeds.ts";

type EditOptions = DistrictOption & Partial<PersonFields> & { readonly json?: boolean };

/** Flag of each field that may be edited by hand. */
const flags: Readonly<Record<keyof PersonFields, string>> = {
  givenName: "--given-name",
  middleName: "--middle-name",
  familyName: "--family-name",
  email: "--email",
  mobile: "--mobile",
  homePhone: "--home-phone",
  language: "--language",
  username: "--username",
  studentNumber: "--student-number",
};
const fieldNames = Object.keys(flags) as readonly (keyof PersonFields)[];

export function addPerson(program: Command, cli: Cli): void {
  const group = program
    .command("person")
    .summary("change what is held of a person")
    .description("People of the directory.");
  const command = group
    .command("edit")
    .argument("<person>", "a sourcedId, a student number, our id (m-12) or a full name")
    .description(
      "Changes name, contact or language by hand. Says at once where the next sync would set a value again.",
    );
  for (const field of fieldNames) command.option(`${flags[field]} <text>`);
  addDistrictOption(command.option("--json", "print it as JSON")).action(
    action(cli, (person: string, options: EditOptions, _command: Command) => edit(cli, person, options)),
  );
  addPersonDeeds(group, cli);
}

async function edit(cli: Cli, written: string, options: EditOptions): Promise<ExitCode> {
  const fields = Object.fromEntries(
    fieldNames.flatMap((field) => (options[field] === undefined ? [] : [[field, options[field]]])),
  );
  if (Object.keys(fields).length === 0)
    throw new UsageError(
      "There is nothing to change.",
      `Say what shall change, for example: npx muster person edit ${shellWord(written)} --email new@example.org${districtFlag(options.district ?? "", options.district === undefined)}`,
    );
  const { edited, name, flag } = await withWorld(cli, async (world) => {
    const district = await findDistrict(world, options);
    const { districtId } = district;
    const person = await findPerson(world, districtId, written);
    const request = { districtId, personId: person.id, fields, operator: cli.config.operator };
    const edited = await editPerson(world, request);
    return { edited, name: person.name, flag: await districtFlagFor(world, district) };
  });
  if (options.json === true) printJson(cli.terminal, { ...edited });
  else for (const line of editedPersonLines(name, edited, flag)) cli.terminal.out(line);
  return edited.refused.length > 0 ? exitCodes.notAllowed : exitCodes.done;
}
