import { messageText } from "@muster/rules/report/message.ts";
import { counted, formatBytes } from "@muster/rules/report/number-words.ts";
import type { Command } from "commander";
import { action } from "../action.ts";
import type { Cli } from "../cli.ts";
import { type Examination, examine } from "../doctor/examine.ts";
import type { DatabaseFacts, DistrictFacts } from "../doctor/read-database-facts.ts";
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
        else for (const line of examinationLines(found)) cli.terminal.out(line);
        return found.trouble === undefined ? exitCodes.done : exitCodes.ourFailure;
      }),
    );
}

function examinationLines(found: Examination): readonly string[] {
  const { versions, home, disk, database, keysReadable, trouble } = found;
  const free = `${formatBytes(disk.freeBytes)} free of ${formatBytes(disk.totalBytes)}`;
  return [
    line("Muster", `${versions.muster}, Node ${versions.node}, ${versions.system}`),
    line("Home", home.exists ? home.path : `${home.path} (nothing there yet: the first sync makes it)`),
    line("Disk", free),
    ...(keysReadable === undefined ? [] : [line("Keys", keysReadable ? "readable" : "not readable")]),
    ...(database === undefined ? [] : databaseLines(database)),
    "",
    ...(trouble === undefined ? ["Everything that was looked at works."] : messageText(trouble)),
  ];
}

function databaseLines({ kind, server, settings, districts }: DatabaseFacts): readonly string[] {
  const where = kind === "embedded" ? "embedded" : "given by DATABASE_URL";
  const values = Object.entries(settings).map(([name, value]) => `${name} ${value}`);
  return [
    line("Database", `PostgreSQL ${server}, ${where}`),
    line("", values.join(", ")),
    line("Districts", districts.length === 0 ? "none yet" : counted(districts.length, "district")),
    ...districts.flatMap(districtLines),
  ];
}

function districtLines({ name, lastRun, pendingPlans }: DistrictFacts): readonly string[] {
  const run =
    lastRun === undefined
      ? "no run yet"
      : `last run ${lastRun.run} (${lastRun.kind}) ${lastRun.outcome ?? "under way"} at ${lastRun.startedAt}`;
  return [
    line("", `${name}: ${run}`),
    ...pendingPlans.map(({ hash, waiting, sealedAt }) =>
      line("", `  plan ${hash.slice(0, 12)} of ${sealedAt}: ${counted(waiting, "change")} waiting`),
    ),
  ];
}

function line(label: string, text: string): string {
  return `${label.padEnd(11)}${text}`;
}
