import type { Command } from "commander";
import { action } from "../action.ts";
import { checkUpload } from "../check/check-upload.ts";
import { checkDocument, printCheck } from "../check/print-check.ts";
import { addProfileOptions, type ProfileOptions } from "../check/profile-options.ts";
import type { Cli } from "../cli.ts";
import { exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";

interface CheckOptions extends ProfileOptions {
  readonly json?: boolean;
}

export function addCheck(program: Command, cli: Cli): void {
  const command = program
    .command("check")
    .argument("<folder|zip>", "roster files to look at")
    .summary("validate files offline")
    .description(
      "Reads every row and follows every reference within the files. Needs no database and no account; nothing is stored or sent.",
    )
    .option("--json", "print the findings as JSON");
  addProfileOptions(command).action(
    action(cli, async (path: string, options: CheckOptions, _command: Command) => {
      const report = await checkUpload(cli, path, options);
      if (options.json === true) printJson(cli.terminal, checkDocument(report));
      else printCheck(cli.terminal, report);
      return report.isRejected ? exitCodes.inputRejected : exitCodes.done;
    }),
  );
}
