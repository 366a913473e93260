import { listSeasons, removeSeason, addSeason as saveSeason } from "@muster/sync/schedule/seasons.ts";
import { type Command, Option } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson, printTable } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { withWorld } from "../world.ts";

interface SeasonOptions extends DistrictOption {
  readonly json?: boolean;
  readonly mode: "frozen" | "additions-only";
  readonly from: string;
  readonly to: string;
  readonly note?: string;
}

export function addSeason(program: Command, cli: Cli): void {
  const group = program
    .command("season")
    .summary("times of the year in which the roster is handled otherwise")
    .description(
      "Seasons: frozen, when nothing is synced; additions-only, when every removal waits for a person.",
    );
  const add = (usage: string, description: string): Command =>
    addDistrictOption(group.command(usage).description(description));
  add("list", "Lists the seasons of a district.")
    .option("--json", "print it as JSON")
    .action(action(cli, (options: SeasonOptions, _command: Command) => list(cli, options)));
  add("add", "Adds a season; both days belong to it.")
    .addOption(
      new Option("--mode <mode>", "what is done in it")
        .choices(["frozen", "additions-only"])
        .makeOptionMandatory(),
    )
    .requiredOption("--from <day>", "its first day, as 2026-06-15")
    .requiredOption("--to <day>", "its last day")
    .option("--note <text>", "what it is")
    .action(action(cli, (options: SeasonOptions, _command: Command) => save(cli, options)));
  add("remove", "Removes a season.")
    .argument("<season>", "the number of the season", readNumber)
    .action(
      action(cli, (season: number, options: SeasonOptions, _command: Command) =>
        remove(cli, season, options),
      ),
    );
}

async function list(cli: Cli, options: SeasonOptions): Promise<ExitCode> {
  const seasons = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    return world.db.session(districtId, (session) => session.read((tx) => listSeasons(tx, districtId)));
  });
  if (options.json === true) printJson(cli.terminal, { seasons });
  else if (seasons.length === 0) cli.terminal.out("There is no season: the roster is synced all year.");
  else
    printTable(
      cli.terminal,
      ["season", "mode", "from", "to", "note", "set by"],
      seasons.map((one) => [one.seasonId, one.mode, one.startsOn, one.endsOn, one.note, one.setBy]),
    );
  return exitCodes.done;
}

async function save(cli: Cli, options: SeasonOptions): Promise<ExitCode> {
  const season = await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    const { mode, from, to, note = "" } = options;
    const wanted = { mode, startsOn: from, endsOn: to, note, setBy: cli.config.operator };
    return world.db.session(districtId, (session) =>
      session.write((tx) => saveSeason(tx, districtId, wanted, world.now().toISOString())),
    );
  });
  cli.terminal.out(`Season ${season}: ${options.mode} from ${options.from} to ${options.to}.`);
  return exitCodes.done;
}

async function remove(cli: Cli, seasonId: number, options: SeasonOptions): Promise<ExitCode> {
  await withWorld(cli, async (world) => {
    const { districtId } = await findDistrict(world, options);
    await world.db.session(districtId, (session) =>
      session.write((tx) => removeSeason(tx, districtId, seasonId)),
    );
  });
  cli.terminal.out("Removed.");
  return exitCodes.done;
}
