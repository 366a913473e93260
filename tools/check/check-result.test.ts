import assert from "node:assert/strict";
import { test } from "node:test";
import { checkResult, hasPassed, resultLines } from "./check-result.ts";

test("fails on one violation and says where", () => {
  const result = checkResult("words", 3, [{ path: "a.ts", line: 4, text: "no" }]);
  assert.equal(hasPassed(result), false);
  assert.deepEqual(resultLines(result), ["FAIL words    3 seen, 1 violations", "       a.ts:4  no"]);
});

test("fails a check that saw nothing, unless it was allowed to skip", () => {
  assert.equal(hasPassed(checkResult("words", 0, [])), false);
  assert.match(resultLines(checkResult("words", 0, []))[0] ?? "", /^FAIL .*sees nothing has failed/);
  assert.equal(hasPassed({ ...checkResult("codes", 0, []), isSkipped: true }), true);
  assert.equal(
    hasPassed({ ...checkResult("codes", 2, [{ path: "a", line: 0, text: "no" }]), isSkipped: true }),
    false,
  );
});

test("says one line for what is in order, and its notes", () => {
  assert.deepEqual(resultLines(checkResult("paths", 7, [], ["no list yet"])), [
    "ok   paths    7 seen",
    "       note: no list yet",
  ]);
});
