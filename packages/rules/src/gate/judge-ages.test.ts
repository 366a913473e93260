import assert from "node:assert/strict";
import { test } from "node:test";
import type { Slice } from "../plan/slice.ts";
import { resolveSettings } from "../setting/all-settings.ts";
import type { GateFacts } from "./gate-facts.ts";
import { judgePlan } from "./judge-plan.ts";

const settings = resolveSettings({});
const joining: Slice = {
  ...{ type: "student", schoolId: 1, kind: "addition", part: "", changes: 1, base: 60, fields: {} },
};
const facts: GateFacts = {
  ...{ isFirst: false, active: { student: 60 }, tables: [], absentSchools: [], families: [] },
  ...{
    seenBefore: undefined,
    undoneRun: undefined,
    classes: { before: 0, renumbered: 0, example: undefined },
  },
  identity: {
    ...{ before: 0, received: 0, known: 0, vanished: 0, added: 0, renumbered: 0, zerosLost: 0 },
    ...{ oddlyShaped: 0, example: undefined },
  },
};
const agedFiles = [
  { file: "classes.csv", newest: "users.csv", hours: 20 },
  { file: "enrollments.csv", newest: "users.csv", hours: 168 },
];

test("holds the smallest change of a district whose fetched files are of two exports, and names them all", () => {
  const { gates, holdsAll, held } = judgePlan([joining], { ...facts, agedFiles }, settings);
  assert.equal(holdsAll, true);
  assert.equal(held.size, 1);
  assert.deepEqual(gates, [
    {
      ...{ code: "gate.files.aged", slice: undefined, observed: 2, limit: 0 },
      facts: {
        ...{ file: "enrollments.csv", newest: "users.csv", hours: 168, window: 6 },
        files: "classes.csv (20 h), enrollments.csv (168 h)",
      },
    },
  ]);
});

test("holds nothing of files that are of one export, or that say what the district holds already", () => {
  assert.deepEqual(judgePlan([joining], { ...facts, agedFiles: [] }, settings).gates, []);
  assert.deepEqual(judgePlan([joining], facts, settings).gates, []);
  assert.deepEqual(judgePlan([], { ...facts, agedFiles }, settings).gates, []);
});
