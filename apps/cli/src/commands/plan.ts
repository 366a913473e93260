import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption } from "../district-option.ts";
import { exitCodeOfPlan } from "../exit-code.ts";
import { addUploadOptions, type SyncOptions, syncUpload } from "../sync-upload.ts";

export function addPlan(program: Command, cli: Cli): void {
  const command = program
    .command("plan")
    .argument("<folder|zip>", "roster files as they came")
    .summary("seal a plan and change nothing")
    .description(
      "Reads the files and seals a plan of every change. The directory stays as it is until the plan is applied by its hash.",
    )
    .option("--json", "print the plan as JSON");
  addDistrictOption(addUploadOptions(command)).action(
    action(cli, async (path: string, options: SyncOptions, _command: Command) =>
      exitCodeOfPlan(await syncUpload(cli, { path, applies: false }, options)),
    ),
  );
}
