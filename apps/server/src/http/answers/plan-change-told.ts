import { causeWords } from "@muster/rules/report/cause-words.ts";
import { diffLines } from "@muster/rules/report/change-diff.ts";
import { planHolds } from "@muster/rules/report/plan-holds.ts";
import { whyChain } from "@muster/rules/report/why-chain.ts";
import { readGroups } from "@muster/sync/directory/plan/plan-groups.ts";
import {
  type LineScope,
  type PlanChange,
  readLine,
  readSliceOf,
} from "@muster/sync/directory/plan/plan-lines.ts";
import { type ShownPlan, showPlan } from "@muster/sync/directory/plan/show-plan.ts";
import { readDistrictSettings } from "@muster/sync/directory/settings.ts";
import { Fault } from "@muster/sync/fault.ts";
import type { HttpWorld } from "../http-world.ts";
import { schoolNames, tellChange } from "./plan-told.ts";

/**
 * One change value by value, and why it is planned.
 *
 * @throws Fault `request.path.unknown` where the plan has no such change, or none that may be seen
 */
export async function explainChange(world: HttpWorld, scope: LineScope, ordinal: number) {
  const { districtId, planId } = scope;
  const known = await world.db.session(districtId, (session) =>
    session.read(async (tx) => {
      const change = await readLine(tx, scope, ordinal);
      if (change === undefined) return undefined;
      // Names of schools that are not one's own are told too: somebody may come from there.
      const shown = await showPlan(tx, districtId, planId, null);
      const { groups } = await readGroups(tx, scope);
      const zone = (await readDistrictSettings(tx, districtId))["district.time-zone"];
      return {
        change,
        shown,
        zone,
        group: groups.find(({ group }) => group === change.group),
        slice: await readSliceOf(tx, scope, ordinal),
      };
    }),
  );
  if (known === undefined) throw new Fault("request.path.unknown", "never", "the plan has no such change");
  const { change, shown, group } = known;
  const schoolName = schoolNames(shown);
  return {
    ...tellChange(change),
    diff: [...diffLines(change, schoolName)],
    why: [
      ...whyChain(change, {
        takenAt: shown.snapshotTakenAt === null ? "" : takenText(shown.snapshotTakenAt, known.zone),
        ...judged(change, shown, known.slice),
        cause: group === undefined || group.changes < 2 ? undefined : causeWords(group),
      }),
    ],
    ...{ file: change.file, line: change.line, sourcedIds: [...change.sourcedIds] },
    ...{ recordId: change.recordId, otherId: change.otherId },
  };
}

/** What it was judged with, and what the limits said. */
function judged(change: PlanChange, shown: ShownPlan, number: number) {
  const schoolName = schoolNames(shown);
  const slice = shown.slices.find((one) => one.slice === number);
  if (slice === undefined) throw new Error("a change lies in a slice of its plan");
  const { type, kind, changes, base } = slice;
  const school = slice.schoolId === 0 ? "" : schoolName(slice.schoolId);
  const isHeld = change.standing === "held";
  const holds = isHeld ? planHolds([slice], { schoolName }).map(({ message }) => message.what) : [];
  return { slice: { type, kind, school, changes, base }, holds };
}

function takenText(iso: string, zone: string): string {
  return new Intl.DateTimeFormat("en-US", {
    ...{ dateStyle: "medium", timeStyle: "short", hourCycle: "h23", timeZone: zone },
  }).format(new Date(iso));
}
