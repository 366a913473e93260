import type { MembershipRole } from "@muster/rules/model/membership.ts";
import type { Edited } from "@muster/sync/run/edit/edited.ts";
import { addMembership, endMembership, type MembershipEdit } from "@muster/sync/run/edit-membership.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { type Command, Option } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption } from "../district-option.ts";
import { doByHand } from "../do-by-hand.ts";
import type { ExitCode } from "../exit-code.ts";
import { findOneClassroom, findPerson } from "../find-person.ts";

interface MembershipOptions extends DistrictOption {
  readonly as: MembershipRole;
  readonly json?: boolean;
}

/** Who is in which class, by hand. */
export function addMembershipCommands(program: Command, cli: Cli): void {
  const group = program
    .command("membership")
    .summary("put people into classes by hand, and take them out")
    .description("Who is in which class, beside the sync.");
  const add = (usage: string, description: string, says: string, deed: Deed): Command =>
    addDistrictOption(group.command(usage).description(description).option("--json", "print it as JSON"))
      .argument("<person>", "a sourcedId, a student number, our id (m-12) or a full name")
      .argument("<class>", "a sourcedId, a class code, our id (m-12) or the title")
      .addOption(
        new Option("--as <role>", "as what")
          .choices(["student", "teacher", "co-teacher", "aide"])
          .default("student"),
      )
      .action(
        action(cli, (person: string, cls: string, options: MembershipOptions, _command: Command) =>
          carryOut(cli, { person, cls }, options, says, deed),
        ),
      );
  add("add", "Puts somebody into a class; no sync takes them out.", "is in", addMembership);
  add("end", "Takes somebody out of a class whom no source lists there.", "is no longer in", endMembership);
}

type Deed = (world: RunWorld, request: MembershipEdit) => Promise<Edited>;

function carryOut(
  cli: Cli,
  written: { readonly person: string; readonly cls: string },
  options: MembershipOptions,
  says: string,
  deed: Deed,
): Promise<ExitCode> {
  return doByHand(cli, options, async (world, by) => {
    const person = await findPerson(world, by.districtId, written.person);
    const classroom = await findOneClassroom(world, by.districtId, written.cls);
    const key = { personId: person.id, classroomId: classroom.id, role: options.as };
    const done = await deed(world, { ...by, ...key });
    return { done, says: `${person.name} ${says} ${classroom.name}.` };
  });
}
