import type { allRoutes } from "@muster/api/all-routes.ts";
import type { SampleReason } from "@muster/rules/plan/choose-samples.ts";
import { sampleReasonWords } from "@muster/rules/report/sample-words.ts";
import { shortHash } from "@muster/rules/report/short-hash.ts";
import { comparePlans } from "@muster/sync/directory/plan/compare-plans.ts";
import { readListedPlan } from "@muster/sync/directory/plan/list-plans.ts";
import { readChoices } from "@muster/sync/directory/plan/plan-choices.ts";
import { planCsv } from "@muster/sync/directory/plan/plan-csv.ts";
import { countLines, type LineFilter, readLines } from "@muster/sync/directory/plan/plan-lines.ts";
import { readSamples } from "@muster/sync/directory/plan/read-samples.ts";
import type { Answers } from "../answer.ts";
import { explainChange } from "./plan-change-told.ts";
import { type Asker, openLines, readOf as read } from "./plan-lines-asked.ts";
import { tellChange, tellCompared } from "./plan-told.ts";

type Answering = Answers<(typeof allRoutes)["change"]>;
type AskedFilter = Parameters<Answering["exportPlanChanges"]>[0]["query"];

/** Answers about the changes of a plan, one by one. */
export const answerChange: Answering = {
  listPlanChoices: async ({ world, operator, params }) => {
    const scope = await openLines({ world, operator }, params.plan);
    const { grades, classes, teachers } = await read({ world, operator }, (tx) => readChoices(tx, scope));
    return { grades: [...grades], classes: [...classes], teachers: [...teachers] };
  },
  comparePlans: async ({ world, operator, params }) => {
    const scope = await openLines({ world, operator }, params.plan);
    const other = await openLines({ world, operator }, params.other);
    const { planId, schoolIds } = other;
    return read({ world, operator }, async (tx) =>
      tellCompared(
        await readListedPlan(tx, operator.districtId, planId, schoolIds),
        await comparePlans(tx, scope, planId),
      ),
    );
  },
  listPlanChanges: async ({ world, operator, params, query }) => {
    const scope = await openLines({ world, operator }, params.plan);
    const filter = await filterOf({ world, operator }, query);
    const after = Number.parseInt(query.after ?? "0", 10) || 0;
    const start = query.from === undefined ? { after } : { from: query.from };
    const { items, total } = await read({ world, operator }, async (tx) => ({
      total: await countLines(tx, scope, filter),
      items: await readLines(tx, scope, filter, { ...start, limit: query.limit }),
    }));
    const next = items.length < query.limit ? null : String(items.at(-1)?.ordinal ?? "");
    return { items: items.map(tellChange), next, total };
  },
  samplePlanGroup: async ({ world, operator, params, query }) => {
    const scope = await openLines({ world, operator }, params.plan);
    const of = { group: query.group, turn: query.turn, now: world.now() };
    const items = await read({ world, operator }, (tx) => readSamples(tx, scope, of));
    const words = (first: SampleReason | undefined) =>
      first === undefined ? null : sampleReasonWords[first];
    return { items: items.map((item) => ({ ...tellChange(item), first: words(item.first) })) };
  },
  exportPlanChanges: async ({ world, operator, params, query }) => {
    const scope = await openLines({ world, operator }, params.plan);
    return {
      name: `plan-${shortHash(params.plan)}.csv`,
      chunks: planCsv(world.db, scope, await filterOf({ world, operator }, query)),
    };
  },
  showPlanChange: async ({ world, operator, params }) => {
    const scope = await openLines({ world, operator }, params.plan);
    return explainChange(world, scope, params.change);
  },
};

/** A filter as it was asked for; a plan to compare with has its lines made. */
async function filterOf(asker: Asker, query: AskedFilter): Promise<LineFilter> {
  const { school, class: classroomId, teacher, since, ...filter } = query;
  const otherPlanId = since === undefined ? undefined : (await openLines(asker, since)).planId;
  return { ...filter, schoolId: school, classroomId, teacherId: teacher, otherPlanId };
}
