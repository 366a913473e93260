import assert from "node:assert/strict";
import { test } from "node:test";
import { countDays } from "./count-days.ts";

test("what there was at the end of a day is what there is now, without what came later", () => {
  const days = ["2026-11-18", "2026-11-19", "2026-11-20"];
  const deltas = [
    { day: "2026-11-19", type: "student", delta: 180 },
    { day: "2026-11-20", type: "student", delta: -2 },
    { day: "2026-11-20", type: "staff", delta: 1 },
  ];
  assert.deepEqual(countDays(days, { student: 178, staff: 31 }, deltas), [
    { day: "2026-11-18", values: { student: 0, staff: 30 } },
    { day: "2026-11-19", values: { student: 180, staff: 30 } },
    { day: "2026-11-20", values: { student: 178, staff: 31 } },
  ]);
});
