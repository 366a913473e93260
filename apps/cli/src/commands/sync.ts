import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption } from "../district-option.ts";
import { exitCodeOfOutcome } from "../exit-code.ts";
import { addUploadOptions, type SyncOptions, syncUpload } from "../sync-upload.ts";

export function addSync(program: Command, cli: Cli): void {
  const command = program
    .command("sync")
    .argument("<folder|zip>", "roster files as they came, OneRoster 1.1 or 1.2 CSV or Connect's three files")
    .summary("plan a sync, and apply what may be applied")
    .description(
      "Reads the files, plans every change and applies what is safe. What looks wrong waits for you; nothing is lost by waiting.",
    )
    .option("--json", "print the result as JSON");
  addDistrictOption(addUploadOptions(command)).action(
    action(cli, async (path: string, options: SyncOptions, _command: Command) =>
      exitCodeOfOutcome(await syncUpload(cli, { path, applies: true }, options)),
    ),
  );
}
