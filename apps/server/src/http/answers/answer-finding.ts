import type { allRoutes } from "@muster/api/all-routes.ts";
import type { causePartValue, problemRowValue } from "@muster/api/resource/finding.ts";
import { severityOrder } from "@muster/rules/check/finding.ts";
import { findingMessage } from "@muster/rules/report/message.ts";
import { groupMessage, type RootCause, rootCauses } from "@muster/rules/report/root-cause.ts";
import { toldCode } from "@muster/rules/report/told-code.ts";
import { toldRow } from "@muster/rules/report/told-row.ts";
import { type Operator, signatureOf } from "@muster/sync/access/operator.ts";
import type { Reader } from "@muster/sync/database/database.ts";
import { dayIn } from "@muster/sync/directory/district-day.ts";
import { readDistrictSettings } from "@muster/sync/directory/settings.ts";
import { Fault } from "@muster/sync/fault.ts";
import { readKeptOpen } from "@muster/sync/report/problems/open-findings.ts";
import { type LastTold, readLastTold, readProblemDays } from "@muster/sync/report/problems/problem-days.ts";
import { muteProblem, readMutes, unmuteProblem } from "@muster/sync/report/problems/problem-mutes.ts";
import {
  countProblemRows,
  type ProblemRow,
  type RowPlace,
  readProblemRows,
} from "@muster/sync/report/problems/problem-rows.ts";
import { problemsCsv } from "@muster/sync/report/problems/problems-csv.ts";
import {
  type ProblemGroup,
  readFileSizes,
  readLastLook,
  readProblemGroups,
} from "@muster/sync/report/problems/read-problems.ts";
import type { z } from "zod";
import type { Answers } from "../answer.ts";
import type { HttpWorld } from "../http-world.ts";

/** Answers about what is wrong with a district's files. */
export const answerFinding: Answers<(typeof allRoutes)["finding"]> = {
  listProblems: ({ world, operator }) =>
    reading(world, operator, async (tx, today) => {
      const { districtId, schoolIds } = operator;
      const groups = await readProblemGroups(tx, districtId, schoolIds);
      const causes = rootCauses(groups, await readFileSizes(tx, districtId));
      const mutes = new Map((await readMutes(tx, districtId, today.day)).map((mute) => [mute.code, mute]));
      const told = causes.map((cause) => ({
        ...causeItem(cause, world.now()),
        mute: mutes.get(cause.lead.code) ?? null,
      }));
      const muted = told.filter(({ mute }) => mute !== null).reduce((sum, { count }) => sum + count, 0);
      return {
        ...{ causes: told, counts: openCounts(told), muted, isOfSchools: schoolIds !== undefined },
        checked: (await readLastLook(tx, districtId)) ?? null,
      };
    }),

  listProblemRows: ({ world, operator, params, query }) => {
    assertKnown(params.code);
    return reading(world, operator, async (tx) => {
      const { after, limit, ...which } = query;
      const asked = { ...which, code: params.code, schoolIds: operator.schoolIds };
      const rows = await readProblemRows(tx, operator.districtId, {
        ...{ ...asked, limit: limit + 1, after: after === undefined ? undefined : placeFrom(after) },
      });
      const page = rows.slice(0, limit);
      const last = page.at(-1);
      return {
        items: page.map(rowItem),
        next: rows.length > limit && last !== undefined ? `${last.run}.${last.ordinal}` : null,
        total: await countProblemRows(tx, operator.districtId, asked),
      };
    });
  },

  exportProblems: async ({ world, operator, query }) => ({
    name: query.code === undefined ? "problems.csv" : `problems-${query.code}.csv`,
    chunks: problemsCsv(world.db, operator.districtId, { ...query, schoolIds: operator.schoolIds }),
  }),

  muteProblem: async ({ world, operator, params, body }) => {
    assertKnown(params.code);
    const mute = { code: params.code, by: signatureOf(operator), ...body };
    await world.db.session(operator.districtId, (session) =>
      session.write(async (tx) => {
        const today = await todayOf(tx, operator.districtId, world.now());
        await muteProblem(tx, operator.districtId, mute, { now: world.now(), today: today.day });
      }),
    );
    return { isDone: true };
  },

  unmuteProblem: async ({ world, operator, params }) => {
    assertKnown(params.code);
    await world.db.session(operator.districtId, (session) =>
      session.write((tx) => unmuteProblem(tx, operator.districtId, params.code)),
    );
    return { isDone: true };
  },

  showProblemDays: ({ world, operator, query }) =>
    reading(world, operator, async (tx, { zone, day }) => {
      const since = new Date(Date.parse(day) - (query.days - 1) * dayMs).toISOString().slice(0, 10);
      const counted = await readProblemDays(tx, operator.districtId, { zone, since, today: day });
      const days = daysItem(counted);
      // What a row says may be of another school: whoever sees certain schools is told a typical case.
      const told = operator.schoolIds === undefined ? days.codes : [];
      return { ...days, codes: wordsOfCodes(days.codes, await readLastTold(tx, operator.districtId, told)) };
    }),
};

const dayMs = 86_400_000;
/** So many lines are told apart in a plot. */
const mostCodes = 5;

interface Today {
  readonly zone: string;
  readonly day: string;
}

async function reading<T>(
  { db, now }: HttpWorld,
  { districtId }: Operator,
  read: (tx: Reader, today: Today) => Promise<T>,
): Promise<T> {
  return readKeptOpen(db, districtId, async (tx) => read(tx, await todayOf(tx, districtId, now())));
}

async function todayOf(tx: Reader, districtId: number, now: Date): Promise<Today> {
  const zone = (await readDistrictSettings(tx, districtId))["district.time-zone"];
  return { zone, day: dayIn(zone, now) };
}

/** @throws Fault as for an address that leads nowhere */
function assertKnown(code: string): void {
  if (toldCode(code)?.kind !== "finding")
    throw new Fault("request.path.unknown", "never", "there is no such finding");
}

function causeItem(cause: RootCause<ProblemGroup>, now: Date) {
  const { lead, follows, severity, count, message } = cause;
  const all = [lead, ...follows];
  const since = all.reduce((first, group) => (group.sinceRun < first.sinceRun ? group : first), lead);
  return {
    ...{ source: { sourceId: lead.source, name: lead.sourceName }, code: lead.code, file: lead.first.file },
    ...{ severity, count, message, since: since.since, sinceRun: since.sinceRun },
    daysOpen: Math.max(0, Math.floor((now.getTime() - Date.parse(since.since)) / dayMs)),
    run: Math.max(...all.map(({ run }) => run)),
    ...{ lead: partItem(lead), follows: follows.map(partItem) },
  };
}

function partItem(group: ProblemGroup): z.input<typeof causePartValue> {
  const { code, count, first } = group;
  return { code, count, file: first.file, severity: first.severity, what: groupMessage(group).what };
}

function openCounts(
  causes: readonly { readonly mute: object | null; readonly lead: Part; readonly follows: readonly Part[] }[],
) {
  const parts = causes.filter(({ mute }) => mute === null).flatMap(({ lead, follows }) => [lead, ...follows]);
  const count = (severity: string): number =>
    parts.filter((part) => part.severity === severity).reduce((sum, part) => sum + part.count, 0);
  return Object.fromEntries(severityOrder.map((severity) => [severity, count(severity)])) as Record<
    Part["severity"],
    number
  >;
}

type Part = z.input<typeof causePartValue>;

function rowItem({ run, sourceName, finding }: ProblemRow): z.input<typeof problemRowValue> {
  const { was, now, message } = toldRow(finding);
  const { code, severity, file, line, record, column, sourcedId } = finding;
  return {
    ...{ run, source: sourceName, code, severity, file, row: line ?? null, record: record ?? null },
    ...{ column: column ?? "", id: sourcedId ?? "", was, now, what: message.what },
  };
}

/** @throws Fault `request.value.invalid` */
function placeFrom(after: string): RowPlace {
  const [, run, ordinal] = /^(\d{1,9})\.(\d{1,9})$/.exec(after) ?? [];
  if (run === undefined || ordinal === undefined)
    throw new Fault("request.value.invalid", "never", "no page begins there", {
      ...{ where: "query.after", problem: "it is not the next of a page" },
    });
  return { run: Number(run), ordinal: Number(ordinal) };
}

function daysItem(
  counted: readonly { readonly day: string; readonly code: string; readonly count: number }[],
) {
  const byCode = Map.groupBy(
    counted.filter(({ code }) => code !== ""),
    ({ code }) => code,
  );
  const most = [...byCode]
    .map(([code, some]) => ({ code, sum: some.reduce((sum, { count }) => sum + count, 0) }))
    .sort((a, b) => b.sum - a.sum || (a.code < b.code ? -1 : 1))
    .slice(0, mostCodes)
    .map(({ code }) => code);
  const days = [...Map.groupBy(counted, ({ day }) => day)].map(([day, some]) => ({
    day,
    total: some.reduce((sum, { count }) => sum + count, 0),
    byCode: Object.fromEntries(
      some.filter(({ code }) => most.includes(code)).map(({ code, count }) => [code, count]),
    ),
  }));
  return { days, codes: most };
}

/** What each code is about, as it was told last; else as its page tells it. */
function wordsOfCodes(codes: readonly string[], told: readonly LastTold[]) {
  const last = new Map(told.map((one) => [one.first.code as string, findingMessage(one.first, one).what]));
  return codes.map((code) => ({ code, what: last.get(code) ?? toldCode(code)?.message.what ?? code }));
}
