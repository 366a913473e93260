import assert from "node:assert/strict";
import { test } from "node:test";
import { type HeldFacts, leavingGrades, nothingHeld } from "./held-facts.ts";

function leaving(
  ...groups: readonly (readonly [grade: string, leaving: number, students: number])[]
): HeldFacts {
  const leavers = groups.map(([grade, count, students]) => ({
    schoolId: 7,
    grade,
    leaving: count,
    students,
  }));
  return { ...nothingHeld, leavers };
}

test("names the grades that leave a school whole", () => {
  assert.deepEqual(leavingGrades(7, leaving(["12", 98, 100], ["11", 2, 110])), ["12"]);
  assert.deepEqual(leavingGrades(7, leaving(["07", 60, 60], ["06", 58, 60])), ["06", "07"]);
});

test("names no grade where leavers come from everywhere, or from another school", () => {
  assert.deepEqual(leavingGrades(7, leaving(["12", 40, 100], ["11", 40, 110])), []);
  assert.deepEqual(leavingGrades(7, leaving(["12", 20, 20], ["11", 40, 110])), []);
  assert.deepEqual(leavingGrades(8, leaving(["12", 98, 100])), []);
});
