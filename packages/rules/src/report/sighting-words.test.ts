import assert from "node:assert/strict";
import { test } from "node:test";
import { missingCountsText, schoolText, staffText } from "./sighting-words.ts";

test("a school is told with what was counted there, and with nothing that was not", () => {
  assert.equal(schoolText({ students: 412, staff: 38, classes: 1 }), "412 students, 38 staff, 1 class");
  assert.equal(schoolText({ students: 0, teachers: 1200 }), "0 students, 1,200 teachers");
  assert.equal(schoolText({}), "");
  assert.deepEqual([staffText({ teachers: 1 }), staffText({})], ["1 teacher", "not told"]);
});

test("what was not counted is told with the reason, and what was not told is said to come later", () => {
  for (const because of ["many", "slow", "large", "untold"] as const)
    assert.match(
      missingCountsText([], { schools: 12, because }) ?? "",
      /^Not counted at 12 schools: .+\. .*The first plan counts everything\.$/,
    );
  const whole = { students: 412, teachers: 31, classes: 64 };
  assert.equal(missingCountsText([whole, { ...whole, staff: 0 }], undefined), undefined);
  assert.match(missingCountsText([whole, { classes: 3 }], undefined) ?? "", /^Not every count was told/);
  assert.equal(
    missingCountsText([{}], undefined),
    undefined,
    "files of which none says anything of a school",
  );
});
