import { spreadOf } from "../bench-row.ts";
import type { Answered, Took } from "./measure-reads.ts";

/** A question: times in ms at the median and the 95th percentile, and how they compare. */
export interface AnswerSummary {
  readonly question: string;
  readonly http: Percentiles;
  readonly bare: Percentiles;
  /** Of the 95th percentiles: at most 3 is wanted. */
  readonly ratio: number;
  /** Of processor time; undefined where it cannot be read. */
  readonly cpuRatio: number | undefined;
  readonly n: number;
}

interface Percentiles {
  readonly median: number;
  readonly p95: number;
}

export function summariseAnswer({ name, http, bare }: Answered): AnswerSummary {
  const [ours, theirs] = [percentilesOf(http), percentilesOf(bare)];
  const isCounted = http.cpuMs !== undefined && bare.cpuMs !== undefined;
  return {
    ...{ question: name, http: ours, bare: theirs },
    ...{ ratio: ours.p95 / theirs.p95, cpuRatio: isCounted ? http.cpuMs / bare.cpuMs : undefined },
    n: http.times.length,
  };
}

function percentilesOf({ times }: Took): Percentiles {
  const sorted = [...times].sort((a, b) => a - b);
  const p95 = sorted[Math.ceil(sorted.length * 0.95) - 1];
  if (p95 === undefined) throw new Error("nothing was measured");
  return { median: spreadOf(times).median, p95 };
}

const widths = [46, 12, 12, 12, 12, 8, 11];

const line = (cells: readonly string[]): string =>
  cells
    .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
    .join("");

/** The head of the table. */
export const readHead: string = line([
  ...["question", "median ms", "p95 ms", "bare median", "bare p95", "ratio", "cpu ratio"],
]);

/** A question in the table. */
export function readLine({ question, http, bare, ratio, cpuRatio }: AnswerSummary): string {
  return line([
    ...[question, http.median.toFixed(1), http.p95.toFixed(1)],
    ...[bare.median.toFixed(1), bare.p95.toFixed(1), ratio.toFixed(2), cpuRatio?.toFixed(2) ?? "–"],
  ]);
}

/** What stands below the table. */
export function readFoot(readyMs: number): string {
  return `The directory was made ready in ${readyMs.toFixed(0)} ms. Ratio: of the 95th percentiles, at most 3 is wanted.`;
}
