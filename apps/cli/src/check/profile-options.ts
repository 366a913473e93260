import type { ReadProfile } from "@muster/oneroster/csv/read-profile.ts";
import { allSettings } from "@muster/rules/setting/all-settings.ts";
import type { Setting } from "@muster/rules/setting/setting.ts";
import { type Command, InvalidArgumentError, Option } from "commander";

/** How the files are to be read, where no district's settings are at hand. */
export interface ProfileOptions {
  readonly encoding: ReadProfile["encoding"];
  readonly dates: ReadProfile["dates"];
  readonly listSeparator: ReadProfile["listSeparator"];
}

/** The settings of a district that say how its files are read, as options. */
export function addProfileOptions(command: Command): Command {
  return command
    .addOption(settingOption("--encoding <name>", allSettings["files.encoding"]))
    .addOption(settingOption("--dates <form>", allSettings["files.dates"]))
    .addOption(settingOption("--list-separator <character>", allSettings["files.list-separator"]));
}

function settingOption<T>(flags: string, { label, expects, fallback, parse }: Setting<T>): Option {
  return new Option(flags, `${label}: ${expects.replaceAll(", ", " or ")}`)
    .default(fallback)
    .argParser((written) => {
      const value = parse(written);
      if (value === undefined) throw new InvalidArgumentError(`It takes: ${expects}`);
      return value;
    });
}
