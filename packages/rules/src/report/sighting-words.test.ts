import assert from "node:assert/strict";
import { test } from "node:test";
import { schoolText, staffText, uncountedText } from "./sighting-words.ts";

test("a school is told with what was counted there, and with nothing that was not", () => {
  assert.equal(schoolText({ students: 412, staff: 38, classes: 1 }), "412 students, 38 staff, 1 class");
  assert.equal(schoolText({ students: 0, teachers: 1200 }), "0 students, 1,200 teachers");
  assert.equal(schoolText({}), "");
  assert.deepEqual([staffText({ teachers: 1 }), staffText({})], ["1 teacher", "not told"]);
});

test("why schools are without counts is told with how many they are", () => {
  for (const because of ["many", "slow", "large", "untold"] as const)
    assert.match(
      uncountedText({ schools: 12, because }),
      /^Not counted at 12 schools: .+\. .*The first plan/,
    );
});
