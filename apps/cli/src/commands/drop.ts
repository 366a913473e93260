import { readFile } from "node:fs/promises";
import { openDropHostKey } from "@muster/server/drop/host-key.ts";
import type { SourceSetUp } from "@muster/sync/connection/connections.ts";
import {
  addDropKey,
  createDropAccount,
  removeDropKey,
  rotateDropPassword,
} from "@muster/sync/directory/drop-accounts.ts";
import { listDropAccounts } from "@muster/sync/directory/read-drop-accounts.ts";
import { orStorageFault } from "@muster/sync/disk/storage-fault.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { findSource } from "../source/find-source.ts";
import { UsageError } from "../usage-error.ts";
import { withWorld } from "../world.ts";

interface DropOptions extends DistrictOption {
  readonly json?: boolean;
  readonly password?: boolean;
  readonly label?: string;
}

/** Accounts of the hosted drop: how a district without a site of its own uploads to this Muster. */
export function addDrop(program: Command, cli: Cli): void {
  const group = program
    .command("drop")
    .summary("accounts for uploading to this Muster by SFTP")
    .description("Accounts for uploading to this Muster by SFTP. First: npx muster source add drop");
  const add = (usage: string, description: string): Command =>
    addDistrictOption(
      group
        .command(usage)
        .description(description)
        .argument("<source>", "the number of its source in the list", readNumber)
        .option("--json", "print it as JSON"),
    );
  add("open", "Makes the account and its password, which is shown once.")
    .option("--no-password", "keys alone shall sign in")
    .action(
      action(cli, (id: number, options: DropOptions, _command: Command) => openAccount(cli, id, options)),
    );
  add("show", "Shows login, fingerprint of the server, and keys.").action(
    action(cli, (id: number, options: DropOptions, _command: Command) => show(cli, id, options)),
  );
  add("password", "Makes a new password, shown once; the one before is worth nothing from then on.").action(
    action(cli, (id: number, options: DropOptions, _command: Command) => rotate(cli, id, options)),
  );
  add("add-key", "Lets a public key sign in.")
    .argument("<file>", "the public key, as in id_ed25519.pub")
    .option("--label <text>", "whose key it is", "")
    .action(
      action(cli, (id: number, file: string, options: DropOptions, _command: Command) =>
        addKey(cli, id, file, options),
      ),
    );
  add("remove-key", "Lets a key sign in no more.")
    .argument("<fingerprint>", "SHA256:…, as shown")
    .action(
      action(cli, (id: number, fingerprint: string, options: DropOptions, _command: Command) =>
        removeKey(cli, id, fingerprint, options),
      ),
    );
}

type OnDrop<T> = (world: RunWorld, source: SourceSetUp) => Promise<T>;

async function withDrop<T>(cli: Cli, id: number, options: DropOptions, work: OnDrop<T>): Promise<T> {
  return withWorld(cli, async (world) => {
    const source = await findSource(world, id, options);
    if (source.kind !== "drop")
      throw new UsageError(
        `Source ${id} is no drop: nobody uploads to it.`,
        "To make one: npx muster source add drop",
      );
    return work(world, source);
  });
}

async function openAccount(cli: Cli, id: number, options: DropOptions): Promise<ExitCode> {
  const made = await withDrop(cli, id, options, async ({ db, home, now }, place) => {
    const { login } = await createDropAccount(db, place, now());
    const password = options.password === false ? undefined : await rotateDropPassword(db, place, now());
    return { login, password, fingerprint: (await openDropHostKey(home)).fingerprint };
  });
  if (options.json === true) printJson(cli.terminal, { source: id, ...made });
  else {
    cli.terminal.out(`Login        ${made.login}`);
    cli.terminal.out(`Password     ${made.password ?? "none: add a key"}`);
    cli.terminal.out(`Server key   ${made.fingerprint}`);
    cli.terminal.out("The password is not kept anywhere and not shown again. Give both to the district,");
    cli.terminal.out("the server's key too: it is what their client shows at the first connection.");
  }
  return exitCodes.done;
}

async function show(cli: Cli, id: number, options: DropOptions): Promise<ExitCode> {
  const { account, fingerprint } = await withDrop(cli, id, options, async ({ db, home }, { districtId }) => ({
    account: (await listDropAccounts(db, districtId)).find(({ sourceId }) => sourceId === id),
    fingerprint: (await openDropHostKey(home)).fingerprint,
  }));
  if (options.json === true) printJson(cli.terminal, { source: id, account, fingerprint });
  else if (account === undefined)
    cli.terminal.out(`Source ${id} has no account yet: npx muster drop open ${id}`);
  else {
    cli.terminal.out(`Login        ${account.login}${account.isEnabled ? "" : " (shut)"}`);
    cli.terminal.out(`Server key   ${fingerprint}`);
    for (const key of account.keys) cli.terminal.out(`Key          ${key.fingerprint}  ${key.label}`);
  }
  return exitCodes.done;
}

async function rotate(cli: Cli, id: number, options: DropOptions): Promise<ExitCode> {
  const password = await withDrop(cli, id, options, ({ db, now }, place) =>
    rotateDropPassword(db, place, now()),
  );
  if (options.json === true) printJson(cli.terminal, { source: id, password });
  else cli.terminal.out(`Password     ${password}   (shown once)`);
  return exitCodes.done;
}

async function addKey(cli: Cli, id: number, file: string, options: DropOptions): Promise<ExitCode> {
  const text = await orStorageFault(readFile(file, "utf8"), file);
  const key = await withDrop(cli, id, options, ({ db, now }, place) =>
    addDropKey(db, place, { text, label: options.label ?? "" }, now()),
  );
  if (options.json === true) printJson(cli.terminal, { source: id, fingerprint: key.fingerprint });
  else cli.terminal.out(`Signs in from now on: ${key.fingerprint}`);
  return exitCodes.done;
}

async function removeKey(cli: Cli, id: number, fingerprint: string, options: DropOptions): Promise<ExitCode> {
  await withDrop(cli, id, options, ({ db }, place) => removeDropKey(db, place, fingerprint));
  if (options.json === true) printJson(cli.terminal, { source: id, fingerprint });
  else cli.terminal.out(`Signs in no more: ${fingerprint}`);
  return exitCodes.done;
}
