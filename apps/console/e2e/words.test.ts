import assert from "node:assert/strict";
import { test } from "node:test";
import { day, instant, tellTimesIn } from "../src/parts/words.ts";

test("a time is told as the district's clock shows it, wherever it is read", () => {
  const late = "2026-11-23T03:36:00Z";
  tellTimesIn("America/Chicago");
  assert.deepEqual([instant(late), day(late)], ["Nov 22, 2026, 21:36", "Nov 22, 2026"]);
  tellTimesIn("Asia/Tokyo");
  assert.deepEqual([instant(late), day(late)], ["Nov 23, 2026, 12:36", "Nov 23, 2026"]);
});
