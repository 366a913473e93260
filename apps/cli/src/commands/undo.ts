import { formatCount } from "@muster/rules/report/number-words.ts";
import { type UndoResult, undoRun } from "@muster/sync/run/undo-run.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { exitCodeOfOutcome, exitCodeOfPlan } from "../exit-code.ts";
import { printResult } from "../print-result.ts";
import { readNumber } from "../read-number.ts";
import { withWorld } from "../world.ts";

interface UndoOptions extends DistrictOption {
  readonly apply?: boolean;
  readonly json?: boolean;
}

export function addUndo(program: Command, cli: Cli): void {
  const command = program
    .command("undo")
    .argument("<run>", "the number of the run to take back, as `run list` shows it", readNumber)
    .summary("show how a run would be taken back; --apply does it")
    .description(
      "Makes a new plan that takes back what a run changed. What somebody changed since then stays as it is, and is named.",
    )
    .option("--apply", "do it")
    .option("--json", "print the plan as JSON");
  addDistrictOption(command).action(
    action(cli, (runId: number, options: UndoOptions, _command: Command) => undo(cli, runId, options)),
  );
}

async function undo(cli: Cli, runId: number, options: UndoOptions) {
  const applies = options.apply === true;
  const isJson = options.json === true;
  return withWorld(cli, async (world) => {
    const district = await findDistrict(world, options);
    const { districtId } = district;
    const result = await undoRun(world, { districtId, runId, operator: cli.config.operator, applies });
    cli.progress.end();
    const { conflicts, outcome } = result;
    await printResult(cli, world, district, result, {
      ...{ isJson, isPlanOnly: !applies, more: { conflicts } },
      next: [
        ...conflictLines(result),
        ...(outcome === "held" ? [`To take it back:  npx muster undo ${runId} --apply`] : []),
      ],
    });
    return applies ? exitCodeOfOutcome(result.outcome) : exitCodeOfPlan(result.outcome);
  });
}

/** So many are named; the rest is counted, and all of them are in the JSON. */
const shown = 20;

function conflictLines({ conflicts }: UndoResult): readonly string[] {
  if (conflicts.length === 0) return [];
  const rest = conflicts.length - shown;
  return [
    `Stays as it is, because somebody changed it after that run (${formatCount(conflicts.length)}):`,
    ...conflicts
      .slice(0, shown)
      .map(({ type, recordId, field }) => `  ${type} m-${recordId}${field === "record" ? "" : `, ${field}`}`),
    ...(rest > 0 ? [`  and ${formatCount(rest)} more (--json has all)`] : []),
    "",
  ];
}
