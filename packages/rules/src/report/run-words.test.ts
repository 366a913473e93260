import assert from "node:assert/strict";
import { test } from "node:test";
import type { ReportInput } from "./report-input.ts";
import { type RunStanding, runHeadline } from "./run-words.ts";

const standing: RunStanding = {
  ...{ kind: "sync", state: "finished", outcome: "partly_applied", waiting: 18, planState: "partly_applied" },
  ...{ isStale: false, undoneBy: null, undoes: null, laterRuns: [] },
};
const report: ReportInput = {
  ...{ district: "", schoolNames: new Map(), outcome: "partly_applied", run: 2, plan: undefined },
  ...{ gates: [], timings: {}, applied: 63, held: 18 },
  findings: { total: 0, bySeverity: {}, byCode: {}, first: [] },
};

test("a night says what waits for somebody only as long as it waits", () => {
  const all = runHeadline(standing, report);
  assert.equal(all, "Partly applied: 63 changes are done, 18 wait for you.");
  const some = runHeadline({ ...standing, waiting: 7 }, report);
  assert.equal(some, "Partly applied: 63 changes are done, 18 changes were held, and 7 still wait for you.");
  const none = runHeadline({ ...standing, waiting: 7, planState: "declined" }, report);
  assert.equal(none, "Partly applied: 63 changes are done, 18 changes were held.");
});

test("an edit by hand that was refused does not speak of files", () => {
  const refused: RunStanding = { ...standing, kind: "manual", outcome: "no_changes", planState: null };
  const said = runHeadline(refused, { ...report, outcome: "no_changes" });
  assert.equal(said, "Nothing was changed: what was asked for was refused, or was so already.");
});
