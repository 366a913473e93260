import assert from "node:assert/strict";
import { test } from "node:test";
import { comparedPlanWords } from "./plan-compare-words.ts";

test("a second look at a held plan tells what is new, what was there before, and what is gone", () => {
  const { says, fresh, gone } = comparedPlanWords([
    { type: "student", kind: "removal", fresh: 2, same: 40, gone: 0 },
    { type: "staff", kind: "addition", fresh: 0, same: 1, gone: 1 },
  ]);
  assert.equal(
    says,
    "2 changes are new; 41 changes were in the other plan too; 1 change of the other plan is not in this one.",
  );
  assert.deepEqual([fresh, gone], [["2 students leave"], ["1 staff member joins"]]);
  assert.equal(
    comparedPlanWords([{ type: "student", kind: "removal", fresh: 0, same: 1, gone: 0 }]).says,
    "Nothing is new; 1 change was in the other plan too.",
  );
});
