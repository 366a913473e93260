import { type RecordType, recordTypes } from "@muster/rules/model/entities.ts";
import type { Counts } from "@muster/rules/plan/tally.ts";
import { reportLines } from "@muster/rules/report/report.ts";
import type { District } from "@muster/sync/directory/districts.ts";
import { readToConfirm } from "@muster/sync/directory/plan/read-to-confirm.ts";
import { readSliceCounts } from "@muster/sync/gate/read-slice-counts.ts";
import type { RunWorld, SyncResult } from "@muster/sync/run/sync-request.ts";
import type { Cli } from "./cli.ts";
import { printJson } from "./print.ts";
import { districtFlagFor } from "./typed-command.ts";

/** How a command wants its result told. */
export interface ResultManner {
  readonly isJson: boolean;
  /** Only a plan was asked for. */
  readonly isPlanOnly?: boolean;
  /** The run that was to be taken back. */
  readonly undoes?: number;
  /** What to type next, where the command knows better than the outcome. */
  readonly next?: readonly string[];
  /** Fields of the document that only this command has. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Prints what came of a run on a district: the report for people, or the stable document for programs. */
export async function printResult(
  cli: Cli,
  world: RunWorld,
  district: District,
  result: SyncResult,
  manner: ResultManner,
): Promise<void> {
  if (manner.isJson) {
    const document = resultDocument(result, district.name, await readActive(world, district));
    printJson(cli.terminal, { ...document, ...manner.more });
    return;
  }
  const flag = await districtFlagFor(world, district);
  const report = {
    ...result,
    ...{ district: district.name, schoolNames: await readSchoolNames(world, district) },
    toConfirm: await readTyped(world, district, result),
    isPlanOnly: manner.isPlanOnly === true,
    ...(manner.undoes === undefined ? {} : { undoes: manner.undoes }),
    ...(manner.next === undefined ? {} : { next: manner.next }),
  };
  const lines = reportLines(report, cli.terminal.outWidth());
  for (const [index, line] of lines.entries())
    cli.terminal.out(index === 0 ? cli.terminal.strong(line) : withDistrict(line, flag));
}

/** How many leave or end of what waits, where whoever approves it has to type that. */
async function readTyped(
  world: RunWorld,
  { districtId }: District,
  { plan, held }: SyncResult,
): Promise<number | undefined> {
  if (plan === undefined || held === 0) return undefined;
  return world.db.read(districtId, (tx) => readToConfirm(tx, districtId, plan.hash));
}

/** A command that is to be typed next must work as it stands: among several districts it names the one meant. */
function withDistrict(line: string, flag: string): string {
  return line.replace(/^To .*npx muster (?:apply|undo|run) .*$/, (command) => `${command}${flag}`);
}

/**
 * The JSON of a run. `plan` is always there with every record type: where nothing was planned (the same files again,
 * or files that were refused) its hash is null and everything is kept.
 */
export function resultDocument(
  result: SyncResult,
  district: string,
  active: Readonly<Record<string, number>>,
): Readonly<Record<string, unknown>> {
  const { outcome, run, plan, gates, findings, timings, applied, held } = result;
  const { first, ...numbers } = findings;
  return {
    ...{ outcome, district, run },
    plan: { hash: plan?.hash ?? null, counts: plan?.counts ?? keptCounts(active) },
    ...{ applied, held },
    gates: gates.map((gate) => ({
      code: gate.code,
      slice:
        gate.slice === undefined
          ? null
          : {
              type: gate.slice.type,
              schoolId: gate.slice.schoolId,
              kind: gate.slice.kind,
              part: gate.slice.part,
            },
      ...{ observed: gate.observed, limit: gate.limit, verdict: "hold", facts: gate.facts },
    })),
    findings: { ...numbers, first },
    timings,
  };
}

function keptCounts(active: Readonly<Record<string, number>>): Counts {
  const kept = (type: RecordType) => ({
    create: 0,
    update: 0,
    archive: 0,
    restore: 0,
    keep: active[type] ?? 0,
  });
  return Object.fromEntries(recordTypes.map((type) => [type, kept(type)])) as Counts;
}

async function readActive(
  world: RunWorld,
  { districtId }: District,
): Promise<Readonly<Record<string, number>>> {
  return world.db.session(districtId, (session) =>
    session.read(async (tx) => (await readSliceCounts(tx, districtId)).totals),
  );
}

async function readSchoolNames(
  world: RunWorld,
  { districtId }: District,
): Promise<ReadonlyMap<number, string>> {
  return world.db.session(districtId, (session) =>
    session.read(async (tx) => {
      const rows = await tx.query<{ school_id: number; name: string }>(
        "select school_id, name from school where district_id = $1",
        [districtId],
      );
      return new Map(rows.map((row) => [row.school_id, row.name]));
    }),
  );
}
