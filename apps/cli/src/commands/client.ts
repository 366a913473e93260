import { allScopes, type Scope } from "@muster/oneroster/provider/operations.ts";
import { servicePaths } from "@muster/oneroster/rest/dialect.ts";
import {
  bothWorkHours,
  type ClientSecret,
  type ListedClient,
  listClients,
  makeClient,
  revokeClient,
  rotateClient,
} from "@muster/sync/access/api-clients.ts";
import { writeAudit } from "@muster/sync/access/audit.ts";
import type { Transaction } from "@muster/sync/database/database.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson, printTable } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { UsageError } from "../usage-error.ts";
import { withWorld } from "../world.ts";

interface ClientOptions extends DistrictOption {
  readonly json?: boolean;
  readonly scopes?: string;
}

/** Which other systems read a district's directory by OneRoster REST. */
export function addClient(program: Command, cli: Cli): void {
  const group = program
    .command("client")
    .summary("other systems that read the directory")
    .description(
      "Systems that read the directory of a district by OneRoster REST, each with a secret of its own.",
    );
  const command = (usage: string, description: string): Command =>
    addDistrictOption(group.command(usage).description(description).option("--json", "print it as JSON"));
  command("create", "Lets a system read the directory. Its secret is shown this once.")
    .argument("<name>", "what it is: Library")
    .option("--scopes <scopes>", `what it may read, with commas: ${allScopes.join(", ")}; all unless told`)
    .action(
      action(cli, (name: string, options: ClientOptions, _command: Command) => create(cli, name, options)),
    );
  command("list", "Lists the systems that may read, and when each did last.").action(
    action(cli, (options: ClientOptions, _command: Command) => list(cli, options)),
  );
  command("rotate", `Makes a new secret. The one before works for another ${bothWorkHours} hours.`)
    .argument("<client>", "its number in the list", readNumber)
    .action(
      action(cli, (client: number, options: ClientOptions, _command: Command) =>
        rotate(cli, client, options),
      ),
    );
  command("revoke", "Ends a system's access at once.")
    .argument("<client>", "its number in the list", readNumber)
    .action(
      action(cli, (client: number, options: ClientOptions, _command: Command) =>
        revoke(cli, client, options),
      ),
    );
}

/** Does something with the clients of a district, and writes down who did. */
function change<T>(
  cli: Cli,
  options: ClientOptions,
  act: string,
  work: (tx: Transaction, districtId: number, now: Date) => Promise<T>,
  clientOf: (done: T) => number,
): Promise<T> {
  return withWorld(cli, async ({ db, now, ...world }) => {
    const { districtId } = await findDistrict({ db, now, ...world }, options);
    return db.session(districtId, (session) =>
      session.write(async (tx) => {
        const done = await work(tx, districtId, now());
        const entry = { at: now(), who: cli.config.operator, act, facts: { client: clientOf(done) } };
        await writeAudit(tx, districtId, entry);
        return done;
      }),
    );
  });
}

async function create(cli: Cli, name: string, options: ClientOptions): Promise<ExitCode> {
  const scopes = readScopes(options.scopes);
  const made = await change(
    cli,
    options,
    "client.make",
    (tx, districtId, now) => makeClient(tx, districtId, { name, scopes }, cli.config.operator, now),
    ({ client }) => client,
  );
  tellSecret(cli, options, made);
  return exitCodes.done;
}

function readScopes(written: string | undefined): readonly Scope[] {
  const words = (written ?? "").split(",").flatMap((word) => (word.trim() === "" ? [] : [word.trim()]));
  return words.map((word) => {
    const scope = allScopes.find((known) => known === word || known === `${word}.readonly`);
    if (scope !== undefined) return scope;
    throw new UsageError(`There is no scope named ${word}.`, `There are: ${allScopes.join(", ")}`);
  });
}

function tellSecret(cli: Cli, options: ClientOptions, { client, clientId, secret }: ClientSecret): void {
  if (options.json === true) {
    printJson(cli.terminal, { client, clientId, secret });
    return;
  }
  const lines = [
    `Client ${client}. What the other system needs, the secret shown this once:`,
    "",
    `  client id      ${clientId}`,
    `  client secret  ${secret}`,
    `  OneRoster 1.2  https://<your Muster>${servicePaths["1.2"]}`,
    `  OneRoster 1.1  https://<your Muster>${servicePaths["1.1"]}`,
    `  tokens         either address with /token behind it (OAuth 2.0 client credentials)`,
  ];
  for (const line of lines) cli.terminal.out(line);
}

async function list(cli: Cli, options: ClientOptions): Promise<ExitCode> {
  const clients = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return world.db.session(districtId, (session) => session.read((tx) => listClients(tx, districtId)));
  });
  if (options.json === true) printJson(cli.terminal, { clients });
  else if (clients.length === 0)
    cli.terminal.out("No other system reads this directory. To let one:  npx muster client create <name>");
  else
    printTable(
      cli.terminal,
      ["client", "name", "client id", "made", "last used", "state"],
      clients.map((one) => [
        ...[String(one.client), one.name, one.clientId, one.madeAt.slice(0, 10)],
        ...[one.usedAt?.slice(0, 10) ?? "never", stateText(one)],
      ]),
    );
  return exitCodes.done;
}

function stateText({ revokedAt, rotatedAt }: ListedClient): string {
  if (revokedAt !== null) return `revoked on ${revokedAt.slice(0, 10)}`;
  return rotatedAt === null ? "may read" : `may read, new secret on ${rotatedAt.slice(0, 10)}`;
}

async function rotate(cli: Cli, client: number, options: ClientOptions): Promise<ExitCode> {
  const made = await change(
    cli,
    options,
    "client.rotate",
    (tx, districtId, now) => rotateClient(tx, districtId, client, now),
    () => client,
  );
  tellSecret(cli, options, made);
  if (options.json !== true) cli.terminal.out(`The secret before works for another ${bothWorkHours} hours.`);
  return exitCodes.done;
}

async function revoke(cli: Cli, client: number, options: ClientOptions): Promise<ExitCode> {
  await change(
    cli,
    options,
    "client.revoke",
    (tx, districtId, now) => revokeClient(tx, districtId, client, now),
    () => client,
  );
  if (options.json === true) printJson(cli.terminal, { client, isRevoked: true });
  else cli.terminal.out(`Client ${client} reads no longer.`);
  return exitCodes.done;
}
