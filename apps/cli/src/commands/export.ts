import path from "node:path";
import { exportDirectory } from "@muster/sync/directory/export-directory.ts";
import { type Command, InvalidArgumentError } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { exitCodes } from "../exit-code.ts";
import { printJson, printTable } from "../print.ts";
import { withWorld } from "../world.ts";

interface ExportOptions extends DistrictOption {
  readonly all?: boolean;
  readonly replace?: boolean;
  readonly asOf?: Date;
  readonly json?: boolean;
}

export function addExport(program: Command, cli: Cli): void {
  const command = program
    .command("export")
    .argument("<folder>", "where to; made when missing, files of an earlier export are replaced")
    .summary("write the directory as OneRoster 1.1 CSV")
    .description(
      "Writes orgs, users, classes and enrollments as OneRoster 1.1 CSV, and guardianships.csv beside them: what Muster holds, in files that others can read.",
    )
    .option("--all", "archived and ended records too, marked as deleted")
    .option("--as-of <time>", "as it was at that time: 2026-11-21, or 2026-11-21T07:30", readTime)
    .option("--replace", "write over files of the same names that Muster did not write")
    .option("--json", "print the list of files as JSON");
  addDistrictOption(command).action(
    action(cli, (folder: string, options: ExportOptions, _command: Command) => write(cli, folder, options)),
  );
}

async function write(cli: Cli, folder: string, options: ExportOptions) {
  return withWorld(cli, async (world) => {
    const { districtId, name } = await findDistrict(world, options);
    const files = await exportDirectory(world.db, {
      ...{ districtId, folder: path.resolve(folder), all: options.all === true },
      replaces: options.replace === true,
      ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
      onFile: ({ file }) => cli.progress.note(`Wrote ${file}`),
    });
    if (options.json === true)
      printJson(cli.terminal, { district: name, folder: path.resolve(folder), files });
    else
      printTable(
        cli.terminal,
        ["file", "rows"],
        files.map(({ file, rows }) => [file, rows]),
      );
    return exitCodes.done;
  });
}

/** A day means its beginning, in the time zone of this machine; so does a time without a zone. */
function readTime(text: string): Date {
  const form = /^\d{4}-\d{2}-\d{2}(?:[T ]\d{2}:\d{2}(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/;
  const time = new Date(text.length === 10 ? `${text}T00:00` : text.replace(" ", "T"));
  if (!form.test(text) || Number.isNaN(time.getTime()))
    throw new InvalidArgumentError("It is a day or a time, such as 2026-11-21 or 2026-11-21T07:30.");
  return time;
}
