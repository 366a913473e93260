import type { allRoutes } from "@muster/api/all-routes.ts";
import type { SliceChoice } from "@muster/rules/plan/slice-choice.ts";
import { causesHeadline, causeWords } from "@muster/rules/report/cause-words.ts";
import { beforeWordText, keptWordText } from "@muster/rules/report/second-person-words.ts";
import { biggestEffects, removalsOf, sliceText } from "@muster/rules/report/slice-words.ts";
import { fieldWord } from "@muster/rules/report/wording/record-words.ts";
import { type Operator, signatureOf, speakerOf } from "@muster/sync/access/operator.ts";
import type { Reader } from "@muster/sync/database/database.ts";
import { listPlans, listWaitingPlans } from "@muster/sync/directory/plan/list-plans.ts";
import { readColumns, readGroups } from "@muster/sync/directory/plan/plan-groups.ts";
import { showPlan } from "@muster/sync/directory/plan/show-plan.ts";
import { approvePlan } from "@muster/sync/run/approve-plan.ts";
import { declinePlan } from "@muster/sync/run/decline-plan.ts";
import { findPlan, type PlanRow } from "@muster/sync/run/plan-row.ts";
import { readLack } from "@muster/sync/run/second-word.ts";
import { chooseSlices } from "@muster/sync/run/waiting-slices.ts";
import type { Answers } from "../answer.ts";
import { openLines, readOf as read, schoolsOf } from "./plan-lines-asked.ts";
import { schoolNames, tellPlan, tellShownPlan } from "./plan-told.ts";

/** Answers about a plan. */
export const answerPlan: Answers<(typeof allRoutes)["plan"]> = {
  listPlans: async ({ world, operator, query }) => {
    const schoolIds = schoolsOf(operator);
    const { items, total, waiting } = await read({ world, operator }, async (tx) => {
      const after = query.after === undefined ? undefined : Number.parseInt(query.after, 10) || undefined;
      const page = await listPlans(tx, operator.districtId, { schoolIds, after, limit: query.limit });
      return { ...page, waiting: await listWaitingPlans(tx, operator.districtId, schoolIds) };
    });
    const next = items.length < query.limit ? null : String(items.at(-1)?.planId ?? "");
    return { items: items.map(tellPlan), next, total, waiting: waiting.map(tellPlan) };
  },
  showPlan: async ({ world, operator, params }) => {
    const shown = await read({ world, operator }, async (tx) => {
      const { planId } = await findPlan(tx, operator.districtId, params.plan);
      return showPlan(tx, operator.districtId, planId, schoolsOf(operator));
    });
    return tellShownPlan(shown, operator);
  },
  listPlanGroups: async ({ world, operator, params }) => {
    const scope = await openLines({ world, operator }, params.plan);
    const { groups, total, columns } = await read({ world, operator }, async (tx) => ({
      ...(await readGroups(tx, scope)),
      columns: await readColumns(tx, scope),
    }));
    return {
      headline: causesHeadline(groups),
      groups: groups.map((group) => ({
        ...{ ...group, types: [...group.types], kinds: [...group.kinds], schoolIds: [...group.schoolIds] },
        ...causeWords(group),
      })),
      total,
      columns: columns.map(({ column, changes }) => ({ column, label: fieldWord(column), changes })),
    };
  },
  previewPlan: async ({ world, operator, params, body }) =>
    read({ world, operator }, (tx) => preview(tx, operator, params.plan, body.choice)),
  approvePlan: async ({ world, operator, params, body }) => {
    const runWorld = { ...world, onStep: () => undefined };
    const { outcome, run, applied, held, lacks } = await approvePlan(runWorld, {
      ...{ ...speakerOf(operator), hash: params.plan, approve: true, reason: body.reason },
      ...{ choice: body.choice, confirmed: body.confirm },
    });
    const says = lacks === undefined ? null : keptWordText(lacks);
    return { outcome, run, applied, waiting: held, says };
  },
  declinePlan: async ({ world, operator, params, body }) => {
    const { districtId } = operator;
    const word = { districtId, hash: params.plan, operator: signatureOf(operator), reason: body.reason };
    return { declined: (await declinePlan(world, word)).declined };
  },
};

async function preview(tx: Reader, operator: Operator, hash: string, choice: SliceChoice | undefined) {
  const { districtId } = operator;
  const plan = await findPlan(tx, districtId, hash);
  const { planId } = plan;
  const shown = await showPlan(tx, districtId, planId, null);
  const word = await chooseSlices(tx, districtId, planId, { approve: true, choice });
  const lack = await readLack(tx, plan, word.chosen, speakerOf(operator));
  const nameOf = schoolNames(shown);
  const told = (slices: typeof word.chosen) =>
    slices.map((slice) => ({ ...slice, school: slice.schoolId === 0 ? "" : nameOf(slice.schoolId) }));
  const sum = (slices: typeof word.chosen): number =>
    slices.reduce((total, { changes }) => total + changes, 0);
  const part = (slices: typeof word.chosen) => ({ changes: sum(slices), parts: told(slices).map(sliceText) });
  return {
    ...{ changes: sum(word.chosen), held: sum(word.chosen.filter(({ verdict }) => verdict === "hold")) },
    effects: [...biggestEffects(told(word.chosen))],
    removals: mustTypeFor(plan, removalsOf(word.chosen, shown.base)),
    second: lack === undefined ? null : beforeWordText(lack),
    ...{ leftOut: part(word.leftOut), needsLeftOut: part(word.needsLeftOut) },
  };
}

/** An undo has a look of its own, and nothing is typed for it. */
function mustTypeFor({ basis }: PlanRow, removals: ReturnType<typeof removalsOf>) {
  return { ...removals, mustType: removals.mustType && basis.kind !== "undo" };
}
