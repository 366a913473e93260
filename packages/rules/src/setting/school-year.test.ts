import assert from "node:assert/strict";
import { test } from "node:test";
import { schoolYearStart } from "./school-year.ts";

test("the school year turns on the first day of the month in which the district begins it", () => {
  assert.equal(schoolYearStart("2026-06-30", "july"), "2025-07-01");
  assert.equal(schoolYearStart("2026-07-01", "july"), "2026-07-01");
  assert.equal(schoolYearStart("2026-07-31", "august"), "2025-08-01");
  assert.equal(schoolYearStart("2026-08-01", "august"), "2026-08-01");
  assert.equal(schoolYearStart("2027-01-15", "september"), "2026-09-01");
});
