import { isCheckItem } from "@muster/rules/report/self-check/judge-items.ts";
import type { SourceSetUp } from "@muster/sync/connection/connections.ts";
import { Fault } from "@muster/sync/fault.ts";
import { checkSource, type SelfCheck } from "@muster/sync/run/self-check/check-source.ts";
import { enableSource } from "@muster/sync/run/self-check/enable-source.ts";
import { syncSource } from "@muster/sync/run/sync-source.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { type DistrictOption, findDistrict } from "../district-option.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";
import { readNumber } from "../read-number.ts";
import { findSource } from "../source/find-source.ts";
import { itemListLines, selfCheckLines } from "../source/self-check-lines.ts";
import { fetchProgress, withSourceWorld } from "../source/with-source-world.ts";
import { districtFlagFor, namingDistrict, shellWord } from "../typed-command.ts";
import { UsageError } from "../usage-error.ts";

interface CheckOptions extends DistrictOption {
  readonly json?: boolean;
  readonly item?: string;
}

interface EnableOptions extends DistrictOption {
  readonly json?: boolean;
  readonly anyway?: boolean;
  readonly reason?: string;
}

/** What is listed of one item at most; above that it is no list any more. */
const mostListed = 100_000;

/** `source check` and `source enable`: the self-check, at any time and as the gate before a source runs by itself. */
export function addSourceCheck(add: (usage: string, description: string) => Command, cli: Cli): void {
  add("check", "Counts what should be right before a source runs by itself. Changes nothing.")
    .argument("<source>", "its number in the list", readNumber)
    .option("--item <item>", "list everything that one item counted")
    .action(action(cli, (id: number, options: CheckOptions, _command: Command) => check(cli, id, options)));
  add("enable", "Checks a source, then lets it run by itself and when asked. It must have been looked at.")
    .argument("<source>", "its number in the list", readNumber)
    .option("--anyway", "also where the check says that something must be solved first; needs --reason")
    .option("--reason <text>", "why; it is kept")
    .action(action(cli, (id: number, options: EnableOptions, _command: Command) => enable(cli, id, options)));
}

async function check(cli: Cli, sourceId: number, options: CheckOptions): Promise<ExitCode> {
  const { item: id } = options;
  if (id !== undefined && !isCheckItem(id))
    throw new UsageError(`The check has no item ${id}.`, `npx muster source check ${sourceId} --json`);
  const { done, flag } = await withSourceWorld(cli, async (world) => {
    const { districtId } = await findSource(world, sourceId, options);
    const flag = await districtFlagFor(world, await findDistrict(world, options));
    const most = id === undefined ? undefined : mostListed;
    return { done: await checkSource(world, { districtId, sourceId }, most), flag };
  });
  const item = done.items.find((one) => one.id === id);
  if (options.json === true) printJson(cli.terminal, item === undefined ? { ...done } : { ...item });
  else
    for (const line of item === undefined ? selfCheckLines(done, flag) : itemListLines(item))
      cli.terminal.out(namingDistrict(line, options.district));
  return exitCodes.done;
}

async function enable(cli: Cli, sourceId: number, options: EnableOptions): Promise<ExitCode> {
  const anyway = reasonOf(options, sourceId);
  const { operator } = cli.config;
  const result = await withSourceWorld(cli, async (world) => {
    const source = await findSource(world, sourceId, options);
    const flag = await districtFlagFor(world, await findDistrict(world, options));
    const { districtId } = source;
    if (anyway === undefined && source.lookedAt !== undefined && source.joins === undefined) {
      const { run } = await checkSource(world, { districtId, sourceId });
      if (run === null) await planFirst(cli, world, source);
    }
    const { isEnabled, check } = await enableSource(world, { districtId, sourceId, operator, anyway });
    return { source, isEnabled, check, flag };
  });
  const { source, isEnabled, check, flag } = result;
  if (options.json === true)
    printJson(cli.terminal, { source: sourceId, state: isEnabled ? "enabled" : source.state, check });
  else
    for (const line of enabledLines(source, isEnabled, check, flag))
      cli.terminal.out(namingDistrict(line, options.district));
  return isEnabled ? exitCodes.done : exitCodes.held;
}

function reasonOf({ anyway, reason }: EnableOptions, sourceId: number): string | undefined {
  if (anyway !== true) return undefined;
  if (reason !== undefined && reason.trim() !== "") return reason.trim();
  throw new UsageError(
    "Going on anyway needs a reason.",
    `npx muster source enable ${sourceId} --anyway --reason TEXT`,
  );
}

/**
 * Fetches and seals a plan, which changes nothing, so that the check has something to count. What may be there later
 * (nothing has been uploaded yet, the server is down tonight) keeps nobody from enabling; the check says it.
 */
async function planFirst(
  cli: Cli,
  world: Parameters<typeof syncSource>[0],
  { districtId, sourceId }: SourceSetUp,
): Promise<void> {
  const onProgress = fetchProgress(cli);
  const { operator } = cli.config;
  try {
    await syncSource(world, { districtId, sourceId, operator, applies: false, onProgress });
  } catch (error) {
    if (!(error instanceof Fault) || error.retry === "never" || cli.interrupt.signal.aborted) throw error;
  } finally {
    cli.progress.end();
  }
}

function enabledLines(
  { sourceId, startsAt, joins }: SourceSetUp,
  isEnabled: boolean,
  check: SelfCheck,
  flag: string,
): readonly string[] {
  const lines = selfCheckLines(check, flag);
  if (!isEnabled)
    return [
      ...lines,
      "",
      `Source ${sourceId} is not enabled. Solve what must be solved, or say why not:`,
      `  npx muster source enable ${sourceId} --anyway --reason ${shellWord("…")}${flag}`,
    ];
  const when = startsAt === undefined ? "when asked" : `each day at ${startsAt}`;
  return [
    ...lines,
    "",
    `Source ${sourceId} runs ${joins === undefined ? when : `with source ${joins}`}. Nothing has been changed yet.`,
    ...(joins === undefined ? [`To run it now:  npx muster source run ${sourceId}${flag}`] : []),
  ];
}
