import assert from "node:assert/strict";
import { test } from "node:test";
import type { JudgedSlice } from "../model/judged-slice.ts";
import { declinedHold, planHolds } from "./plan-holds.ts";

const names = { schoolName: () => "Cedar Hill Middle School" };

test("families that waited along with their students are asked about alone once the students are decided", () => {
  const students = heldSlice("student", "gate.removals.many", 11);
  const guardians = heldSlice("guardian", "gate.depends.held", 7);
  const fixes = (slices: readonly JudgedSlice[]) =>
    planHolds(slices, names).map(({ message }) => message.fix);
  assert.match(fixes([students, guardians])[1] ?? "", /^Decide about the other holds of this plan/);
  assert.deepEqual(fixes([guardians]), [
    "Decide about them too. If you leave them, nothing of them happens.",
  ]);
});

test("of a declined plan it is still told what was held, and nobody is asked to decide about it", () => {
  const [hold] = planHolds([heldSlice("student", "gate.removals.many", 11)], names).map(declinedHold);
  assert.match(hold?.message.what ?? "", /Cedar Hill/);
  assert.match(hold?.message.fix ?? "", /^Nothing here\./);
});

function heldSlice(type: "student" | "guardian", code: string, changes: number): JudgedSlice {
  return {
    ...{
      type,
      kind: "removal",
      schoolId: 1,
      part: "",
      changes,
      base: 36,
      verdict: "hold",
      appliedInRun: null,
    },
    gates: [{ code, observed: changes, limit: 8, facts: { base: 36 } }],
  };
}
