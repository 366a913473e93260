import assert from "node:assert/strict";
import { test } from "node:test";
import { createProgressBook } from "./progress-book.ts";

test("rows of several files add up, steps that are over keep their time, and no path of the machine is told", () => {
  const clock = { at: Date.UTC(2026, 8, 1) };
  const tell = createProgressBook(() => new Date(clock.at));
  tell({ stage: "collect", what: "arrivals/2-7/users.csv", done: 10, of: 20 });
  clock.at += 3_000;
  tell({ stage: "read", what: "arrivals/2-7/users.csv" });
  tell({ stage: "read", what: "arrivals/2-7/users.csv", done: 900 });
  clock.at += 1_000;
  tell({ stage: "read", what: "arrivals/2-7/classes.csv" });
  const told = tell({ stage: "read", what: "arrivals/2-7/classes.csv", done: 50 });
  assert.deepEqual(told, {
    ...{ stage: "read", since: "2026-09-01T00:00:03.000Z", past: { collect: 3 } },
    ...{ done: 950, what: "classes.csv" },
  });
  assert.deepEqual(tell({ stage: "check" }).past, { collect: 3, read: 1 });
});
