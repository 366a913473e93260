import type { Pair } from "./measure.ts";

/** One line of the table: a piece of work, measured several times beside the floor. */
export interface BenchRow {
  readonly row: number;
  readonly work: string;
  /** The ratio not to go beyond; undefined where none was set. */
  readonly target: number | undefined;
  readonly pairs: readonly Pair[];
}

/** Smallest, middle and largest of some measurements. */
export interface Spread {
  readonly min: number;
  readonly median: number;
  readonly max: number;
}

/** A line as `--json` writes it. Times in ms, from being connected to being done; `ratio` is the median of the pairs'. */
export interface RowSummary {
  readonly row: number;
  readonly work: string;
  readonly muster: number;
  readonly floor: number;
  readonly ratio: number;
  readonly target: number | null;
  /** The largest Node process of Muster's runs. */
  readonly peakMiB: number;
  readonly n: number;
  readonly spread: { readonly muster: Spread; readonly floor: Spread; readonly ratio: Spread };
  /** Medians of whole processes: with Node's start, connecting and leaving. */
  readonly processMs: { readonly muster: number; readonly floor: number };
  readonly floorPeakMiB: number;
  /**
   * Medians of processor time, Node's and the server's together: what is left of the truth on a machine that does
   * other things meanwhile. Null where it cannot be read (DATABASE_URL, or no Linux).
   */
  readonly cpuMs: { readonly muster: number; readonly floor: number; readonly ratio: number } | null;
  /** Medians by stage of the sync. */
  readonly stages: Readonly<Record<string, number>>;
}

export function summarise({ row, work, target, pairs }: BenchRow): RowSummary {
  const muster = spreadOf(pairs.map((pair) => pair.muster.ms));
  const floor = spreadOf(pairs.map((pair) => pair.floor.ms));
  const ratio = spreadOf(pairs.map((pair) => pair.muster.ms / pair.floor.ms));
  return {
    ...{ row, work, muster: muster.median, floor: floor.median, ratio: ratio.median },
    target: target ?? null,
    peakMiB: spreadOf(pairs.map((pair) => pair.muster.peakMiB)).max,
    n: pairs.length,
    spread: { muster, floor, ratio },
    processMs: {
      muster: spreadOf(pairs.map((pair) => pair.muster.processMs)).median,
      floor: spreadOf(pairs.map((pair) => pair.floor.processMs)).median,
    },
    floorPeakMiB: spreadOf(pairs.map((pair) => pair.floor.peakMiB)).max,
    cpuMs: cpuOf(pairs),
    stages: stagesOf(pairs),
  };
}

function cpuOf(pairs: readonly Pair[]): RowSummary["cpuMs"] {
  const known = pairs.flatMap(({ muster, floor }) =>
    muster.cpuMs === undefined || floor.cpuMs === undefined ? [] : [[muster.cpuMs, floor.cpuMs] as const],
  );
  if (known.length < pairs.length) return null;
  return {
    muster: spreadOf(known.map(([muster]) => muster)).median,
    floor: spreadOf(known.map(([, floor]) => floor)).median,
    ratio: spreadOf(known.map(([muster, floor]) => muster / floor)).median,
  };
}

/** Of an even number of values the median is the mean of the two in the middle. Throws on none. */
export function spreadOf(values: readonly number[]): Spread {
  const sorted = [...values].sort((a, b) => a - b);
  const at = (index: number): number => {
    const value = sorted[index];
    if (value === undefined) throw new Error("nothing was measured");
    return value;
  };
  const half = sorted.length >> 1;
  const median = sorted.length % 2 === 1 ? at(half) : (at(half - 1) + at(half)) / 2;
  return { min: at(0), median, max: at(sorted.length - 1) };
}

function stagesOf(pairs: readonly Pair[]): Record<string, number> {
  const names = new Set(pairs.flatMap((pair) => Object.keys(pair.muster.stages)));
  return Object.fromEntries(
    [...names].map((name) => [name, spreadOf(pairs.map((pair) => pair.muster.stages[name] ?? 0)).median]),
  );
}

const heads = ["row", "work", "muster ms", "floor ms", "ratio", "min–max", "target", "cpu ratio", "peak MiB"];

/** The table as it is printed: numbers to the right, words to the left. */
export function tableLines(rows: readonly RowSummary[]): readonly string[] {
  const cells = rows.map((row) => [
    ...[String(row.row), row.work, row.muster.toFixed(0), row.floor.toFixed(0), row.ratio.toFixed(2)],
    `${row.spread.ratio.min.toFixed(2)}–${row.spread.ratio.max.toFixed(2)}`,
    row.target === null ? "" : `≤ ${row.target}`,
    row.cpuMs?.ratio.toFixed(2) ?? "",
    row.peakMiB.toFixed(0),
  ]);
  const widths = heads.map((head, at) =>
    Math.max(head.length, ...cells.map((line) => (line[at] ?? "").length)),
  );
  const line = (values: readonly string[]): string =>
    values
      .map((value, at) => (at === 1 ? value.padEnd(widths[at] ?? 0) : value.padStart(widths[at] ?? 0)))
      .join("  ");
  return [line(heads), ...cells.map(line)];
}
