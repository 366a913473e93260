import { messageText } from "@muster/rules/report/message-text.ts";
import { counted, formatBytes } from "@muster/rules/report/number-words.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { clockTime } from "../clock-time.ts";
import { type DiedRun, type Examination, examine } from "../doctor/examine.ts";
import type { DatabaseFacts, DistrictFacts, LastRun } from "../doctor/read-database-facts.ts";
import { exitCodes } from "../exit-code.ts";
import { printJson } from "../print.ts";

export function addDoctor(program: Command, cli: Cli): void {
  program
    .command("doctor")
    .summary("what is there, and whether it works")
    .description(
      "Looks at versions, home, database, disk, keys, districts and plans that wait. Shows no secrets.",
    )
    .option("--json", "print it as JSON")
    .action(
      action(cli, async (options: { readonly json?: boolean }, _command: Command) => {
        const found = await examine(cli);
        if (options.json === true) printJson(cli.terminal, { ...found });
        else for (const line of examinationLines(found, cli.terminal.outWidth())) cli.terminal.out(line);
        return found.trouble === undefined ? exitCodes.done : exitCodes.ourFailure;
      }),
    );
}

function examinationLines(found: Examination, width: number): readonly string[] {
  const { versions, home, disk, database, diedRuns, keysReadable } = found;
  const free = `${formatBytes(disk.freeBytes)} free of ${formatBytes(disk.totalBytes)}`;
  return [
    line("Muster", `${versions.muster}, Node ${versions.node}, ${versions.system}`),
    line("Home", home.exists ? home.path : `${home.path} (nothing there yet: the first sync makes it)`),
    line("Disk", free),
    ...(keysReadable === undefined ? [] : [line("Keys", keysReadable ? "readable" : "not readable")]),
    ...(database === undefined ? [] : databaseLines(database, diedRuns)),
    "",
    ...endLines(found, width),
  ];
}

/** What is to be done; that everything works is said only where no run has died. */
function endLines({ trouble, diedRuns }: Examination, width: number): readonly string[] {
  if (trouble !== undefined) return messageText(trouble, width);
  if (diedRuns.length === 0) return ["Everything that was looked at works."];
  return diedRuns.flatMap(({ district, run, stage }) => [
    `Run ${run} of ${district} died. The last step it told of was: ${stage}. Its process was killed, or went with the machine.`,
    "  A run that dies before it has an outcome has changed nothing. The next run of the district closes it.",
  ]);
}

function databaseLines(
  { kind, server, settings, districts }: DatabaseFacts,
  died: readonly DiedRun[],
): readonly string[] {
  const where = kind === "embedded" ? "embedded" : "given by DATABASE_URL";
  const values = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return [
    line("Database", `PostgreSQL ${server}, ${where}`),
    line("", values.join(", ")),
    line("Districts", districts.length === 0 ? "none yet" : counted(districts.length, "district")),
    ...districts.flatMap((district) =>
      districtLines(
        district,
        died.some(({ district: name, run }) => name === district.name && run === district.lastRun?.run),
      ),
    ),
  ];
}

function districtLines({ name, lastRun, pendingPlans }: DistrictFacts, hasDied: boolean): readonly string[] {
  const run = lastRun === undefined ? "no run yet" : lastRunText(lastRun, hasDied);
  return [
    line("", `${name}: ${run}`),
    ...pendingPlans.map(({ hash, waiting, sealedAt, isStale }) =>
      line(
        "",
        `  plan ${shortHash(hash)} of ${clockTime(sealedAt)}: ${counted(waiting, "change")} ${isStale ? "not applied, and out of date: sync again" : "waiting"}`,
      ),
    ),
  ];
}

function lastRunText({ run, kind, outcome, startedAt }: LastRun, hasDied: boolean): string {
  const standing = hasDied ? "died" : "under way";
  return `last run ${run} (${kind}) ${outcome ?? standing} at ${clockTime(startedAt)}`;
}

function line(label: string, text: string): string {
  return `${label.padEnd(11)}${text}`;
}
