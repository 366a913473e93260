import assert from "node:assert/strict";
import { test } from "node:test";
import { judgeStart, type StartFacts } from "./start-steps.ts";

const empty: StartFacts = {
  ...{ name: "Maple Valley", zone: "UTC", isZoneSet: false, people: 0 },
  ...{ source: undefined, files: undefined, plan: undefined, applied: undefined, nightly: undefined },
  schools: { listed: 0, linked: 0, ours: 0, empty: 0 },
};

const statesOf = (facts: StartFacts): string =>
  judgeStart(facts)
    .map(({ state }) => state)
    .join(" ");

test("a new district begins with its name and zone, and everything else comes later", () => {
  assert.equal(statesOf(empty), "next later later later later later later");
  assert.ok(judgeStart(empty).every(({ proof }) => proof === ""));
});

test("a source that was saved and never looked at is no step done", () => {
  const source = { name: "Site", kind: "sftp", state: "draft", isLooked: false };
  const saved = { ...empty, isZoneSet: true, source };
  assert.equal(statesOf(saved), "done next later later later later later");
  assert.match(judgeStart(saved)[1]?.says ?? "", /Site is saved, and nobody has looked/);
  const looked = { ...saved, source: { ...source, isLooked: true } };
  assert.equal(statesOf(looked), "done done next later later later later");
});

test("a district without schools of its own has none to match, and its first files say how many there are", () => {
  const facts: StartFacts = {
    ...empty,
    isZoneSet: true,
    source: { name: "Uploaded files", kind: "upload", state: "enabled", isLooked: false },
    files: { files: 4, records: 1_200 },
    schools: { listed: 3, linked: 0, ours: 0, empty: 0 },
    plan: { hash: "abcdef0123456789", state: "sealed" },
  };
  assert.equal(statesOf(facts), "done done done done done next later");
  assert.match(judgeStart(facts)[3]?.proof ?? "", /3 schools will be taken in/);
});

test("a district with schools waits until one of them is matched", () => {
  const facts: StartFacts = {
    ...empty,
    isZoneSet: true,
    source: { name: "Site", kind: "sftp", state: "draft", isLooked: true },
    files: { files: 4, records: 10 },
    schools: { listed: 3, linked: 0, ours: 2, empty: 0 },
  };
  assert.equal(judgeStart(facts)[3]?.state, "next");
  const matched = { ...facts, schools: { ...facts.schools, linked: 2 } };
  assert.equal(judgeStart(matched)[3]?.proof, "2 of 3 schools matched");
});
