import { allRights, type Right, roleTerms } from "@muster/rules/access/rights.ts";
import { listTokens, longestTokenDays, makeToken, revokeToken } from "@muster/sync/access/api-tokens.ts";
import { writeAudit } from "@muster/sync/access/audit.ts";
import { listOperators } from "@muster/sync/access/operators.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson, printTable } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { UsageError } from "../usage-error.ts";
import { withWorld } from "../world.ts";

interface TokenOptions extends DistrictOption {
  readonly json?: boolean;
  readonly operator: number;
  readonly rights: string;
  readonly days: number;
}

/** Tokens of scripts that use the interface for programs. */
export function addToken(program: Command, cli: Cli): void {
  const group = program
    .command("token")
    .summary("tokens of scripts")
    .description("Tokens of scripts that use the interface for programs: each acts for one operator.");
  const add = (usage: string, description: string): Command =>
    addDistrictOption(group.command(usage).description(description).option("--json", "print it as JSON"));
  add("list", "Lists the tokens, when they were last used and until when they work.").action(
    action(cli, (options: TokenOptions, _command: Command) => list(cli, options)),
  );
  add("create", "Makes a token and prints it, this once.")
    .argument("<name>", "what it is for")
    .requiredOption("--operator <number>", "for whom it acts, by muster operator list", readNumber)
    .option("--rights <rights>", `what it may do, with commas: ${allRights.join(", ")}`, "see")
    .option("--days <number>", "how long it works", readNumber, longestTokenDays)
    .action(
      action(cli, (name: string, options: TokenOptions, _command: Command) => create(cli, name, options)),
    );
  add("revoke", "Ends a token at once.")
    .argument("<number>", "its number in the list", readNumber)
    .action(action(cli, (id: number, options: TokenOptions, _command: Command) => revoke(cli, id, options)));
}

async function list(cli: Cli, options: TokenOptions): Promise<ExitCode> {
  const tokens = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return world.db.session(districtId, (session) => session.read((tx) => listTokens(tx, districtId)));
  });
  if (options.json === true) printJson(cli.terminal, { tokens });
  else if (tokens.length === 0) cli.terminal.out("There is no token.");
  else
    printTable(
      cli.terminal,
      ["number", "name", "of", "rights", "until", "last used"],
      tokens.map((one) => [
        ...[String(one.tokenId), one.name, one.operator, one.rights.join(", ")],
        ...[
          one.revokedAt === null ? one.endsAt.slice(0, 10) : "revoked",
          one.usedAt?.slice(0, 10) ?? "never",
        ],
      ]),
    );
  return exitCodes.done;
}

async function create(cli: Cli, name: string, options: TokenOptions): Promise<ExitCode> {
  const rights = readRights(options.rights);
  const { days, operator: operatorId } = options;
  if (days > longestTokenDays)
    throw new UsageError(`A token works ${longestTokenDays} days at most.`, "--days 90");
  const made = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return world.db.session(districtId, (session) =>
      session.write(async (tx) => {
        const now = world.now();
        const operator = (await listOperators(tx, districtId)).find((one) => one.operatorId === operatorId);
        if (operator === undefined || operator.state !== "active")
          throw new Fault("access.operator.unknown", "never", "there is no such operator", {
            operator: operatorId,
          });
        const beyond = rights.find((right) => !roleTerms[operator.role].rights.includes(right));
        if (beyond !== undefined)
          throw new Fault("access.right.missing", "never", "a token does what its operator may do at most", {
            ...{ right: beyond, role: operator.role },
          });
        const facts = { by: "command line" };
        await writeAudit(tx, districtId, { at: now, who: cli.config.operator, act: "token.make", facts });
        return makeToken(tx, { districtId, operatorId }, { name, rights, days }, now);
      }),
    );
  });
  if (options.json === true) printJson(cli.terminal, { ...made });
  else {
    cli.terminal.out(`Token ${made.tokenId}, until ${made.endsAt.slice(0, 10)}, shown this once:`);
    cli.terminal.out(made.token);
  }
  return exitCodes.done;
}

function readRights(text: string): readonly Right[] {
  const words = text.split(",").map((word) => word.trim());
  const rights = allRights.filter((right) => words.includes(right));
  if (rights.length === new Set(words).size) return rights;
  throw new UsageError(`There is no such right among ${text}.`, `There are: ${allRights.join(", ")}`);
}

async function revoke(cli: Cli, tokenId: number, options: TokenOptions): Promise<ExitCode> {
  await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    const facts = { token: tokenId, by: "command line" };
    const entry = { at: world.now(), who: cli.config.operator, act: "token.revoke", facts };
    await world.db.session(districtId, (session) =>
      session.write(async (tx) => {
        await revokeToken(tx, districtId, tokenId, undefined, entry.at);
        await writeAudit(tx, districtId, entry);
      }),
    );
  });
  if (options.json === true) printJson(cli.terminal, { tokenId, isRevoked: true });
  else cli.terminal.out(`Token ${tokenId} works no more.`);
  return exitCodes.done;
}
