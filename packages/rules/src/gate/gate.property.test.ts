import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type RecordType, recordTypes, type SliceKind } from "../model/entities.ts";
import { type Slice, sliceName } from "../plan/slice.ts";
import { resolveSettings } from "../setting/all-settings.ts";
import type { GateFacts } from "./gate-facts.ts";
import { judgePlan } from "./judge-plan.ts";
import { removalLimit } from "./removal-limit.ts";

const runs = { numRuns: 10_000, noBias: true };
const kinds: readonly SliceKind[] = ["addition", "update", "removal"];

/** Up to a dozen slices of a district of three schools, with bases from nothing to a large school. */
const plans = fc.uniqueArray(
  fc
    .tuple(fc.nat(7), fc.nat(2), fc.nat(2), fc.nat(1000), fc.nat(600), fc.nat(9))
    .map(([type, school, kind, base, changes, part]): Slice => {
      const name: RecordType = recordTypes[type] ?? "student";
      const isSchool = name === "school" || name === "link";
      return {
        type: name,
        // A school that is added has nobody yet.
        schoolId: name === "guardian" ? school : school + 1,
        kind: kinds[kind] ?? "update",
        part: part === 9 && name === "student" ? "other-person" : "",
        base: isSchool ? 0 : base,
        changes: kind === 0 ? changes + 1 : Math.max(1, Math.min(changes, base)),
        fields: {},
      };
    }),
  { maxLength: 14, selector: sliceName, size: "max" },
);

const noFacts: GateFacts = {
  ...{ isFirst: false, active: {}, tables: [], absentSchools: [], families: [] },
  ...{ seenBefore: undefined, undoneRun: undefined },
  identity: {
    ...{ before: 0, received: 0, known: 0, vanished: 0, added: 0, renumbered: 0, zerosLost: 0 },
    ...{ oddlyShaped: 0, example: undefined },
  },
  classes: { before: 0, renumbered: 0, example: undefined },
};

function factsOf(slices: readonly Slice[], isFirst: boolean): GateFacts {
  const active = Object.fromEntries(
    recordTypes.map((type) => [
      type,
      slices.filter((slice) => slice.type === type).reduce((sum, slice) => sum + slice.base, 0),
    ]),
  );
  return { ...noFacts, active, isFirst };
}

const settings = fc
  .record({ percent: fc.integer({ min: 1, max: 50 }), small: fc.integer({ min: 1, max: 50 }) })
  .map(({ percent, small }) =>
    resolveSettings({ "removal.limit-percent": percent, "removal.small-school-percent": small }),
  );

test("never lets removals above their limit go, in one school or in the district", () => {
  fc.assert(
    fc.property(plans, settings, fc.boolean(), (slices, chosen, isFirst) => {
      const facts = factsOf(slices, isFirst);
      const { held } = judgePlan(slices, facts, chosen);
      const going = slices.filter((slice) => slice.kind === "removal" && !held.has(sliceName(slice)));
      for (const slice of going)
        assert.ok(slice.changes <= removalLimit(slice.base, chosen), sliceName(slice));
      for (const type of recordTypes) {
        const leaving = going
          .filter((slice) => slice.type === type)
          .reduce((sum, slice) => sum + slice.changes, 0);
        assert.ok(leaving <= removalLimit(facts.active[type] ?? 0, chosen), `${leaving} of ${type} leave`);
      }
    }),
    runs,
  );
});

/** What cannot be written before what: a record and those it names. */
const needs: Readonly<Record<RecordType, readonly RecordType[]>> = {
  school: [],
  link: ["school"],
  classroom: ["school"],
  staff: ["school"],
  student: ["school"],
  guardian: [],
  membership: ["school", "classroom", "staff", "student"],
  guardianship: ["student", "guardian"],
};

test("adds nobody to what waits itself", () => {
  fc.assert(
    fc.property(plans, settings, (slices, chosen) => {
      const { held } = judgePlan(slices, factsOf(slices, false), chosen);
      const additions = slices.filter((slice) => slice.kind === "addition" && slice.part === "");
      for (const slice of additions.filter((one) => !held.has(sliceName(one))))
        for (const other of additions)
          if (needs[slice.type].includes(other.type) && [0, slice.schoolId].includes(other.schoolId))
            assert.ok(!held.has(sliceName(other)), `${sliceName(slice)} goes, ${sliceName(other)} waits`);
    }),
    runs,
  );
});

test("gives a reason for every slice that waits, and holds nothing without one", () => {
  fc.assert(
    fc.property(plans, settings, (slices, chosen) => {
      const { held, gates } = judgePlan(slices, factsOf(slices, false), chosen);
      const reasons = new Set(gates.map((gate) => (gate.slice === undefined ? "" : sliceName(gate.slice))));
      assert.deepEqual([...held].sort(), [...reasons].filter((name) => name !== "").sort());
    }),
    runs,
  );
});
