import assert from "node:assert/strict";
import { test } from "node:test";
import { spreadOf, summarise, tableLines } from "./bench-row.ts";
import type { DoneJob } from "./start-job.ts";

const done = (ms: number, peakMiB: number, cpuMs?: number): DoneJob => ({
  ...{ ms, peakMiB, cpuMs, processMs: ms + 100 },
  ...{ stages: { read: ms / 2 }, changes: 1 },
});

test("the ratio is the median of the pairs' ratios, not the ratio of the medians", () => {
  const pairs = [
    { muster: done(300, 90), floor: done(100, 50) },
    { muster: done(1000, 95), floor: done(500, 50) },
    { muster: done(400, 120), floor: done(100, 60) },
  ];
  const row = summarise({ row: 2, work: "a day", target: 3, pairs });
  assert.deepEqual([row.muster, row.floor, row.ratio], [400, 100, 3]);
  assert.deepEqual(row.spread.ratio, { min: 2, median: 3, max: 4 });
  assert.deepEqual([row.peakMiB, row.floorPeakMiB], [120, 60]);
  assert.deepEqual(row.stages, { read: 200 });
  assert.deepEqual(row.processMs, { muster: 500, floor: 200 });
});

test("processor time is told only where every run has it", () => {
  const some = [
    { muster: done(300, 90, 200), floor: done(100, 50, 50) },
    { muster: done(300, 90), floor: done(100, 50, 50) },
  ];
  assert.equal(summarise({ row: 2, work: "a day", target: undefined, pairs: some }).cpuMs, null);
  const all = summarise({ row: 2, work: "a day", target: undefined, pairs: some.slice(0, 1) });
  assert.deepEqual(all.cpuMs, { muster: 200, floor: 50, ratio: 4 });
});

test("of two measurements the median lies between them, of none there is none", () => {
  assert.deepEqual(spreadOf([4, 1]), { min: 1, median: 2.5, max: 4 });
  assert.throws(() => spreadOf([]), /nothing was measured/);
});

test("the columns of the table stand under their heads, whatever the work is called", () => {
  const pairs = [{ muster: done(12_345, 90), floor: done(1000, 50) }];
  const rows = [
    summarise({ row: 2, work: "a day", target: 1.5, pairs }),
    summarise({ row: 5, work: "the same records in another order", target: undefined, pairs }),
  ];
  const lines = tableLines(rows);
  assert.equal(lines.length, 3);
  assert.equal(new Set(lines.map((line) => [...line].length)).size, 1);
  assert.match(lines[1] ?? "", /12345 .* 12\.35 .*≤ 1\.5/);
});
