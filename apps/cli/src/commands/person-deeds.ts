import type { RoleName } from "@muster/rules/model/person.ts";
import { archivePeople, restorePeople } from "@muster/sync/run/archive-people.ts";
import { restrictGuardianship } from "@muster/sync/run/edit-guardianship.ts";
import { type Command, Option } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption } from "../district-option.ts";
import { doByHand } from "../do-by-hand.ts";
import type { ExitCode } from "../exit-code.ts";
import { findPerson } from "../find-person.ts";

interface RoleOptions extends DistrictOption {
  readonly as: RoleName;
  readonly json?: boolean;
}

interface RestrictOptions extends DistrictOption {
  readonly lift?: boolean;
  readonly json?: boolean;
}

const whom = "a sourcedId, a student number, our id (m-12) or a full name";

/** What is done to people by hand beside changing their details. */
export function addPersonDeeds(group: Command, cli: Cli): void {
  const add = (usage: string, description: string): Command =>
    addDistrictOption(group.command(usage).description(description).option("--json", "print it as JSON"));
  const addRole = (usage: string, description: string, says: string, deed: typeof archivePeople): Command =>
    add(usage, description)
      .argument("<person>", whom)
      .addOption(
        new Option("--as <role>", "in which role")
          .choices(["student", "staff", "guardian"])
          .default("student"),
      )
      .action(
        action(cli, (person: string, options: RoleOptions, _command: Command) =>
          doByHand(cli, options, async (world, by) => {
            const { id, name } = await findPerson(world, by.districtId, person);
            const done = await deed(world, { ...by, role: options.as, personIds: [id] });
            return { done, says: `${name} ${says} as ${options.as}.` };
          }),
        ),
      );
  addRole("archive", "Archives somebody in a role that no source lists.", "is archived", archivePeople);
  addRole("restore", "Brings somebody who was archived back in a role.", "is back", restorePeople);
  add("restrict", "Restricts a family link: it ends, and no sync brings it back until that is lifted.")
    .argument("<guardian>", whom)
    .argument("<student>", whom)
    .option("--lift", "lifts the restriction")
    .action(
      action(cli, (guardian: string, student: string, options: RestrictOptions, _command: Command) =>
        restrict(cli, { guardian, student }, options),
      ),
    );
}

function restrict(
  cli: Cli,
  written: { readonly guardian: string; readonly student: string },
  options: RestrictOptions,
): Promise<ExitCode> {
  return doByHand(cli, options, async (world, by) => {
    const guardian = await findPerson(world, by.districtId, written.guardian);
    const student = await findPerson(world, by.districtId, written.student);
    const isRestricted = options.lift !== true;
    const key = { studentId: student.id, guardianId: guardian.id };
    const done = await restrictGuardianship(world, { ...by, ...key, isRestricted });
    const says = isRestricted ? "is restricted" : "is no longer restricted";
    return { done, says: `${guardian.name} ${says} for ${student.name}.` };
  });
}
