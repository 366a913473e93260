import assert from "node:assert/strict";
import { test } from "node:test";
import { type EndedRun, judgeRunEnd } from "./judge-run-end.ts";
import { judgeSilence } from "./judge-silence.ts";
import { neverInTrouble } from "./notice.ts";
import { schoolDaysBetween } from "./school-days.ts";

const night: EndedRun = {
  ...{ run: 12, kind: "sync", outcome: "applied", at: "2026-11-18T02:20:00Z", hasNews: true },
  ...{ applied: 3, held: 0, planHash: "3f9a2c3f9a2c3f9a2c", gates: [], blocking: [], fault: undefined },
};
const gate = {
  code: "gate.removals.many",
  observed: 20,
  limit: 5,
  type: "student",
  change: "removal",
  facts: {},
};

test("a hold is one cause a code, told with the school that loses most", () => {
  const gates = [gate, { ...gate, observed: 60 }, { ...gate, code: "gate.depends.held", observed: 900 }];
  const happening = judgeRunEnd({ ...night, outcome: "partly_applied", held: 80, gates });
  assert.deepEqual(
    happening?.adds.map(({ key, facts }) => [key, facts.observed, facts.waiting, facts.plan]),
    [["held gate.removals.many", 60, 80, "3f9a2c3f9a2c"]],
  );
  assert.ok(!happening?.settles.includes("held"));
});

test("only what was read anew ends the silence of a source", () => {
  assert.ok(judgeRunEnd(night)?.settles.includes("stale"));
  const same = judgeRunEnd({ ...night, outcome: "no_changes", hasNews: false });
  assert.deepEqual([same?.settles.includes("stale"), same?.settles.includes("held")], [false, true]);
});

test("plans, edits, undos and what a person stopped are nobody's trouble", () => {
  for (const kind of ["plan", "undo", "manual"] as const)
    assert.equal(judgeRunEnd({ ...night, kind, outcome: "failed" }), undefined);
  assert.equal(judgeRunEnd({ ...night, outcome: "cancelled" }), undefined);
  assert.equal(judgeRunEnd({ ...night, kind: "apply", outcome: "superseded" }), undefined);
});

test("an approval that went through settles the hold, and that a second person was asked for", () => {
  const at = night.at;
  const settles = ["held", "second"];
  assert.deepEqual(judgeRunEnd({ ...night, kind: "apply" }), { at, adds: [], settles });
  const part = { ...night, kind: "apply", outcome: "partly_applied" } as const;
  assert.deepEqual(judgeRunEnd(part), { at, adds: [], settles: ["second"] });
  assert.equal(judgeRunEnd({ ...part, isSecondWanted: true }), undefined, "of another part it still is");
});

test("a roster that is not what the plan says is told, though it was applied", () => {
  const fault = { code: "run.verify.failed", retry: "never", facts: { wrong: 1 } } as const;
  const happening = judgeRunEnd({ ...night, fault });
  assert.deepEqual(
    happening?.adds.map(({ code, isPassing }) => [code, isPassing]),
    [["run.verify.failed", false]],
  );
});

test("a run whose process died is a failure that may pass", () => {
  const [cause] = judgeRunEnd({ ...night, outcome: "failed" })?.adds ?? [];
  assert.deepEqual([cause?.code, cause?.isPassing], ["run.process.died", true]);
});

test("what a file holds is not in its cause", () => {
  const finding = {
    ...{ code: "file.quote.unclosed", file: "Ana Alder.csv", column: "Ana" },
    facts: { written: "Ana Alder", line: 812 },
  };
  const text = JSON.stringify(judgeRunEnd({ ...night, outcome: "rejected_input", blocking: [finding] }));
  assert.doesNotMatch(text, /Ana/);
  assert.match(text, /812/);
});

test("a weekend is no silence", () => {
  assert.equal(schoolDaysBetween("2026-11-20", "2026-11-23"), 0); // Friday to Monday
  assert.equal(schoolDaysBetween("2026-11-20", "2026-11-24"), 1);
  assert.equal(schoolDaysBetween("2026-11-18", "2026-11-18"), 0);
  assert.equal(schoolDaysBetween("2026-11-18", "2026-11-21"), 2);
  assert.equal(schoolDaysBetween("2026-11-01", "2026-11-30"), 20);
  assert.equal(schoolDaysBetween("2026-11-18", "2026-11-01"), 0);
});

test("a source in other trouble is not told to be silent as well", () => {
  const silence = { schoolDays: 3, limit: 2, at: night.at };
  assert.equal(judgeSilence(neverInTrouble, silence).adds.length, 1);
  const [cause] = judgeRunEnd({ ...night, outcome: "held", gates: [gate] })?.adds ?? [];
  assert.ok(cause);
  const open = { ...cause, firstSeenAt: "", lastSeenAt: "", times: 1, toldAt: null, isPresent: true };
  const state = { generation: 1, episode: { openedAt: "", toldAt: null, remindedAt: null, causes: [open] } };
  assert.deepEqual(judgeSilence(state, silence).adds, []);
  assert.deepEqual(judgeSilence(neverInTrouble, { ...silence, schoolDays: 1 }).settles, ["stale"]);
  assert.deepEqual(judgeSilence(neverInTrouble, { ...silence, limit: 0 }).adds, []);
});
