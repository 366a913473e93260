import type { District } from "@muster/sync/directory/districts.ts";
import { readToConfirm } from "@muster/sync/directory/plan/read-to-confirm.ts";
import { type WhyAnswer, why } from "@muster/sync/directory/why.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { addDistrictOption, type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { districtFlagFor } from "../typed-command.ts";
import { proposedPlans, whyLines } from "../why/why-lines.ts";
import { withWorld } from "../world.ts";

interface WhyOptions extends DistrictOption {
  readonly class?: string;
  readonly field?: string;
  readonly json?: boolean;
}

export function addWhy(program: Command, cli: Cli): void {
  const command = program
    .command("why")
    .argument(
      "<person|class|sourcedId>",
      "a sourcedId, our id (m-12), a student number, a class code or a name",
    )
    .summary("why somebody is, or is not, in a class")
    .description(
      "Tells why somebody or something is in the directory as it is, with file and row, or at which step it was dropped.",
    )
    .option("--class <class>", "why this person is, or is not, in that class")
    .option("--field <field>", "why this field of the person is what it is: email, mobile, language …")
    .option("--json", "print the answer as JSON");
  addDistrictOption(command).action(
    action(cli, (who: string, options: WhyOptions, _command: Command) => ask(cli, who, options)),
  );
}

async function ask(cli: Cli, who: string, options: WhyOptions): Promise<ExitCode> {
  const { answer, flag, typed } = await withWorld(cli, async (world) => {
    const district = await findDistrict(world, options);
    const asked = {
      ...{ districtId: district.districtId, who },
      ...(options.class === undefined ? {} : { classroom: options.class }),
      ...(options.field === undefined ? {} : { field: options.field }),
    };
    const answer = await why(world, asked);
    const typed = await readTyped(world, district, proposedPlans(answer));
    return { answer, typed, flag: await districtFlagFor(world, district) };
  });
  if (options.json === true) printJson(cli.terminal, { ...answer });
  else
    for (const [index, line] of whyLines(answer, flag, typed).entries())
      cli.terminal.out(index === 0 ? cli.terminal.strong(line) : line);
  return isUnclear(answer) ? exitCodes.usage : exitCodes.done;
}

/** Of each plan how many leave or end, where whoever approves it has to type that. */
async function readTyped(
  world: RunWorld,
  { districtId }: District,
  hashes: readonly string[],
): Promise<ReadonlyMap<string, number | undefined>> {
  const typed = new Map<string, number | undefined>();
  for (const hash of hashes)
    typed.set(hash, await world.db.read(districtId, (tx) => readToConfirm(tx, districtId, hash)));
  return typed;
}

/** Several bear what was written: the question has to be asked again. */
function isUnclear(answer: WhyAnswer): boolean {
  return answer.kind === "several" || (answer.kind === "person" && answer.classroom?.kind === "several");
}
