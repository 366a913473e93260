import { spreadOf } from "../bench-row.ts";
import type { Answered } from "./measure-provider.ts";

/** A question: times in ms at the median and the 95th percentile, and how they compare. */
export interface AnswerSummary {
  readonly question: string;
  readonly provider: Percentiles;
  readonly bare: Percentiles;
  /** Of the 95th percentiles: at most 3 is wanted. */
  readonly ratio: number;
  readonly n: number;
}

interface Percentiles {
  readonly median: number;
  readonly p95: number;
}

export function summariseAnswer({ name, provider, bare }: Answered): AnswerSummary {
  const [ours, theirs] = [percentilesOf(provider), percentilesOf(bare)];
  return {
    ...{ question: name, provider: ours, bare: theirs },
    ...{ ratio: ours.p95 / theirs.p95, n: provider.length },
  };
}

function percentilesOf(times: readonly number[]): Percentiles {
  const sorted = [...times].sort((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
  if (p95 === undefined) throw new Error("nothing was measured");
  return { median: spreadOf(times).median, p95 };
}

const widths = [46, 12, 12, 12, 12, 8];

/** The table as it is printed. */
export function providerLines(readyMs: number, rows: readonly AnswerSummary[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("");
  return [
    line(["question", "median ms", "p95 ms", "bare median", "bare p95", "ratio"]),
    ...rows.map(({ question, provider, bare, ratio }) =>
      line([
        ...[question, provider.median.toFixed(1), provider.p95.toFixed(1)],
        ...[bare.median.toFixed(1), bare.p95.toFixed(1), ratio.toFixed(2)],
      ]),
    ),
    `The directory was made ready in ${readyMs.toFixed(0)} ms. Ratio: of the 95th percentiles, at most 3 is wanted.`,
  ];
}
