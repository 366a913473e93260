import assert from "node:assert/strict";
import { test } from "node:test";
import { diffLines } from "./change-diff.ts";
import { biggestEffects, removalsOf, sliceText } from "./slice-words.ts";
import { whyChain } from "./why-chain.ts";

const leaving = { type: "student", kind: "removal", school: "Oak", changes: 31 } as const;

test("the biggest effects begin with what is lost, and say where", () => {
  const slices = [
    { type: "student", kind: "update", school: "Oak", changes: 400 },
    leaving,
    { ...leaving, school: "Elm", changes: 2 },
    { type: "classroom", kind: "addition", school: "Oak", changes: 1 },
    { type: "membership", kind: "removal", school: "Oak", changes: 90 },
  ] as const;
  assert.deepEqual(biggestEffects(slices), [
    "90 class memberships end at Oak",
    "33 students leave in 2 schools",
    "1 class opens at Oak",
  ]);
  assert.equal(sliceText(leaving), "Oak: students, removals (31)");
});

test("above three in ten of a kind the number of removals has to be typed", () => {
  const leaves = { ...leaving, schoolId: 0, base: 0 };
  assert.deepEqual(removalsOf([leaves], { student: 103 }), { changes: 31, mustType: true, share: "30.1 %" });
  assert.equal(removalsOf([leaves], { student: 104 }).mustType, false);
});

test("a person's change is told value by value, what differs first, without bookkeeping", () => {
  const person = { givenName: "Ana", email: "ana@old.example.org", identityKey: "x" };
  const role = { role: "student", schoolId: 7, grades: ["03"], status: "active", title: "" };
  const lines = diffLines(
    {
      before: { person: { ...person, version: 3 }, roles: [{ ...role, version: 2 }] },
      after: { person: { ...person, email: "ana@new.example.org" }, roles: [{ ...role, grades: ["04"] }] },
    },
    () => "Oak",
  );
  assert.deepEqual(
    lines.map(({ label, was, now, isChanged }) => [label, was, now, isChanged]),
    [
      ["E-mail", "ana@old.example.org", "ana@new.example.org", true],
      ["Student at Oak: grade", "03", "04", true],
      ["First name", "Ana", "Ana", false],
      ["Student at Oak: status", "active", "active", false],
    ],
  );
});

test("why a change is planned goes from the row over the rule to the limits", () => {
  const chain = whyChain(
    {
      ...{ type: "membership", action: "archive", before: {}, after: {}, reason: "absent", line: undefined },
      ...{
        file: "enrollments.csv",
        role: "student",
        names: { subject: "Ana Alder", other: "Math", school: "Oak" },
      },
    },
    {
      ...{ takenAt: "19 Nov, 02:10", holds: [], cause: undefined },
      slice: { type: "membership", kind: "removal", school: "Oak", changes: 1, base: 27 },
    },
  );
  assert.deepEqual(chain, [
    "Ana Alder (student) leaves Math at Oak, because enrollments.csv no longer lists it.",
    "enrollments.csv, received 19 Nov, 02:10 was complete: whatever it does not list is not there.",
    "Rule: a class membership ends when a complete file no longer lists it.",
    "1 class membership ends at Oak in this plan, 3.7 % of 27 class memberships.",
    "That is within the limits of this district.",
  ]);
});
