import type { Outcome } from "@muster/rules/model/outcome.ts";
import { keptLines } from "@muster/rules/report/kept-lines.ts";
import { keptWordText } from "@muster/rules/report/second-person-words.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { undoRun } from "@muster/sync/run/undo-run.ts";
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
      "Makes a new plan that takes back what a run changed. What was changed since then stays as it is, and is named.",
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
    const { conflicts, outcome, lacks, plan } = result;
    const typed =
      lacks === undefined
        ? typedNext(outcome, runId, result.run)
        : [
            keptWordText(lacks),
            `To go on, somebody else types:  npx muster apply ${shortHash(plan?.hash ?? "")} --approve --reason "…"`,
          ];
    await printResult(cli, world, district, result, {
      ...{ isJson, isPlanOnly: !applies, undoes: runId, more: { conflicts } },
      next: nextLines(keptLines(conflicts), typed),
    });
    return applies ? exitCodeOfOutcome(result.outcome) : exitCodeOfPlan(result.outcome);
  });
}

function nextLines(kept: readonly string[], typed: readonly string[]): readonly string[] {
  return kept.length > 0 && typed.length > 0 ? [...kept, "", ...typed] : [...kept, ...typed];
}

function typedNext(outcome: Outcome, undone: number, run: number): readonly string[] {
  if (outcome === "held") return [`To take it back:  npx muster undo ${undone} --apply`];
  return outcome === "applied" ? [`To take this back:  npx muster undo ${run}`] : [];
}
