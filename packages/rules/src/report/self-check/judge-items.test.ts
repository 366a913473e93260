import assert from "node:assert/strict";
import { test } from "node:test";
import { type CheckItemId, checkItems, judgeItems, stateOfAll } from "./judge-items.ts";

const listOf = (id: CheckItemId) => `list ${id}`;
const found = (count: number, of: number, facts = {}) => ({ count, of, facts, examples: [] });
const judged = (id: CheckItemId, count: number, of: number, facts = {}) => {
  const item = judgeItems({ [id]: found(count, of, facts) }, listOf).find((one) => one.id === id);
  assert.ok(item !== undefined);
  return item;
};

test("a district is told of every item, also of what nobody could count yet", () => {
  const items = judgeItems({}, listOf);
  assert.equal(items.length, Object.keys(checkItems).length);
  assert.equal(new Set(items.map(({ id }) => id)).size, items.length);
  assert.ok(items.every(({ state, target }) => state === "unknown" && target === 0));
  assert.equal(stateOfAll(items), "look");
});

test("some students without a grade are worth a look, and stop nobody", () => {
  const item = judged("student.grade.none", 12, 500);
  assert.equal(item.state, "look");
  assert.equal(item.says, "12 of 500 students (2.4 %) are without a grade.");
  assert.equal(judged("student.grade.none", 0, 500).state, "fine");
  assert.equal(judged("student.grade.none", 0, 500).todo, "");
});

test("one unmatched school is worth a look; not a single matched one must be solved", () => {
  assert.equal(judged("school.link.none", 1, 6).state, "look");
  assert.equal(judged("school.link.none", 6, 6).state, "must");
  assert.equal(judged("school.students.none", 2, 2).state, "must");
});

test("whoever would certainly be there twice must be solved", () => {
  const item = judged("person.match.exact", 3, 40);
  assert.equal(item.state, "must");
  assert.match(item.says, /^3 of 40 existing people of ours are certainly in the data/);
  assert.equal(judged("person.match.likely", 3, 40).state, "look");
});

test("a plan of which the gates hold everything must be solved, a held slice is worth a look", () => {
  const facts = { run: 1, gates: "gate.ids.rekeyed" };
  assert.equal(judged("plan.changes.held", 9, 9, { ...facts, isWhole: 1 }).state, "must");
  assert.equal(judged("plan.changes.held", 2, 9, { ...facts, isWhole: 0 }).state, "look");
  assert.equal(stateOfAll([judged("plan.changes.held", 2, 9, { ...facts, isWhole: 0 })]), "look");
});

test("files that were refused must be solved; before the first fetch a look is enough", () => {
  const none = { source: 2, run: "", code: "", takenAt: "" };
  assert.equal(judged("roster.fetch.none", 1, 1, { ...none, isRefused: 0 }).state, "look");
  assert.equal(judged("roster.fetch.none", 1, 1, { ...none, code: "x", isRefused: 1 }).state, "must");
});

test("a tested connection says what was seen, as far as the other side told", () => {
  const says = (facts: object) =>
    judged("source.look.none", 0, 1, { lookedAt: "2026-03-02T05:00:00Z", ...facts }).says;
  const seen = "The connection was tested on 2026-03-02";
  assert.equal(says({ schools: 12, counted: 12, students: 3412 }), `${seen}: 12 schools, 3,412 students.`);
  assert.equal(
    says({ schools: 70, counted: 50, students: 1 }),
    `${seen}: 70 schools, 1 student at 50 of them.`,
  );
  assert.match(says({ schools: 3, counted: 0 }), /: 3 schools, whose students it could not count\.$/);
  assert.equal(says({ schools: 0, counted: 0 }), `${seen}.`);
  const byHand = judged("source.look.none", 0, 0, { lookedAt: "" });
  assert.deepEqual(
    [byHand.state, byHand.says],
    ["fine", "Files are brought by hand: there is no connection to test."],
  );
  const none = judged("school.students.none", 2, 12, { isLook: 1 });
  assert.deepEqual(
    [none.state, none.says],
    ["look", "2 of 12 schools (16.7 %) are without a single student, as the test saw it."],
  );
});
