import type { planChangeValue } from "@muster/api/resource/change.ts";
import { mayDo } from "@muster/rules/access/rights.ts";
import { changeSentence } from "@muster/rules/report/change-words.ts";
import { comparedPlanWords } from "@muster/rules/report/plan-compare-words.ts";
import { declinedHold, planHolds, wholeHolds } from "@muster/rules/report/plan-holds.ts";
import { planHeadline, planMatrix, planSchools, planStandingText } from "@muster/rules/report/plan-page.ts";
import { firstWordText } from "@muster/rules/report/second-person-words.ts";
import { deedWord } from "@muster/rules/report/slice-words.ts";
import { fieldWord, recordNouns } from "@muster/rules/report/wording/record-words.ts";
import type { Operator } from "@muster/sync/access/operator.ts";
import type { ComparedPlanPart } from "@muster/sync/directory/plan/compare-plans.ts";
import type { ListedPlan } from "@muster/sync/directory/plan/list-plans.ts";
import type { PlanChange } from "@muster/sync/directory/plan/plan-lines.ts";
import type { ShownPlan } from "@muster/sync/directory/plan/show-plan.ts";
import { wholeGates } from "@muster/sync/report/held-plan.ts";
import type { z } from "zod";

/** A plan as a list tells it. */
export function tellPlan(plan: ListedPlan): ListedPlan & { readonly says: string } {
  return { ...plan, says: planStandingText(plan) };
}

/** What people call the schools of a plan. */
export function schoolNames({ schools }: Pick<ShownPlan, "schools">): (schoolId: number) => string {
  const names = new Map(schools.map(({ schoolId, name }) => [schoolId, name]));
  return (schoolId) => names.get(schoolId) ?? `school ${schoolId}`;
}

/** A plan as its page tells it, before anybody looks at its changes one by one. */
export function tellShownPlan(shown: ShownPlan, operator: Operator) {
  const { plan, slices, runs } = shown;
  const schoolName = schoolNames(shown);
  const canWait = (plan.state === "sealed" || plan.state === "partly_applied") && !plan.isStale;
  const isEmpty = slices.length === 0;
  const holds = isEmpty
    ? wholeHolds(canWait ? wholeGates(shown.heldAs) : [])
    : planHolds(slices, { schoolName });
  const isOpen = canWait && (isEmpty ? holds.length > 0 : plan.held + plan.go > 0);
  return {
    ...tellPlan(plan),
    ...{
      headline: planHeadline(slices, schoolName),
      isOpen,
      mayDecide: mayDo(operator.role, "decide", operator.granted),
    },
    words: shown.words.map((word) => ({
      ...{ by: word.by, at: word.at, changes: word.changes, says: firstWordText(word) },
    })),
    previous: shown.previous,
    ...{ newer: shown.newer, snapshotTakenAt: shown.snapshotTakenAt, declined: shown.declined },
    matrix: planMatrix(slices, shown.base).map((row) => ({ ...row, cells: [...row.cells] })),
    schools: planSchools(slices, schoolName).map((row) => ({ ...row, cells: [...row.cells] })),
    holds: holds
      .map((hold) => (plan.state === "declined" ? declinedHold(hold) : hold))
      .map((hold) => ({ ...hold, more: [...hold.more] })),
    runs: [...runs],
  };
}

/** What of a plan is new beside another one. */
export function tellCompared({ hash, run, sealedAt }: ListedPlan, parts: readonly ComparedPlanPart[]) {
  const sum = (side: "fresh" | "same" | "gone"): number => parts.reduce((all, part) => all + part[side], 0);
  const { says, fresh, gone } = comparedPlanWords(parts);
  return {
    ...{ other: { hash, run, sealedAt }, says, freshParts: [...fresh], goneParts: [...gone] },
    ...{ fresh: sum("fresh"), same: sum("same"), gone: sum("gone") },
  };
}

/** One change as a row of a list. */
export function tellChange(change: PlanChange): z.input<typeof planChangeValue> {
  const kind = kindOf(change.action);
  const { names, columns } = change;
  return {
    ...{
      change: change.ordinal,
      type: change.type,
      noun: recordNouns[change.type],
      kind,
    },
    does: `${recordNouns[change.type]} ${deedWord(change.type, kind, true)}`,
    ...{
      action: change.action,
      subject: names.subject,
      other: names.other ?? null,
      school: names.school ?? null,
      schoolId: change.schoolId,
    },
    ...{
      columns: columns.map(fieldWord),
      says: changeSentence(change),
      standing: change.standing,
      group: change.group,
    },
  };
}

function kindOf(action: PlanChange["action"]): "addition" | "update" | "removal" {
  if (action === "archive") return "removal";
  return action === "update" ? "update" : "addition";
}
