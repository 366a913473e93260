import assert from "node:assert/strict";
import { test } from "node:test";
import { chooseSamples, type SampleCandidate, type SamplePin } from "./choose-samples.ts";

const at = (ordinal: number, schoolId: number, grade = ""): SampleCandidate => ({ ordinal, schoolId, grade });
const pin = (ordinal: number, reason: SamplePin["reason"], weight = 1): SamplePin => ({
  ...{ ordinal, reason, weight },
});

test("samples of a group are of as many schools and grades as there are", () => {
  const group = [at(1, 7, "04"), at(2, 7, "04"), at(3, 7, "05"), at(4, 8, "04"), at(5, 9, "12")];
  const ordinals = chooseSamples(group, [], 4).map(({ ordinal }) => ordinal);
  assert.deepEqual(
    ordinals,
    [1, 5, 4, 3],
    "a second of school 7 only after the others, and then of another grade",
  );
});

test("the worst cases come first, the gravest reason before all, each once", () => {
  const group = [1, 2, 3, 4, 5, 6].map((ordinal) => at(ordinal, 7));
  const pins = [
    ...[pin(6, "in-most-classes", 9), pin(5, "no-class-left"), pin(4, "restricted-family")],
    ...[pin(4, "signed-in", 1), pin(3, "signed-in", 5)],
  ];
  assert.deepEqual(chooseSamples(group, pins, 5), [
    { ordinal: 3, reason: "signed-in" },
    { ordinal: 4, reason: "restricted-family" },
    { ordinal: 5, reason: "no-class-left" },
    { ordinal: 1, reason: undefined },
    { ordinal: 2, reason: undefined },
  ]);
});

test("a group of two changes has two samples, whatever makes them bad", () => {
  const pins = [pin(1, "signed-in"), pin(1, "restricted-family"), pin(2, "restricted-family")];
  assert.deepEqual(
    chooseSamples([at(1, 7), at(2, 7)], pins, 5).map(({ reason }) => reason),
    ["signed-in", "restricted-family"],
  );
  assert.deepEqual(chooseSamples([], [], 5), []);
});
