import { getSetting, type ListedSetting, listSettings, setSetting } from "@muster/sync/directory/settings.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson, printTable } from "../print.ts";
import { withWorld } from "../world.ts";

interface SettingOptions extends DistrictOption {
  readonly json?: boolean;
}

export function addSetting(program: Command, cli: Cli): void {
  const group = program
    .command("setting")
    .summary("limits, and what a sync may do")
    .description("The settings of a district: limits, and what a sync may do.");
  const add = (usage: string, description: string): Command =>
    addDistrictOption(
      group.command(usage).description(description).option("--json", "print the settings as JSON"),
    );
  add("list", "Lists every setting with its value.").action(
    action(cli, (options: SettingOptions, _command: Command) => list(cli, options)),
  );
  add("get <key>", "Shows one setting, and what it means.").action(
    action(cli, (key: string, options: SettingOptions, _command: Command) => get(cli, key, options)),
  );
  add("set <key> <value>", "Sets a setting. The next sync weighs again what it decides about.").action(
    action(cli, (key: string, value: string, options: SettingOptions, _command: Command) =>
      set(cli, key, value, options),
    ),
  );
}

async function list(cli: Cli, options: SettingOptions): Promise<ExitCode> {
  const settings = await withWorld(cli, async (world) =>
    listSettings(world.db, (await findDistrict(world, options)).districtId),
  );
  if (options.json === true) printJson(cli.terminal, { settings });
  else
    printTable(
      cli.terminal,
      ["setting", "value", "set by", "what it is"],
      settings.map((one) => [one.key, valueText(one.value), one.setBy ?? "", one.label]),
    );
  return exitCodes.done;
}

async function get(cli: Cli, key: string, options: SettingOptions): Promise<ExitCode> {
  const setting = await withWorld(cli, async (world) =>
    getSetting(world.db, (await findDistrict(world, options)).districtId, key),
  );
  if (options.json === true) printJson(cli.terminal, { setting });
  else for (const line of describe(setting)) cli.terminal.out(line);
  return exitCodes.done;
}

async function set(cli: Cli, key: string, value: string, options: SettingOptions): Promise<ExitCode> {
  const { before, after } = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return setSetting(world.db, districtId, key, value, cli.config.operator);
  });
  if (options.json === true) printJson(cli.terminal, { before, after });
  else cli.terminal.out(`${after.key}: ${valueText(before.value)} → ${valueText(after.value)}`);
  return exitCodes.done;
}

function describe({ key, value, label, help, expects, fallback, setBy, setAt }: ListedSetting): string[] {
  const since = setBy === undefined ? "not set" : `set by ${setBy} on ${setAt?.slice(0, 10)}`;
  return [
    `${key} = ${valueText(value)}  (${since}; without it ${valueText(fallback)})`,
    `${label}. ${help}`,
    `Takes: ${expects}`,
  ];
}

/** As it may be typed again. */
function valueText(value: ListedSetting["value"]): string {
  if (typeof value === "boolean") return value ? "on" : "off";
  return String(value);
}
