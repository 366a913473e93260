import { Command } from "commander";
import type { Cli } from "./cli.ts";
import { addApply } from "./commands/apply.ts";
import { addAudit } from "./commands/audit.ts";
import { addCheck } from "./commands/check.ts";
import { addClassroom } from "./commands/classroom.ts";
import { addClient } from "./commands/client.ts";
import { addDecline } from "./commands/decline.ts";
import { addDistrict } from "./commands/district.ts";
import { addDoctor } from "./commands/doctor.ts";
import { addDrop } from "./commands/drop.ts";
import { addExport } from "./commands/export.ts";
import { addMembershipCommands } from "./commands/membership.ts";
import { addNotice } from "./commands/notice.ts";
import { addOperatorCommands } from "./commands/operator.ts";
import { addPerson } from "./commands/person.ts";
import { addPlan } from "./commands/plan.ts";
import { addQueue } from "./commands/queue.ts";
import { addRun } from "./commands/run.ts";
import { addSchool } from "./commands/school.ts";
import { addSeason } from "./commands/season.ts";
import { addServe } from "./commands/serve.ts";
import { addSetting } from "./commands/setting.ts";
import { addSource } from "./commands/source.ts";
import { addSync } from "./commands/sync.ts";
import { addToken } from "./commands/token.ts";
import { addUndo } from "./commands/undo.ts";
import { addWhy } from "./commands/why.ts";
import { version } from "./version.ts";

const examples = `Examples:
  npx muster check ./roster            is this export in order? Needs no database and no account
  npx muster plan ./roster             what would change, and what would be held
  npx muster sync ./roster             apply what is safe, hold what is not
  npx muster apply 3f9a2c --approve --reason "Oak Elementary has closed"
`;

/** All commands, ready to be parsed. It throws where commander would end the process. */
export function makeProgram(cli: Cli): Command {
  const program = new Command("muster")
    .description("Keeps a school directory in step with the student information system.")
    .addHelpText("before", examples)
    .version(version, "--version", "show the version")
    .helpOption("-h, --help", "show help")
    .helpCommand("help [command]", "show help for a command")
    .exitOverride()
    .showHelpAfterError("(npx muster help shows all commands)");
  addCheck(program, cli);
  addSync(program, cli);
  addPlan(program, cli);
  addApply(program, cli);
  addDecline(program, cli);
  addUndo(program, cli);
  addWhy(program, cli);
  addRun(program, cli);
  addExport(program, cli);
  addDistrict(program, cli);
  addSchool(program, cli);
  addClassroom(program, cli);
  addPerson(program, cli);
  addMembershipCommands(program, cli);
  addSource(program, cli);
  addDrop(program, cli);
  addClient(program, cli);
  addServe(program, cli);
  addQueue(program, cli);
  addSeason(program, cli);
  addSetting(program, cli);
  addNotice(program, cli);
  addOperatorCommands(program, cli);
  addToken(program, cli);
  addAudit(program, cli);
  addDoctor(program, cli);
  return program;
}
