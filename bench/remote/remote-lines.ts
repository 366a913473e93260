import { spreadOf } from "../bench-row.ts";
import type { RemoteRound, RemoteRounds } from "./measure-remote.ts";

/** One way in figures: medians of its rounds, processor time in ms. */
export interface RemoteSummary {
  readonly name: string;
  readonly pages: number;
  readonly objects: number;
  readonly mib: number;
  readonly wallMs: number;
  readonly musterMs: number;
  /** Of the stand-in, while it served us. */
  readonly standInMs: number;
  /** Ours by the stand-in's: at most 0.5 is wanted. */
  readonly ratio: number;
  /** A client that throws every page away, and one that parses it first. */
  readonly bareMs: number;
  readonly parsingMs: number;
  readonly peakMiB: number;
  /** At the smaller size. */
  readonly smallPeakMiB: number;
}

export function summariseRemote(small: RemoteRounds, { name, rounds }: RemoteRounds): RemoteSummary {
  const [first] = rounds;
  if (first === undefined) throw new Error("nothing was measured");
  const median = (of: (round: RemoteRound) => number): number => spreadOf(rounds.map(of)).median;
  const { served, objects } = first.muster;
  return {
    ...{ name, pages: served.questions.length, objects, mib: served.bytes / 1024 ** 2 },
    wallMs: median(({ muster }) => muster.ms),
    musterMs: median(({ muster }) => muster.cpuMs),
    standInMs: median(({ muster }) => muster.served.cpuMs),
    ratio: median(({ muster }) => muster.cpuMs / muster.served.cpuMs),
    bareMs: median(({ bare }) => bare.cpuMs),
    parsingMs: median(({ parsing }) => parsing.cpuMs),
    peakMiB: Math.max(...rounds.map(({ muster }) => muster.peakMiB)),
    smallPeakMiB: Math.max(...small.rounds.map(({ muster }) => muster.peakMiB)),
  };
}

const widths = [15, 7, 9, 7, 9, 9, 10, 7, 8, 9, 10, 11];

/** The table as it is printed. */
export function remoteLines(rows: readonly RemoteSummary[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at] ?? 0) : cell.padStart(widths[at] ?? 0)))
      .join("");
  const whole = (value: number): string => value.toFixed(0);
  return [
    line([
      ...["source", "pages", "objects", "MiB", "wall ms", "ours ms", "server ms", "ratio"],
      ...["bare ms", "parse ms", "peak MiB", "peak small"],
    ]),
    ...rows.map((row) =>
      line([
        ...[row.name, whole(row.pages), whole(row.objects), whole(row.mib), whole(row.wallMs)],
        ...[whole(row.musterMs), whole(row.standInMs), row.ratio.toFixed(2)],
        ...[whole(row.bareMs), whole(row.parsingMs), whole(row.peakMiB), whole(row.smallPeakMiB)],
      ]),
    ),
    "ours, server, bare, parse: processor time. Ratio: ours by the server's, at most 0.5 is wanted.",
  ];
}
