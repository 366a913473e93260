import { changeDropAccount, type DropChoices } from "@muster/sync/directory/drop-accounts.ts";
import { listDropAccounts } from "@muster/sync/directory/read-drop-accounts.ts";
import { type Command, InvalidArgumentError } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import type { DistrictOption } from "../district-option.ts";
import { accountLines } from "../drop/account-lines.ts";
import { withDrop } from "../drop/with-drop.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { UsageError } from "../usage-error.ts";

interface SetOptions extends DistrictOption {
  readonly json?: boolean;
  readonly room?: number;
  readonly readBack?: boolean;
  readonly from?: readonly string[];
  readonly shut?: boolean;
}

/** `drop set`: what a district may do with its account. A service that runs goes by it at the next request. */
export function addDropSet(add: (usage: string, description: string) => Command, cli: Cli): void {
  add(
    "set",
    "Changes how much room an account has, what may be read back, from where it signs in, or shuts it.",
  )
    .option("--room <size>", "how much all files together may take, such as 500MiB or 8GiB", readSize)
    .option("--read-back", "files may be downloaded again")
    .option("--no-read-back", "files go in and not out again, as it is unless told")
    .option("--from <addresses>", "addresses and networks, with commas between; everywhere for all", readFrom)
    .option("--shut", "nobody signs in")
    .option("--no-shut", "opens it again")
    .action(action(cli, (id: number, options: SetOptions, _command: Command) => set(cli, id, options)));
}

const units: ReadonlyMap<string, number> = new Map([
  ["mib", 1024 ** 2],
  ["gib", 1024 ** 3],
]);

/** @throws InvalidArgumentError for anything but a whole number of MiB or GiB */
function readSize(text: string): number {
  const [, number = "", unit = ""] = /^([1-9]\d{0,6}) ?([MG]iB)$/i.exec(text.trim()) ?? [];
  const bytes = Number(number) * (units.get(unit.toLowerCase()) ?? 0);
  if (bytes === 0) throw new InvalidArgumentError("It is a size such as 500MiB or 8GiB.");
  return bytes;
}

function readFrom(text: string): readonly string[] {
  return text.trim() === "everywhere" ? [] : text.split(",").map((one) => one.trim());
}

async function set(cli: Cli, id: number, options: SetOptions): Promise<ExitCode> {
  const { room, readBack, from, shut } = options;
  const choices: Partial<DropChoices> = {
    ...(room === undefined ? {} : { quotaBytes: room }),
    ...(readBack === undefined ? {} : { isWriteOnly: !readBack }),
    ...(from === undefined ? {} : { allowedAddresses: from }),
    ...(shut === undefined ? {} : { isEnabled: !shut }),
  };
  if (Object.keys(choices).length === 0)
    throw new UsageError("Say what shall be changed.", "npx muster drop set --help");
  const account = await withDrop(cli, id, options, async ({ db }, place) => {
    await changeDropAccount(db, place, choices);
    return (await listDropAccounts(db, place.districtId)).find(({ sourceId }) => sourceId === id);
  });
  if (options.json === true) printJson(cli.terminal, { source: id, account });
  else if (account !== undefined) for (const line of accountLines(account)) cli.terminal.out(line);
  return exitCodes.done;
}
