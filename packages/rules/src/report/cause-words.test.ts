import assert from "node:assert/strict";
import { test } from "node:test";
import { causesHeadline, causeWords, knownCauses } from "./cause-words.ts";

const group = (cause: string, changes: number, facts: Record<string, unknown> = {}) => ({
  ...{ cause, changes, facts, schools: 2 },
});

test("a move to another e-mail domain is one line, whatever the number of people", () => {
  const facts = { old: "old.k12.example.org", new: "new.k12.example.org" };
  assert.equal(
    causeWords(group("email-domain", 10455, facts)).title,
    "E-mail domain old.k12.example.org → new.k12.example.org: 10,455 people",
  );
});

test("formatting is told apart from what really changes", () => {
  const words = causeWords(group("format", 40, { type: "student", kind: "update", columns: "givenName" }));
  assert.deepEqual([words.title, words.tone], ["Formatting alone, first name: 40 students", "formatting"]);
});

test("a headline tells what is odd first, formatting last, and counts what it leaves out", () => {
  const headline = causesHeadline([
    group("grade-up", 9812),
    group("format", 20000, { type: "staff", kind: "update", columns: "email" }),
    group("graduates", 1102, { type: "student", kind: "removal", grade: "12" }),
    group("role-switched", 1, { type: "student", kind: "addition" }),
    group("absent", 1, { type: "student", kind: "removal" }),
  ]);
  assert.equal(
    headline,
    "Students and staff trade places: 1 student joins · 1,102 students leave grade 12, the last one · 1 student leaves · and 29,812 other changes.",
  );
  assert.equal(causesHeadline([]), "Nothing would change.");
});

test("every cause has a title and says how it was recognised", () => {
  for (const cause of knownCauses) {
    const words = causeWords(
      group(cause, 3, { type: "classroom", kind: "removal", columns: "title", old: "a", new: "b" }),
    );
    assert.ok(words.title.length > 10 && words.says.endsWith("."), cause);
    assert.doesNotMatch(words.title, /undefined|NaN/, cause);
  }
});
