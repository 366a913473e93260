import { shortHash } from "@muster/rules/report/short-hash.ts";
import { type ListedRun, listRuns, showRun } from "@muster/sync/directory/runs.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { clockTime } from "../clock-time.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson, printTable } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { reportRun } from "../run/report-run.ts";
import { shownRunLines } from "../run/shown-run-lines.ts";
import { districtFlagFor } from "../typed-command.ts";
import { withWorld } from "../world.ts";

interface RunOptions extends DistrictOption {
  readonly json?: boolean;
  readonly csv?: string;
}

export function addRun(program: Command, cli: Cli): void {
  const group = program
    .command("run")
    .summary("what was done, when and why")
    .description("Runs: every sync, plan, approval, undo and edit of a district.");
  const add = (usage: string, description: string): Command =>
    addDistrictOption(group.command(usage).description(description).option("--json", "print it as JSON"));
  add("list", "Lists the newest runs.").action(
    action(cli, (options: RunOptions, _command: Command) => list(cli, options)),
  );
  add("show", "Shows one run: its plan in numbers, what was held and who let it through, what was found.")
    .argument("<run>", "the number of the run", readNumber)
    .action(action(cli, (run: number, options: RunOptions, _command: Command) => show(cli, run, options)));
  add("report", "Prints every finding and every change of a run, each with its place.")
    .argument("<run>", "the number of the run", readNumber)
    .option("--csv <file>", "write the changes to this file, and the findings to another beside it")
    .action(
      action(cli, (run: number, options: RunOptions, _command: Command) =>
        withWorld(cli, async (world) =>
          reportRun(cli, world, await findDistrict(world, options), run, {
            isJson: options.json === true,
            csv: options.csv,
          }),
        ),
      ),
    );
}

async function list(cli: Cli, options: RunOptions): Promise<ExitCode> {
  const runs = await withWorld(cli, async (world) =>
    listRuns(world.db, (await findDistrict(world, options)).districtId),
  );
  if (options.json === true) printJson(cli.terminal, { runs });
  else if (runs.length === 0) cli.terminal.out("There is no run yet.");
  else
    printTable(
      cli.terminal,
      ["run", "kind", "started", "outcome", "applied", "waiting", "plan", "by"],
      runs.map((run) => [
        ...[run.run, run.kind, clockTime(run.startedAt), outcomeText(run), run.applied, waitingText(run)],
        ...[shortHash(run.planHash ?? ""), run.operator],
      ]),
    );
  return exitCodes.done;
}

function outcomeText({ outcome, state, stage, undoneBy }: ListedRun): string {
  const text = outcome ?? `${state}: ${stage}`;
  return undoneBy === null ? text : `${text} by ${undoneBy}`;
}

/** What a newer plan has taken the place of, or the roster has left behind, waits no longer. */
function waitingText({ waiting, planState, isStale }: ListedRun): number {
  return planState === "superseded" || isStale ? 0 : waiting;
}

async function show(cli: Cli, run: number, options: RunOptions): Promise<ExitCode> {
  const { shown, flag } = await withWorld(cli, async (world) => {
    const district = await findDistrict(world, options);
    const flag = await districtFlagFor(world, district);
    return { shown: await showRun(world.db, district.districtId, run), flag };
  });
  if (options.json === true) printJson(cli.terminal, { ...shown });
  else {
    for (const line of shownRunLines(shown)) cli.terminal.out(line);
    cli.terminal.out(`\nTo read every change and finding:  npx muster run report ${run}${flag}`);
  }
  return exitCodes.done;
}
