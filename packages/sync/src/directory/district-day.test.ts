import assert from "node:assert/strict";
import { test } from "node:test";
import { allSettings } from "@muster/rules/setting/all-settings.ts";
import { dayIn } from "./district-day.ts";

test("keeps the evening of a district on its own day", () => {
  const evening = new Date("2026-11-01T03:00:00Z");
  assert.equal(dayIn("UTC", evening), "2026-11-01");
  assert.equal(dayIn("America/New_York", evening), "2026-10-31");
});

test("counts one day where the clocks go back, and the leap day", () => {
  for (const moment of ["2026-11-01T05:30:00Z", "2026-11-01T06:30:00Z"])
    assert.equal(dayIn("America/New_York", new Date(moment)), "2026-11-01");
  assert.equal(dayIn("America/Chicago", new Date("2028-03-01T05:59:00Z")), "2028-02-29");
});

test("knows every time zone that may be set", () => {
  const words = allSettings["district.time-zone"].expects.split(", ");
  assert.ok(words.length > 5);
  for (const zone of words) assert.match(dayIn(zone, new Date("2026-07-01T12:00:00Z")), /^2026-07-0[12]$/);
});
