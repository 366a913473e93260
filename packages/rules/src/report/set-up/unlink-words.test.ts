import assert from "node:assert/strict";
import { test } from "node:test";
import { unlinkedWords, unlinkWords } from "./unlink-words.ts";

const chess = { title: "Chess", source: "PowerSchool", sourcedId: "C9", sameSource: [], otherSources: [] };

test("before a link goes it is said who may stay, and that no sync takes the class in by itself", () => {
  const { says, choices } = unlinkWords({ ...chess, students: 24, staff: 1 });
  assert.match(says.join(" "), /No sync changes Chess .* takes in the class C9 of PowerSchool by itself/);
  assert.deepEqual(
    choices.map(({ people, says }) => [people, /^24 students and 1 teacher /.test(says)]),
    [
      ["stay", true],
      ["leave", true],
    ],
  );
});

test("of a class that another one feeds too the next sync decides, which is said and not asked", () => {
  const { says, choices } = unlinkWords({ ...chess, sameSource: ["C10"], students: 1, staff: 0 });
  assert.equal(choices.length, 0);
  assert.match(says[0] ?? "", /Chess follows C10 alone\. 1 student whom only C9 lists .* next sync/);
});

test("once it is gone it is said who stayed and who left", () => {
  const gone = { title: "Chess", sourcedId: "C9" };
  assert.match(
    unlinkedWords({ ...gone, brought: 25, left: 0 }),
    /25 people whom it brought are in it still\.$/,
  );
  assert.match(unlinkedWords({ ...gone, brought: 1, left: 1 }), /1 person whom it brought left it\.$/);
  assert.match(unlinkedWords({ ...gone, brought: 0, left: 0 }), /Nobody was in it by that link alone\.$/);
});
