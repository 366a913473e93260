import assert from "node:assert/strict";
import { test } from "node:test";
import type { Slice } from "../plan/slice.ts";
import { resolveSettings } from "../setting/all-settings.ts";
import type { GateFacts } from "./gate-facts.ts";
import { judgePlan } from "./judge-plan.ts";

const settings = resolveSettings({});

const facts: GateFacts = {
  isFirst: false,
  active: { student: 300 },
  tables: [],
  identity: {
    ...{ before: 0, received: 0, known: 0, vanished: 0, added: 0, renumbered: 0, zerosLost: 0 },
    ...{ oddlyShaped: 0, example: undefined },
  },
  classes: { before: 0, renumbered: 0, example: undefined },
  ...{ absentSchools: [], families: [], seenBefore: undefined, undoneRun: undefined },
};

function leaving(schoolId: number, changes: number, base: number): Slice {
  return { type: "student", schoolId, kind: "removal", part: "", changes, base, fields: {} };
}

test("holds the leavers of every school where together they are more than a tenth of the district", () => {
  const slices = [leaving(1, 11, 60), leaving(2, 11, 60), leaving(3, 11, 60)];
  const { gates, holdsAll } = judgePlan(slices, facts, settings);
  assert.deepEqual(
    gates.map(({ code, slice, observed, limit }) => [code, slice?.schoolId, observed, limit]),
    [1, 2, 3].map((schoolId) => ["gate.removals.spread", schoolId, 33, 30]),
  );
  assert.equal(holdsAll, false);
});

test("lets the leavers of other schools go where one school alone loses too many", () => {
  const { held } = judgePlan([leaving(1, 40, 60), leaving(2, 11, 60), leaving(3, 11, 60)], facts, settings);
  assert.deepEqual([...held], ["student/1/removal"]);
});

test("lets 50 of 501 students go from the only school, and not 51", () => {
  const one = { ...facts, active: { student: 501 } };
  assert.equal(judgePlan([leaving(1, 50, 501)], one, settings).held.size, 0);
  assert.deepEqual(
    judgePlan([leaving(1, 51, 501)], one, settings).gates.map(({ code }) => code),
    ["gate.removals.many"],
  );
});

function changing(type: Slice["type"], schoolId: number, changes: number, base: number): Slice {
  const fields = { familyName: changes };
  return { type, schoolId, kind: "update", part: "", changes, base, fields };
}

test("holds a column that is rewritten for everybody in the small schools too", () => {
  const active = { student: 60, staff: 14 };
  const slices = [
    changing("student", 1, 37, 37),
    changing("student", 2, 17, 17),
    changing("staff", 2, 14, 14),
  ];
  const { gates, held } = judgePlan(slices, { ...facts, active }, settings);
  assert.deepEqual([...held].sort(), ["staff/2/update", "student/1/update", "student/2/update"]);
  assert.deepEqual(
    gates
      .filter(({ slice }) => slice?.type === "staff")
      .map(({ code, observed, facts: { field } }) => [code, observed, field]),
    [
      ["gate.updates.spread", 68, ""],
      ["gate.updates.spread", 68, "familyName"],
    ],
  );
});

test("lets a school change the names of its few people where the district does not", () => {
  const slices = [changing("student", 1, 2, 37), changing("student", 2, 17, 17)];
  assert.equal(judgePlan(slices, { ...facts, active: { student: 300 } }, settings).held.size, 0);
});
