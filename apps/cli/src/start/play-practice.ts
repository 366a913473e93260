import { readFile } from "node:fs/promises";
import path from "node:path";
import { approveCommand } from "@muster/rules/report/approve-command.ts";
import type { PracticeDay } from "@muster/sandbox/practice.ts";
import { livePracticeDay, practiceFolder, practiceName } from "@muster/server/practice/live-practice.ts";
import { createDistrict, type District } from "@muster/sync/directory/districts.ts";
import { listRuns } from "@muster/sync/directory/runs.ts";
import type { RunWorld, SyncResult } from "@muster/sync/run/sync-request.ts";
import type { Cli } from "../cli.ts";
import { printResult } from "../print-result.ts";

/** Only the practice district is there, and its two days were not both lived through. */
export async function isUnfinishedPractice(
  world: RunWorld,
  districts: readonly District[],
): Promise<boolean> {
  const [only, other] = districts;
  if (only === undefined || other !== undefined || only.name !== practiceName) return false;
  return (await listRuns(world.db, only.districtId, 2)).length < 2;
}

/** Makes a district of made-up people, syncs its Monday and its Tuesday, and shows what came of each. */
export async function playPractice(cli: Cli, world: RunWorld, known: District | undefined): Promise<void> {
  const { out, strong } = cli.terminal;
  const district = known ?? (await createDistrict(world.db, practiceName));
  out(strong(`Welcome to Muster. ${practiceName}: three schools of made-up people, in ${cli.config.home}`));
  out("");
  out("Monday: the first files arrive.");
  await liveThrough(cli, world, district, "monday");
  out("");
  out("Tuesday: some children joined and some left. The export also lost a third of one school, and one row");
  out("names a class that is not there. Watch what Muster does with each.");
  const tuesday = await liveThrough(cli, world, district, "tuesday");
  out("");
  for (const line of nextLines(tuesday, await studentLeftOut(cli, tuesday))) out(line);
}

async function liveThrough(
  cli: Cli,
  world: RunWorld,
  district: District,
  day: PracticeDay,
): Promise<SyncResult> {
  cli.terminal.out(`  npx muster sync ${practiceFolder(cli.config.home, day)}`);
  cli.terminal.out("");
  const result = await livePracticeDay(world, district, day, cli.config.operator);
  cli.progress.end();
  await printResult(cli, world, district, result, { isJson: false });
  return result;
}

/** The student and the class of the row that points nowhere, to ask `why` about. */
async function studentLeftOut(
  cli: Cli,
  { findings }: SyncResult,
): Promise<{ readonly student: string; readonly cls: string } | undefined> {
  const finding = findings.first.find(({ code }) => code === "enrollment.class.missing");
  if (finding?.line === undefined) return undefined;
  const text = await readFile(path.join(practiceFolder(cli.config.home, "tuesday"), finding.file), "utf8");
  const [header = "", ...rows] = text.split(/\r?\n/);
  const cells = rows[finding.line - 2]?.split(",") ?? [];
  const student = cells[header.split(",").indexOf("userSourcedId")];
  return student === undefined ? undefined : { student, cls: String(finding.facts.classSourcedId) };
}

function nextLines(
  tuesday: SyncResult,
  leftOut: { readonly student: string; readonly cls: string } | undefined,
): readonly string[] {
  const hash = tuesday.plan?.hash;
  const reason = "The school has confirmed it";
  // Eleven of one school are far from a large part of the district: nobody has to type how many they are.
  const approval = hash === undefined ? [] : [`  npx muster ${approveCommand(hash, undefined, reason)}`];
  return [
    "What to type next:",
    "  npx muster run list",
    `  npx muster run report ${tuesday.run}`,
    ...(leftOut === undefined ? [] : [`  npx muster why ${leftOut.student} --class ${leftOut.cls}`]),
    ...(tuesday.held > 0 ? approval : []),
    `  npx muster undo ${tuesday.run}`,
    '  npx muster district create "My district"   and then: npx muster sync <folder> --district "My district"',
    "  npx muster help",
  ];
}
