import assert from "node:assert/strict";
import { test } from "node:test";
import { type ProgressFacts, tellProgress } from "./progress-words.ts";

const reading: ProgressFacts = {
  ...{
    kind: "sync",
    isUpload: false,
    isWaiting: false,
    stage: "read",
    done: 1_200_000,
    of: 3_400_000,
    what: "enrollments.csv",
  },
  ...{ inStepSeconds: 12, past: { collect: 8.2 }, silentSeconds: 1.2, isCancelAsked: false },
  ...{ retrySeconds: undefined, attempts: 0 },
};

const shown = (facts: Partial<ProgressFacts>): readonly string[] =>
  tellProgress({ ...reading, ...facts })
    .steps.filter(({ state }) => state !== "todo")
    .map(({ title, state, percent, says }) => `${title} ${state} ${percent} ${says}`);

test("a sync tells its steps, how many rows of about how many, how fast, and a range of what is left", () => {
  assert.deepEqual(shown({}), [
    "Fetch done 100 8 s",
    "Read now 35 1,200,000 of about 3,400,000 rows · 100,000 a second · 12 s · 15 to 33 s left in this step",
  ]);
  assert.equal(tellProgress(reading).percent, 30);
});

test("before a tenth is done nobody guesses how long it takes, and without a total there is no percent", () => {
  assert.deepEqual(shown({ done: 100_000 }).slice(1), [
    "Read now 2 100,000 of about 3,400,000 rows · 8,333 a second · 12 s",
  ]);
  assert.deepEqual(shown({ of: undefined }).slice(1), [
    "Read now null 1,200,000 rows · 100,000 a second · 12 s",
  ]);
});

test("a worker that gives no sign of life for a minute is told of without being asked", () => {
  assert.equal(tellProgress({ ...reading, silentSeconds: 59 }).isSilent, false);
  const silent = tellProgress({ ...reading, silentSeconds: 61 });
  assert.equal(silent.isSilent, true);
  assert.match(silent.says, /^No sign of life for 61 s\./);
});

test("stopping says what it leaves: nothing before the changes are written, and a run to take back after", () => {
  const leaves = (stage: string, isWaiting = false): string =>
    tellProgress({ ...reading, stage, isWaiting }).leaves;
  assert.match(leaves("", true), /has not begun/);
  for (const stage of ["collect", "read", "check", "plan", "gate"])
    assert.match(leaves(stage), /^Nothing has been changed yet/, stage);
  assert.match(leaves("apply"), /as one piece/);
  assert.match(leaves("verify"), /take the whole run back/);
});

test("what waits behind other work of its district says what that is", () => {
  const wait = { ...reading, isWaiting: true, isUpload: true };
  const behind = { kind: "sync", isUpload: false, source: "Nightly files" } as const;
  assert.equal(
    tellProgress({ ...wait, behind }).says,
    "Waiting for the sync of Nightly files to end. In a district one thing is done at a time; this follows.",
  );
  assert.match(
    tellProgress({ ...wait, behind: { ...behind, isUpload: true } }).says,
    /^Waiting for the files that were brought before to end/,
  );
  assert.match(tellProgress(wait).says, /^Waiting for a worker/);
});

test("what waits for another attempt says when it comes", () => {
  const told = tellProgress({ ...reading, isWaiting: true, attempts: 2, retrySeconds: 240 });
  assert.equal(told.says, "Waiting: the next attempt begins in 4 min (2 attempts so far).");
  assert.deepEqual(new Set(told.steps.map(({ state }) => state)), new Set(["todo"]));
  assert.equal(told.percent, 0);
});
