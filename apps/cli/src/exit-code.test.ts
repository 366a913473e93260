import assert from "node:assert/strict";
import { test } from "node:test";
import { exitCodeOfFault, exitCodeOfOutcome, exitCodeOfPlan } from "./exit-code.ts";

test("tells a night job apart: done, waiting for a person, refused, overtaken", () => {
  const codes = (
    ["applied", "no_changes", "held", "partly_applied", "rejected_input", "superseded"] as const
  ).map(exitCodeOfOutcome);
  assert.deepEqual(codes, [0, 0, 5, 5, 4, 8]);
});

test("a plan that was asked for is done when it is there, held or not", () => {
  assert.deepEqual((["held", "no_changes", "rejected_input"] as const).map(exitCodeOfPlan), [0, 0, 4]);
});

test("knows by the code of a fault who has to do something", () => {
  const codes = {
    "source.path.missing": 6,
    "source.host.unknown": 6,
    "source.hostkey.unknown": 6,
    "source.id.unknown": 2,
    "source.address.invalid": 2,
    "drop.files.none": 6,
    "drop.key.private": 2,
    "district.name.unknown": 2,
    "school.name.ambiguous": 2,
    "setting.value.invalid": 2,
    "link.sourced-id.taken": 7,
    "schedule.season.frozen": 7,
    "schedule.district.paused": 7,
    "schedule.season.invalid": 2,
    "plan.basis.stale": 8,
    "plan.state.superseded": 8,
    "plan.state.applied": 8,
    "run.verify.failed": 9,
    "run.signal.interrupted": 130,
    "storage.disk.full": 1,
  };
  for (const [code, expected] of Object.entries(codes)) assert.equal(exitCodeOfFault(code), expected, code);
});
