import { readFile } from "node:fs/promises";
import { type DropHostKeys, openDropHostKeys } from "@muster/server/drop/host-key.ts";
import {
  addDropKey,
  createDropAccount,
  removeDropKey,
  rotateDropPassword,
} from "@muster/sync/directory/drop-accounts.ts";
import { listDropAccounts } from "@muster/sync/directory/read-drop-accounts.ts";
import { orStorageFault } from "@muster/sync/disk/storage-fault.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption } from "../district-option.ts";
import { accountLines } from "../drop/account-lines.ts";
import { withDrop } from "../drop/with-drop.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { namingDistrict } from "../typed-command.ts";
import { addHostKey } from "./drop-host-key.ts";
import { addDropSet } from "./drop-set.ts";

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
  add("show", "Shows the login, who last used it, its keys, and the fingerprints of the server.").action(
    action(cli, (id: number, options: DropOptions, _command: Command) => show(cli, id, options)),
  );
  addHostKey(group, cli);
  add("password", "Makes a new password, shown once; the one before is worth nothing from then on.").action(
    action(cli, (id: number, options: DropOptions, _command: Command) => rotate(cli, id, options)),
  );
  addKeys(add, cli);
  addDropSet(add, cli);
}

function addKeys(add: (usage: string, description: string) => Command, cli: Cli): void {
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

async function openAccount(cli: Cli, id: number, options: DropOptions): Promise<ExitCode> {
  const made = await withDrop(cli, id, options, async ({ db, home, now }, place) => {
    const { login } = await createDropAccount(db, place, now());
    const password = options.password === false ? undefined : await rotateDropPassword(db, place, now());
    return { login, password, ...fingerprintsOf(await openDropHostKeys(home)) };
  });
  if (options.json === true) printJson(cli.terminal, { source: id, ...made });
  else {
    cli.terminal.out(`Login        ${made.login}`);
    cli.terminal.out(`Password     ${made.password ?? "none: add a key"}`);
    for (const line of keyLines(made)) cli.terminal.out(line);
    if (made.password !== undefined)
      cli.terminal.out("The password is not kept anywhere and not shown again.");
    cli.terminal.out(
      "Give all of it to the district, the server's keys too: the first is what their client shows",
    );
    cli.terminal.out(
      "at the first connection, the next one takes its place some day. Both should be noted now.",
    );
  }
  return exitCodes.done;
}

async function show(cli: Cli, id: number, options: DropOptions): Promise<ExitCode> {
  const shown = await withDrop(cli, id, options, async ({ db, home }, { districtId }) => ({
    account: (await listDropAccounts(db, districtId)).find(({ sourceId }) => sourceId === id),
    ...fingerprintsOf(await openDropHostKeys(home)),
  }));
  const { account } = shown;
  if (options.json === true) printJson(cli.terminal, { source: id, ...shown });
  else if (account === undefined)
    cli.terminal.out(
      namingDistrict(`Source ${id} has no account yet: npx muster drop open ${id}`, options.district),
    );
  else for (const line of [...accountLines(account), ...keyLines(shown)]) cli.terminal.out(line);
  return exitCodes.done;
}

interface Fingerprints {
  readonly fingerprint: string;
  readonly nextFingerprint: string;
}

function fingerprintsOf({ current, next }: DropHostKeys): Fingerprints {
  return { fingerprint: current.fingerprint, nextFingerprint: next.fingerprint };
}

function keyLines({ fingerprint, nextFingerprint }: Fingerprints): readonly string[] {
  return [`Server key   ${fingerprint}`, `Next key     ${nextFingerprint}`];
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
