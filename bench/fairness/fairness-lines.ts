import { spreadOf } from "../bench-row.ts";
import type { FairnessRound } from "./measure-fairness.ts";

/** A round's delays, in ms, and how many times as long they were beside a large district. */
export interface FairnessSummary {
  readonly idle: Delays;
  readonly beside: Delays;
  readonly ratio: Delays;
}

interface Delays {
  readonly median: number;
  readonly p95: number;
}

export function summariseRound({ idle, beside }: FairnessRound): FairnessSummary {
  const [alone, together] = [delaysOf(idle.delays), delaysOf(beside.delays)];
  const ratio = { median: together.median / alone.median, p95: together.p95 / alone.p95 };
  return { idle: alone, beside: together, ratio };
}

function delaysOf(delays: readonly number[]): Delays {
  const sorted = [...delays].sort((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
  if (p95 === undefined) throw new Error("nothing was measured");
  return { median: spreadOf(delays).median, p95 };
}

/** A line a round, and the medians of the rounds' ratios: each round's two evenings lie side by side. */
export function fairnessLines(rounds: readonly FairnessRound[]): readonly string[] {
  const all = rounds.map(summariseRound);
  const lines = all.map(({ idle, beside, ratio }, n) =>
    row(String(n + 1), [idle.median, beside.median, idle.p95, beside.p95], ratio),
  );
  const ratio = {
    median: spreadOf(all.map((one) => one.ratio.median)).median,
    p95: spreadOf(all.map((one) => one.ratio.p95)).median,
  };
  const heads =
    "round  alone median ms  beside median ms  alone p95 ms  beside p95 ms  median ratio  p95 ratio";
  return [
    heads,
    ...lines,
    `Ratio of the median ${ratio.median.toFixed(2)}, of the 95th percentile ${ratio.p95.toFixed(2)} (at most 2 is wanted).`,
  ];
}

const widths = [15, 16, 12, 13];

function row(name: string, times: readonly number[], ratio: Delays): string {
  const cells = times.map((ms, n) => ms.toFixed(0).padStart(widths[n] ?? 0));
  return [
    name.padStart(5),
    ...cells,
    ratio.median.toFixed(2).padStart(12),
    ratio.p95.toFixed(2).padStart(9),
  ].join("  ");
}
