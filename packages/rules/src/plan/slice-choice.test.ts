import assert from "node:assert/strict";
import { test } from "node:test";
import { isChosen } from "./slice-choice.ts";

const leavers = { type: "student", kind: "removal", schoolId: 7 } as const;

test("only one school's removals are chosen, of all types", () => {
  const choice = { mode: "only", parts: [{ kind: "removal", schoolId: 7 }] } as const;
  assert.ok(isChosen(leavers, choice));
  assert.ok(isChosen({ ...leavers, type: "membership" }, choice));
  assert.ok(!isChosen({ ...leavers, schoolId: 8 }, choice));
  assert.ok(!isChosen({ ...leavers, kind: "addition" }, choice));
});

test("all but what is named are chosen, and all but nothing is everything", () => {
  assert.ok(!isChosen(leavers, { mode: "except", parts: [{ schoolId: 8 }, { type: "student" }] }));
  assert.ok(isChosen(leavers, { mode: "except", parts: [{ type: "staff" }] }));
  assert.ok(isChosen(leavers, { mode: "except", parts: [] }));
  assert.ok(!isChosen(leavers, { mode: "only", parts: [] }));
});
