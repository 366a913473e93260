import type { allRoutes } from "@muster/api/all-routes.ts";
import { countSeries } from "@muster/rules/report/home/count-words.ts";
import { findingMessage } from "@muster/rules/report/message.ts";
import { counted } from "@muster/rules/report/number-words.ts";
import { compareWords } from "@muster/rules/report/run-words.ts";
import { keptWordText } from "@muster/rules/report/second-person-words.ts";
import { fieldWord } from "@muster/rules/report/wording/record-words.ts";
import { type Operator, signatureOf, speakerOf } from "@muster/sync/access/operator.ts";
import { dayIn } from "@muster/sync/directory/district-day.ts";
import { changesCsv, findingsCsv } from "@muster/sync/directory/report-csv.ts";
import { showRun } from "@muster/sync/directory/runs.ts";
import { readDistrictSettings } from "@muster/sync/directory/settings.ts";
import { compareRuns } from "@muster/sync/report/compare-runs.ts";
import { readCountDays } from "@muster/sync/report/count-days.ts";
import { readOutcomeDays } from "@muster/sync/report/home-facts.ts";
import { readRunPage } from "@muster/sync/report/run-page.ts";
import { readRunReport } from "@muster/sync/report/run-report.ts";
import { assertUndoes } from "@muster/sync/report/undo-plan.ts";
import { approvePlan } from "@muster/sync/run/approve-plan.ts";
import type { RunWorld } from "@muster/sync/run/sync-request.ts";
import { undoRun } from "@muster/sync/run/undo-run.ts";
import type { Answers } from "../answer.ts";
import type { HttpWorld } from "../http-world.ts";
import { reportAnswer } from "./run-report-answer.ts";
import { nounOf, tellRun } from "./run-told.ts";

/** What an undo keeps is told record by record up to here; the rest is counted. */
const mostKept = 200;

/** Answers about runs. */
export const answerRun: Answers<(typeof allRoutes)["run"]> = {
  listRuns: async ({ world, operator, query }) => {
    const { districtId, schoolIds } = operator;
    const { items, next, total } = await readRunPage(world.db, {
      ...{ districtId, schoolIds, outcome: query.outcome, kind: query.kind, sourceId: query.source },
      ...{ before: placeOf(query.after), limit: query.limit },
    });
    return {
      items: items.map((run) => ({ ...run, says: tellRun(run, schoolIds !== undefined).headline })),
      ...{ next: next === undefined ? null : String(next), total },
    };
  },
  listDays: async ({ world, operator, query }) => {
    const { districtId } = operator;
    return world.db.session(districtId, (session) =>
      session.read(async (tx) => {
        const zone = (await readDistrictSettings(tx, districtId))["district.time-zone"];
        const today = dayIn(zone, world.now());
        return { days: [...(await readOutcomeDays(tx, districtId, { zone, today }, query.days))] };
      }),
    );
  },
  listCounts: async ({ world, operator, query }) => {
    const { districtId, schoolIds } = operator;
    return world.db.session(districtId, (session) =>
      session.read(async (tx) => {
        const zone = (await readDistrictSettings(tx, districtId))["district.time-zone"];
        const clock = { zone, today: dayIn(zone, world.now()), many: query.days };
        const days = await readCountDays(tx, districtId, schoolIds, clock);
        return { days: [...days], series: [...countSeries()] };
      }),
    );
  },
  compareRuns: async ({ world, operator, query }) => {
    const runs = { before: query.a, after: query.b };
    const compared = await compareRuns(world.db, operator.districtId, runs, operator.schoolIds);
    return comparedAnswer(compared);
  },
  showRun: async ({ world, operator, params }) => {
    const { districtId, schoolIds } = operator;
    return reportAnswer(await readRunReport(world.db, districtId, params.run, schoolIds), schoolIds);
  },
  runChangesCsv: async ({ world, operator, params }) => {
    await assertRun(world, operator, params.run);
    const chunks = changesCsv(world.db, operator.districtId, params.run, operator.schoolIds);
    return { name: `changes-of-run-${params.run}.csv`, chunks };
  },
  runFindingsCsv: async ({ world, operator, params }) => {
    await assertRun(world, operator, params.run);
    const chunks = findingsCsv(world.db, operator.districtId, params.run, operator.schoolIds);
    return { name: `findings-of-run-${params.run}.csv`, chunks };
  },
  lookAtUndo: async ({ world, operator, params }) => {
    const request = { ...by(operator), runId: params.run, applies: false };
    const { run, plan, held, conflicts } = await undoRun(runWorld(world), request);
    const counts = plan?.counts ?? {};
    const says =
      held === 0
        ? "Nothing of this run is left to take back."
        : `${counted(held, "change")} would be taken back. Nothing has been changed yet.`;
    return {
      ...{ run, plan: held === 0 ? null : (plan?.hash ?? null), says, changes: held, counts },
      ...{ kept: keptRecords(conflicts).slice(0, mostKept), keptTotal: keptRecords(conflicts).length },
    };
  },
  applyUndo: async ({ world, operator, params, body }) => {
    await assertUndoes(world.db, operator.districtId, params.run, body.plan);
    const reason = `undo of run ${params.run}`;
    const approval = { ...speakerOf(operator), hash: body.plan, approve: true, reason };
    const { run, outcome, applied, lacks } = await approvePlan(runWorld(world), approval);
    if (lacks !== undefined) return { run, outcome, applied, says: keptWordText(lacks) };
    const says = `${counted(applied, "change")} taken back and verified. The undo is a run of its own: it can be taken back too.`;
    return { run, outcome, applied, says };
  },
};

function by(operator: Operator): { readonly districtId: number; readonly operator: string } {
  return { districtId: operator.districtId, operator: signatureOf(operator) };
}

function runWorld({ db, home, keys, now }: HttpWorld): RunWorld {
  return { db, home, keys, now, onStep: () => undefined };
}

/** A place in the list is the number of a run; anything else begins at its end. */
function placeOf(after: string | undefined): number | undefined {
  const place = Number(after);
  return after !== undefined && Number.isSafeInteger(place) && place > 0
    ? Math.min(place, 2 ** 31 - 1)
    : undefined;
}

/** An unknown run is answered before a file has begun. */
async function assertRun(world: HttpWorld, operator: Operator, run: number): Promise<void> {
  await showRun(world.db, operator.districtId, run, operator.schoolIds);
}

type Conflicts = Awaited<ReturnType<typeof undoRun>>["conflicts"];

/** One line a record, with the fields that stay. */
function keptRecords(conflicts: Conflicts) {
  const records = Map.groupBy(conflicts, ({ type, recordId }) => `${type}/${recordId}`);
  return [...records.values()].flatMap((fields) => {
    const [first] = fields;
    if (first === undefined) return [];
    const { type, name, recordId, because } = first;
    const told = new Set(fields.map(({ field }) => field).filter((field) => field !== "record"));
    return [{ type, noun: nounOf(type), name, recordId, because, fields: [...told].map(fieldWord) }];
  });
}

function comparedAnswer({ before, after, groups, findings, files }: Awaited<ReturnType<typeof compareRuns>>) {
  const sum = (key: "added" | "gone" | "same"): number => groups.reduce((all, group) => all + group[key], 0);
  const totals = { added: sum("added"), gone: sum("gone"), same: sum("same") };
  const says = compareWords(before, after, totals);
  return {
    ...{ before, after, says, totals, files: [...files] },
    groups: groups.map((group) => ({ ...group, noun: nounOf(group.type) })),
    findings: findings.map((one) => ({
      ...one,
      what: whatOf(one.code, one.severity, one.after || one.before),
    })),
  };
}

/** What a code says in general; its facts are those of no row. */
function whatOf(code: string, severity: string, count: number): string {
  const nowhere = { line: undefined, record: undefined, column: undefined, sourcedId: undefined };
  const finding = { code, severity, file: "", ...nowhere, facts: {} } as unknown as Parameters<
    typeof findingMessage
  >[0];
  return findingMessage(finding, { count, files: [] }).what;
}
