import assert from "node:assert/strict";
import { test } from "node:test";
import { wholeHoldLines } from "./whole-hold-lines.ts";

const missing = {
  ...{ code: "gate.collection.missing", observed: 0, limit: 1 },
  facts: { collection: "enrollments", status: 403 },
};

test("a run that waits for a list says which list, and what to do", () => {
  const text = wholeHoldLines({ outcome: "held", result: { gates: [missing] } }).join("\n");
  assert.match(text, /"enrollments", which a roster needs/);
  assert.match(text, /Nothing was changed/);
  assert.match(text, /Ask the district to share it/);
});

test("what belongs to a school's part of the plan, or is history, is not told as the hold of the whole", () => {
  const slice = { type: "student", schoolId: 1, kind: "removal", part: "" };
  const ofSlice = { code: "gate.removals.many", slice, observed: 9, limit: 1, facts: {} };
  assert.deepEqual(
    wholeHoldLines({ outcome: "held", result: { gates: [ofSlice, { code: "gate.unheard" }] } }),
    [],
  );
  assert.deepEqual(wholeHoldLines({ outcome: "applied", result: { gates: [missing] } }), []);
  assert.deepEqual(wholeHoldLines({ outcome: "held", result: null }), []);
});
