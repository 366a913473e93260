import { createWriteStream } from "node:fs";
import path from "node:path";
import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type { Finding } from "@muster/rules/check/finding.ts";
import { changeSentence } from "@muster/rules/report/change-words.ts";
import { findingMessage } from "@muster/rules/report/message.ts";
import { messageText } from "@muster/rules/report/message-text.ts";
import type { District } from "@muster/sync/directory/districts.ts";
import { changesCsv, findingsCsv } from "@muster/sync/directory/report-csv.ts";
import { type RunChange, runChanges, runFindings } from "@muster/sync/directory/run-changes.ts";
import { showRun } from "@muster/sync/directory/runs.ts";
import { orOutputFault } from "@muster/sync/disk/output-fault.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { startFindingTally } from "../check/finding-tally.ts";
import type { Cli } from "../cli.ts";
import { type ExitCode, exitCodes } from "../exit-code.ts";
import { printJson, schemaVersion } from "../print.ts";
import { whileHeard } from "../while-heard.ts";
import { shownRunLines } from "./shown-run-lines.ts";

/** Prints all there is to say about a run: every finding and every change, as lines, as JSON or as tables in files. */
export async function reportRun(
  cli: Cli,
  world: RunWorld,
  { districtId }: District,
  run: number,
  manner: { readonly isJson: boolean; readonly csv: string | undefined },
): Promise<ExitCode> {
  const shown = await showRun(world.db, districtId, run);
  const findings = () => whileHeard(cli.terminal, runFindings(world.db, districtId, run));
  const changes = () => whileHeard(cli.terminal, runChanges(world.db, districtId, run));
  if (manner.csv !== undefined) {
    const file = path.resolve(manner.csv);
    const { dir, name, ext } = path.parse(file);
    const beside = path.join(dir, `${name}-findings${ext}`);
    await writeText(file, changesCsv(world.db, districtId, run));
    await writeText(beside, findingsCsv(world.db, districtId, run));
    if (manner.isJson) printJson(cli.terminal, { run, files: [file, beside] });
    else for (const written of [file, beside]) cli.terminal.out(written);
  } else if (manner.isJson) await printDocument(cli, run, findings(), changes());
  else {
    for (const line of shownRunLines(shown)) cli.terminal.out(line);
    await printFindings(cli, findings);
    await printChanges(cli, changes());
  }
  return exitCodes.done;
}

function writeText(file: string, chunks: AsyncGenerator<string>): Promise<void> {
  return orOutputFault(pipeline(Readable.from(chunks), createWriteStream(file)), file);
}

/** Every kind of finding at length, and then where each single one is. */
async function printFindings(cli: Cli, findings: () => AsyncIterable<Finding>): Promise<void> {
  const tally = startFindingTally();
  for await (const finding of findings()) tally.add(finding);
  const groups = tally.groups();
  for (const { first, count, files } of groups) {
    cli.terminal.out("");
    for (const line of messageText(findingMessage(first, { count, files }), cli.terminal.outWidth()))
      cli.terminal.out(line);
  }
  if (groups.every(({ count }) => count === 1)) return;
  cli.terminal.out("\nFindings one by one:");
  for await (const finding of findings()) cli.terminal.out(placeLine(finding));
}

function placeLine({ code, severity, file, line, column, sourcedId }: Finding): string {
  const row = line === undefined ? "" : `, row ${line}`;
  const cell = column === undefined ? "" : `, column ${column}`;
  return `  ${severity.padEnd(9)}${code}  ${file}${row}${cell}${sourcedId === undefined ? "" : `, ID ${sourcedId}`}`;
}

async function printChanges(cli: Cli, changes: AsyncIterable<RunChange>): Promise<void> {
  let printed = 0;
  for await (const change of changes) {
    if (printed === 0) cli.terminal.out("\nChanges:");
    printed += 1;
    const standing = change.standing === "applied" ? "" : `[${change.standing}] `;
    cli.terminal.out(`  ${standing}${changeSentence(change)}`);
  }
}

/** The document is written as it is read: a district's first run has hundreds of thousands of changes. */
async function printDocument(
  cli: Cli,
  run: number,
  findings: AsyncIterable<Finding>,
  changes: AsyncIterable<RunChange>,
): Promise<void> {
  cli.terminal.out(`{"schemaVersion":${schemaVersion},"run":${run},"findings":[`);
  await printItems(cli, findings);
  cli.terminal.out(`],"changes":[`);
  await printItems(cli, changes);
  cli.terminal.out("]}");
}

async function printItems(cli: Cli, items: AsyncIterable<unknown>): Promise<void> {
  let before = "";
  for await (const item of items) {
    cli.terminal.out(`${before}${JSON.stringify(item)}`);
    before = ",";
  }
}
