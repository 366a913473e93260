import type { ChangePart } from "../plan/change.ts";
import type { Slice } from "../plan/slice.ts";
import type { Settings } from "../setting/all-settings.ts";
import type { GateCode } from "./gate-codes.ts";
import type { GateFacts } from "./gate-facts.ts";
import { removalLimit } from "./removal-limit.ts";
import { updateExcesses } from "./update-limits.ts";
import type { Gate } from "./verdict.ts";

/** Additions above a quarter and 50 records (reliability G6). */
const limits = { additionPercent: 25, additionFloor: 50 } as const;

const partGates: Readonly<Record<Exclude<ChangePart, "">, GateCode | undefined>> = {
  "role-switched": "gate.role.switched",
  "other-person": "gate.id.reused",
  protected: "gate.person.protected",
  "class-shrinks": "gate.class.shrinks",
  ended: undefined,
  "implausible-family": "gate.families.implausible",
  "restricted-family": "gate.family.restricted",
};

/** The gates that one slice trips: the first is the headline, all are listed. */
export function judgeSlice(slice: Slice, facts: GateFacts, settings: Settings): readonly Gate[] {
  const isOutOfSeason = facts.season === "additions-only" && slice.kind === "removal";
  const own = judgeAlone(slice, facts, settings);
  return isOutOfSeason ? [gate("gate.season.additions-only", slice, slice.changes, 0), ...own] : own;
}

function judgeAlone(slice: Slice, facts: GateFacts, settings: Settings): readonly Gate[] {
  if (slice.part !== "") {
    const code = partGates[slice.part];
    const family = facts.families.find((found) => found.schoolId === slice.schoolId);
    if (code === "gate.families.implausible" && family !== undefined)
      return [gate(code, slice, family.observed, family.limit)];
    return code === undefined ? [] : [gate(code, slice, slice.changes, 0)];
  }
  const found: Gate[] = [];
  const absent = facts.absentSchools.find((school) => school.schoolId === slice.schoolId);
  if (absent !== undefined && slice.kind === "removal")
    found.push(
      gate("gate.school.absent", slice, slice.changes, 0, {
        sourcedId: absent.sourcedId,
        lookalike: absent.lookalike,
      }),
    );
  switch (slice.kind) {
    case "removal":
      return [...found, ...removals(slice, settings)];
    case "addition":
      return [...found, ...additions(slice, facts)];
    case "update":
      return [...found, ...updates(slice)];
    default:
      return slice.kind satisfies never;
  }
}

function removals(slice: Slice, settings: Settings): readonly Gate[] {
  const limit = removalLimit(slice.base, settings);
  return slice.changes > limit ? [gate("gate.removals.many", slice, slice.changes, limit)] : [];
}

function additions(slice: Slice, facts: GateFacts): readonly Gate[] {
  // A school that had nobody of this kind is being filled for the first time: that is what it is there for.
  if (facts.isFirst || slice.base === 0) return [];
  const limit = Math.floor((slice.base * limits.additionPercent) / 100);
  const isMany = slice.changes > limit && slice.changes >= limits.additionFloor;
  return isMany ? [gate("gate.additions.many", slice, slice.changes, limit)] : [];
}

function updates(slice: Slice): readonly Gate[] {
  return updateExcesses(slice).map(({ field, observed, limit }) =>
    field === ""
      ? gate("gate.updates.many", slice, observed, limit)
      : gate("gate.column.rewritten", slice, observed, limit, { field }),
  );
}

function gate(
  code: GateCode,
  slice: Slice,
  observed: number,
  limit: number,
  facts: Readonly<Record<string, string | number>> = {},
): Gate {
  return { code, slice, observed, limit, facts: { base: slice.base, ...facts } };
}
