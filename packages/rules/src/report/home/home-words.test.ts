import assert from "node:assert/strict";
import { test } from "node:test";
import type { Gate } from "../../gate/verdict.ts";
import type { EndedSync, HeldPlan, HomeFacts, HomeSource, LocalTime } from "./home-facts.ts";
import { homeState } from "./home-words.ts";
import { nextActions } from "./next-actions.ts";
import { outcomeDays } from "./outcome-days.ts";
import { comingUp, tellSource } from "./source-words.ts";

const at = (daysAgo: number, time = "02:41"): LocalTime => ({
  ...{ at: `2026-11-${20 - daysAgo}T07:41:00Z`, day: `2026-11-${20 - daysAgo}`, time, daysAgo },
});

const ended = (more: Partial<EndedSync> = {}): EndedSync => ({
  ...{
    run: 7,
    outcome: "applied",
    at: at(0),
    applied: 37,
    takenBack: 0,
    declined: 0,
    passed: 0,
    worst: undefined,
    ...more,
  },
});

const source: HomeSource = {
  ...{ sourceId: 2, name: "Nightly files", kind: "sftp", state: "enabled", isGuardiansOnly: false },
  ...{ now: "idle", lastGood: at(0), schoolDays: 0, silentAfterDays: 2, last: undefined },
  ...{ nextAt: at(-1), trouble: undefined },
};

const calm: HomeFacts = {
  ...{ isOfSchools: false, hasSources: true, isWorking: false, last: ended(), others: [], lastGood: ended() },
  ...{ held: undefined, alsoHeld: [], pause: undefined, frozenUntil: undefined, sources: [source], dead: [] },
  ...{ unmatchedSchools: 0, isAnybodyTold: true },
};

const held: HeldPlan = {
  ...{ plan: "8f3a12bc4d5e", run: 8, since: "2026-11-20T07:41:00Z", changes: 39, applied: 114 },
  ...{ isPlanOnly: false, wholeGates: [] },
  parts: [
    { type: "student", kind: "removal", changes: 27, school: "Willow Middle", isCause: true },
    { type: "membership", kind: "removal", changes: 12, school: "Willow Middle", isCause: false },
  ],
};

test("a calm morning is told with its proof: when it was checked, and how many changes were applied", () => {
  assert.deepEqual(homeState(calm), {
    tone: "fine",
    sentence: "Everything is up to date.",
    more: "Last checked today at 02:41: 37 changes applied and verified.",
  });
  const idle = homeState({ ...calm, lastGood: ended({ applied: 0, outcome: "no_changes" }) });
  assert.match(idle.more, /nothing had to change/);
  assert.deepEqual(nextActions(calm), []);
});

test("what waits for a person comes before everything else, with what was done all the same", () => {
  const facts: HomeFacts = { ...calm, held, last: ended({ outcome: "failed" }) };
  assert.deepEqual(homeState(facts), {
    tone: "waits",
    sentence: "Waiting for you: 27 students would leave Willow Middle, and 12 other changes with them.",
    more: "Everything else is applied: 114 changes.",
  });
  const [first] = nextActions(facts);
  assert.deepEqual([first?.id, first?.to], ["decide", "/changes/8f3a12bc4d5e"]);
  assert.match(homeState({ ...facts, isOfSchools: true }).sentence, /^Waiting for your district/);
});

test("a gate that holds all of it is told in its own words, and that nothing was changed", () => {
  const gate: Gate = {
    ...{ code: "gate.collection.empty" as const, slice: undefined, observed: 0, limit: 1 },
    facts: { table: "classes", before: 1204 },
  };
  const state = homeState({ ...calm, held: { ...held, applied: 0, wholeGates: [gate] } });
  assert.match(state.sentence, /^Waiting for you: classes\.csv lists nothing today/);
  assert.equal(state.more, "Nothing has been changed.");
});

test("nobody is told that all is well without a run that proves it", () => {
  const never = homeState({ ...calm, lastGood: undefined, last: ended({ outcome: "cancelled" }) });
  assert.equal(never.tone, "waits");
  const outcomes = ["failed", "rejected_input"] as const;
  for (const outcome of outcomes)
    assert.equal(homeState({ ...calm, last: ended({ outcome }) }).tone, "trouble", outcome);
  const silent = { ...calm, sources: [{ ...source, schoolDays: 3 }] };
  assert.match(homeState(silent).sentence, /^Nothing new has come from Nightly files for 3 school days/);
  assert.equal(nextActions(silent)[0]?.owner, "sender");
});

test("nobody is told that all is well where the directory is not as the files say, for people decided so", () => {
  const back = ended({ outcome: "undone", applied: 0, takenBack: 37 });
  assert.deepEqual(homeState({ ...calm, last: back, lastGood: back }), {
    tone: "apart",
    sentence: "The last sync was taken back.",
    more: "Last checked today at 02:41: 37 changes taken back. The same files change nothing again before somebody agrees; newer ones are planned as ever.",
  });
  const inPart = ended({ outcome: "partly_applied", applied: 30, takenBack: 7 });
  assert.match(homeState({ ...calm, lastGood: inPart }).sentence, /taken back in part/);
  const declined = ended({ outcome: "held", applied: 0, declined: 39 });
  const told = homeState({ ...calm, last: declined, lastGood: ended({ at: at(1) }) });
  assert.deepEqual([told.tone, told.sentence], ["apart", "The last sync was declined."]);
  assert.match(told.more, /^Last checked today at 02:41: 39 changes declined\. What is still so/);
  const passed = homeState({ ...calm, last: ended({ outcome: "partly_applied", passed: 2 }) });
  assert.match(passed.more, /37 changes applied, 2 changes not made, for the directory had moved on\./);
  assert.equal(homeState({ ...calm, last: declined, lastGood: undefined }).tone, "apart");
});

test("a good sync of one source covers nothing that went otherwise with another", () => {
  const families = { run: 6, source: "Families", at: at(1) };
  const withOther = (more: Partial<EndedSync>): HomeFacts => ({
    ...{ ...calm, last: ended({ source: "Nightly files" }) },
    others: [ended({ ...families, ...more })],
  });
  const declined = homeState(withOther({ outcome: "held", applied: 0, declined: 39 }));
  assert.deepEqual([declined.tone, declined.sentence], ["apart", "Families: the last sync was declined."]);
  const failed = homeState(withOther({ outcome: "failed" }));
  assert.match(failed.sentence, /^Families: the sync of yesterday, 02:41 failed/);
  const refused = withOther({ outcome: "rejected_input" });
  assert.match(homeState(refused).sentence, /^Families: the files of yesterday, 02:41 were not accepted/);
  assert.deepEqual(
    nextActions(refused).map(({ title, to }) => [title, to]),
    [["Families: The files need mending", "/history/6"]],
  );
  assert.equal(homeState(withOther({})).tone, "fine");
  const two = {
    ...calm,
    held: { ...held, source: "Nightly files" },
    alsoHeld: [{ ...held, plan: "90", source: "Families" }],
  };
  assert.match(homeState(two).more, /114 changes\. A plan of Families waits too\.$/);
  assert.deepEqual(
    nextActions(two).map(({ to, says }) => [to, says.split(":")[0]]),
    [
      ["/changes/8f3a12bc4d5e", "Nightly files"],
      ["/changes/90", "Families"],
    ],
  );
});

test("a district that has nothing yet is led to the first step, a school administrator to none", () => {
  const empty: HomeFacts = { ...calm, last: undefined, lastGood: undefined, hasSources: false, sources: [] };
  assert.equal(homeState(empty).tone, "empty");
  assert.deepEqual(
    nextActions(empty).map(({ to }) => to),
    ["/start"],
  );
  assert.deepEqual(nextActions({ ...empty, isOfSchools: true }), []);
});

test("what a source does now and how good its data is are two things", () => {
  const told = tellSource({ ...source, now: "running", schoolDays: 3, lastGood: at(4) });
  assert.deepEqual(told, {
    ...{ now: "Syncing", age: "On Nov 16, 2026 at 02:41, 3 school days old", isOld: true },
    next: "Tomorrow at 02:41",
  });
  const coming = comingUp(
    [source],
    [{ seasonId: 1, mode: "frozen", startsOn: "2026-12-20", endsOn: "2027-01-03", note: "" }],
    "2026-11-20",
  );
  assert.deepEqual(
    coming.map(({ when, says }) => `${when}: ${says}`),
    [
      "Tomorrow at 02:41: Next sync of Nightly files",
      "Dec 20, 2026 to Jan 3, 2027: Frozen: nothing is synced",
    ],
  );
});

test("a day is told by the last sync of each source, and of those by the one that asks for most", () => {
  const day = "2026-11-19";
  const runs = [
    { run: 1, day, sourceId: 1, outcome: "failed" },
    { run: 2, day, sourceId: 1, outcome: "applied" },
    { run: 3, day, sourceId: 2, outcome: "partly_applied" },
    { run: 4, day, sourceId: 3, outcome: "no_changes" },
  ];
  assert.deepEqual(outcomeDays(["2026-11-18", day], runs), [
    { day: "2026-11-18", outcome: "none" },
    { day, outcome: "partly_applied", run: 3 },
  ]);
});
