import { allRoles, type Role } from "@muster/rules/access/rights.ts";
import { writeAudit } from "@muster/sync/access/audit.ts";
import {
  addOperator,
  changeOperator,
  forgetSecondFactor,
  type ListedOperator,
  listOperators,
  readLinkedOperator,
} from "@muster/sync/access/operators.ts";
import { makeSignInLink } from "@muster/sync/access/sign-in-link.ts";
import type { Transaction } from "@muster/sync/database/database.ts";
import { type Command, Option } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson, printTable } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { usualPort } from "../serve-here.ts";
import { withWorld } from "../world.ts";

interface OperatorOptions extends DistrictOption {
  readonly json?: boolean;
  readonly url: string;
  readonly name?: string;
  readonly role: Role;
  readonly school?: readonly number[];
  readonly forgetSecondFactor?: boolean;
}

/** Who may sign in to the console. Whoever runs Muster can let anybody in, and print a link where nobody can. */
export function addOperatorCommands(program: Command, cli: Cli): void {
  const group = program
    .command("operator")
    .summary("who may sign in to the console")
    .description("Who may sign in to the console of a district, and what they may do there.");
  const add = (usage: string, description: string): Command =>
    addDistrictOption(group.command(usage).description(description).option("--json", "print it as JSON"));
  add("list", "Lists everybody who may sign in.").action(
    action(cli, (options: OperatorOptions, _command: Command) => list(cli, options)),
  );
  withUrl(add("invite", "Lets somebody sign in, and prints a link for them."))
    .argument("<e-mail>", "their address")
    .option("--name <name>", "what they are called; their address unless told")
    .addOption(new Option("--role <role>", "what they may do").choices(allRoles).default("viewer"))
    .option("--school <number...>", "the schools of a school administrator", readNumbers)
    .action(
      action(cli, (email: string, options: OperatorOptions, _command: Command) =>
        invite(cli, email, options),
      ),
    );
  withUrl(add("link", "Prints a link that signs somebody in once, for who has lost theirs or a password."))
    .argument("<number>", "their number in the list", readNumber)
    .option("--forget-second-factor", "they have lost their phone: no code is asked for any more")
    .action(action(cli, (id: number, options: OperatorOptions, _command: Command) => link(cli, id, options)));
  add("remove", "Lets somebody in no longer.")
    .argument("<number>", "their number in the list", readNumber)
    .action(
      action(cli, (id: number, options: OperatorOptions, _command: Command) => remove(cli, id, options)),
    );
}

function withUrl(command: Command): Command {
  return command.option("--url <address>", "where the console is", `http://127.0.0.1:${usualPort}`);
}

function readNumbers(text: string, before: readonly number[] = []): readonly number[] {
  return [...before, readNumber(text)];
}

/** Does something in the district that is meant, and writes it into the district's log. */
async function inDistrict<T>(
  cli: Cli,
  options: OperatorOptions,
  act: string,
  work: (tx: Transaction, districtId: number, now: Date) => Promise<T>,
): Promise<T> {
  return withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return world.db.session(districtId, (session) =>
      session.write(async (tx) => {
        const now = world.now();
        const done = await work(tx, districtId, now);
        const facts = { by: "command line" };
        await writeAudit(tx, districtId, { at: now, who: cli.config.operator, act, facts });
        return done;
      }),
    );
  });
}

async function list(cli: Cli, options: OperatorOptions): Promise<ExitCode> {
  const operators = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return world.db.session(districtId, (session) => session.read((tx) => listOperators(tx, districtId)));
  });
  if (options.json === true) printJson(cli.terminal, { operators });
  else if (operators.length === 0)
    cli.terminal.out("Nobody may sign in yet. To let somebody in:  npx muster operator invite <e-mail>");
  else
    printTable(
      cli.terminal,
      ["number", "name", "e-mail", "role", "state"],
      operators.map((one) => [String(one.operatorId), one.name, one.email, one.role, stateText(one)]),
    );
  return exitCodes.done;
}

function stateText({ state, hasSecondFactor }: ListedOperator): string {
  return state === "active" && hasSecondFactor ? "active, with second factor" : state;
}

async function invite(cli: Cli, email: string, options: OperatorOptions): Promise<ExitCode> {
  const { role, school = [], name = email } = options;
  const by = cli.config.operator;
  const made = await inDistrict(cli, options, "operator.invite", async (tx, districtId, now) => {
    const who = { name, email, role, schoolIds: school };
    const { operatorId, loginId } = await addOperator(tx, districtId, who, by, now);
    const login = { districtId, loginId };
    return { operatorId, secret: await makeSignInLink(tx, login, "invitation", by, now) };
  });
  return tell(cli, options, made, "within three days");
}

async function link(cli: Cli, operatorId: number, options: OperatorOptions): Promise<ExitCode> {
  const by = cli.config.operator;
  const made = await withWorld(cli, async (world) => {
    const { db, now } = world;
    const { districtId } = await findDistrict(world, options);
    // Whoever types this has the database too: other districts of the login are theirs as well.
    const { login } = await db.session(districtId, (session) =>
      session.read((tx) => readLinkedOperator(tx, districtId, operatorId, true)),
    );
    const facts = { operator: operatorId, by: "command line" };
    await db.session(districtId, (session) =>
      session.write((tx) => writeAudit(tx, districtId, { at: now(), who: by, act: "operator.link", facts })),
    );
    const secret = await db.session(login.districtId, (session) =>
      session.write(async (tx) => {
        if (options.forgetSecondFactor === true) await forgetSecondFactor(tx, login);
        return makeSignInLink(tx, login, "reset", by, now());
      }),
    );
    return { operatorId, secret };
  });
  return tell(cli, options, made, "within half an hour");
}

function tell(
  cli: Cli,
  { json, url }: OperatorOptions,
  { operatorId, secret }: { readonly operatorId: number; readonly secret: string },
  until: string,
): ExitCode {
  const address = `${url.replace(/\/$/, "")}/link#${secret}`;
  if (json === true) printJson(cli.terminal, { operatorId, link: address });
  else {
    cli.terminal.out(`Signs number ${operatorId} in once, ${until}:`);
    cli.terminal.out(address);
  }
  return exitCodes.done;
}

async function remove(cli: Cli, operatorId: number, options: OperatorOptions): Promise<ExitCode> {
  const by = cli.config.operator;
  await inDistrict(cli, options, "operator.remove", (tx, districtId, now) =>
    changeOperator(tx, districtId, operatorId, { isRemoved: true }, by, now),
  );
  if (options.json === true) printJson(cli.terminal, { operatorId, isRemoved: true });
  else cli.terminal.out(`Number ${operatorId} is let in no longer.`);
  return exitCodes.done;
}
