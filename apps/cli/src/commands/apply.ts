import type { SliceChoice } from "@muster/rules/plan/slice-choice.ts";
import { approveCommand } from "@muster/rules/report/approve-command.ts";
import { keptWordText } from "@muster/rules/report/second-person-words.ts";
import type { District } from "@muster/sync/directory/districts.ts";
import { readPlanSchools } from "@muster/sync/directory/plan/plan-schools.ts";
import { approvePlan } from "@muster/sync/run/approve-plan.ts";
import { findPlan } from "@muster/sync/run/plan-row.ts";
import type { RunWorld, SyncResult } from "@muster/sync/run/sync-request.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { exitCodeOfOutcome } from "../exit-code.ts";
import { printResult } from "../print-result.ts";
import { readNumber } from "../read-number.ts";
import { readSliceWords, sliceForm } from "../slice-words.ts";
import { districtFlag, districtFlagFor, shellWord } from "../typed-command.ts";
import { UsageError } from "../usage-error.ts";
import { withWorld } from "../world.ts";

interface ApplyOptions extends DistrictOption {
  readonly approve?: boolean;
  readonly reason?: string;
  readonly only?: readonly string[];
  readonly except?: readonly string[];
  readonly confirm?: number;
  readonly json?: boolean;
}

export function addApply(program: Command, cli: Cli): void {
  const command = program
    .command("apply")
    .argument("<plan-hash>", "the plan's hash, or its first digits (six or more)")
    .summary("apply a sealed plan, or what of it waits")
    .description(
      "Applies this plan and no other. What is held goes only with --approve and a reason, which stay in the journal. A plan that newer data or another change has overtaken is refused.",
    )
    .option("--approve", "let what is held go as well")
    .option("--reason <text>", "why, in your words; needed with --approve")
    .option("--only <part>", `apply this part alone, may be repeated: ${sliceForm}`, gather)
    .option("--except <part>", "leave this part waiting, may be repeated", gather)
    .option(
      "--confirm <number>",
      "how many records leave or end; needed where that is a large part",
      readNumber,
    )
    .option("--json", "print the result as JSON");
  addDistrictOption(command).action(
    action(cli, (hash: string, options: ApplyOptions, _command: Command) => apply(cli, hash, options)),
  );
}

async function apply(cli: Cli, hash: string, options: ApplyOptions) {
  const approve = options.approve === true;
  if (approve && (options.reason ?? "").trim() === "")
    throw new UsageError(
      "An approval needs a reason, so that others can see later why it was given.",
      `npx muster ${sameApproval(hash, options)}${districtFlag(options.district ?? "", options.district === undefined)}`,
    );
  if (options.only !== undefined && options.except !== undefined)
    throw new UsageError("--only and --except cannot be used together.", "--only <part>, or --except <part>");
  return withWorld(cli, async (world) => {
    const district = await findDistrict(world, options);
    const { districtId } = district;
    const result = await approvePlan(world, {
      ...{ districtId, hash: hash.toLowerCase(), operator: cli.config.operator },
      ...{ approve, reason: options.reason, choice: await readChoice(world, districtId, hash, options) },
      confirmed: options.confirm,
    });
    cli.progress.end();
    await tellApplied(cli, world, district, result, options);
    return exitCodeOfOutcome(result.outcome);
  });
}

/** The word of the first of two has changed nothing: it is told in two lines, without the report of a run. */
async function tellApplied(
  cli: Cli,
  world: RunWorld,
  district: District,
  result: SyncResult,
  options: ApplyOptions,
): Promise<void> {
  const { lacks, plan } = result;
  const isJson = options.json === true;
  if (lacks === undefined || plan === undefined || isJson)
    return printResult(cli, world, district, result, { isJson, more: { lacks: lacks ?? null } });
  cli.terminal.out(cli.terminal.strong(keptWordText(lacks)));
  const flag = await districtFlagFor(world, district);
  cli.terminal.out(`Somebody else goes on:  npx muster ${sameApproval(plan.hash, options)}${flag}`);
}

/** The same word with a reason of its own: of the same part, and with the number that was typed. */
function sameApproval(hash: string, { only = [], except = [], confirm }: ApplyOptions): string {
  const part = [...only.map((one) => ["--only", one]), ...except.map((one) => ["--except", one])];
  return [
    approveCommand(hash, confirm, "…"),
    ...part.map(([name, one = ""]) => `${name} ${shellWord(one)}`),
  ].join(" ");
}

function gather(part: string, before: readonly string[] = []): readonly string[] {
  return [...before, part];
}

/** What is meant by --only or --except, in the plan's own schools; undefined where neither was written. */
async function readChoice(
  world: RunWorld,
  districtId: number,
  hash: string,
  { only, except }: ApplyOptions,
): Promise<SliceChoice | undefined> {
  const written = only ?? except;
  if (written === undefined) return undefined;
  const schools = await world.db.session(districtId, (session) =>
    session.read(async (tx) => {
      const { planId } = await findPlan(tx, districtId, hash.toLowerCase());
      return readPlanSchools(tx, districtId, planId);
    }),
  );
  return {
    mode: only === undefined ? "except" : "only",
    parts: written.map((text) => readSliceWords(text, schools)),
  };
}
