import assert from "node:assert/strict";
import { test } from "node:test";
import { fairnessLines, summariseRound } from "./fairness-lines.ts";
import type { Evening } from "./measure-fairness.ts";

const evening = (delays: readonly number[], largeMs?: number): Evening => ({
  ...{ delays, largeMs },
  cpu: { service: 1, beside: 0, server: 1, besideServer: 0, machine: 2 },
});
const upTo = (most: number, step: number): number[] => Array.from({ length: most }, (_, n) => (n + 1) * step);

test("the ratios are those of the two evenings of a round, in the middle and near the end", () => {
  const round = { idle: evening(upTo(100, 10)), beside: evening(upTo(100, 15), 5_000) };
  const { idle, beside, ratio } = summariseRound(round);
  assert.deepEqual([idle.median, idle.p95, beside.median, beside.p95], [505, 950, 757.5, 1425]);
  assert.deepEqual(ratio, { median: 1.5, p95: 1.5 });
});

test("of several rounds the median of their ratios is told", () => {
  const rounds = [2, 1.2, 1.4].map((factor) => ({
    idle: evening(upTo(20, 10)),
    beside: evening(upTo(20, 10 * factor)),
  }));
  const lines = fairnessLines(rounds);
  assert.equal(lines.length, 5);
  assert.match(lines.at(-1) ?? "", /median 1\.40, of the 95th percentile 1\.40/);
  assert.throws(() => fairnessLines([]), /nothing was measured/);
});
