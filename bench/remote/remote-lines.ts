import { spreadOf } from "../bench-row.ts";
import type { RemoteRound, RemoteRounds } from "./measure-remote.ts";

/** One way in figures: medians of its rounds, processor time in ms. */
export interface RemoteSummary {
  readonly name: string;
  readonly pages: number;
  readonly objects: number;
  readonly mib: number;
  /** From the first question to the last file: ours, and of a client that throws every page away. */
  readonly tookMs: number;
  readonly bareTookMs: number;
  /** What we need beyond the server and the network, by what these need: at most 0.5 is wanted. */
  readonly beyond: number;
  readonly musterMs: number;
  /** Of the stand-in, while it served us. */
  readonly standInMs: number;
  /** Ours by the stand-in's. */
  readonly ratio: number;
  /** The client that throws every page away, and one that parses it first. */
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
    tookMs: median(({ muster }) => muster.ms),
    bareTookMs: median(({ bare }) => bare.ms),
    beyond: median(({ muster, bare }) => muster.ms / bare.ms - 1),
    musterMs: median(({ muster }) => muster.cpuMs),
    standInMs: median(({ muster }) => muster.served.cpuMs),
    ratio: median(({ muster }) => muster.cpuMs / muster.served.cpuMs),
    bareMs: median(({ bare }) => bare.cpuMs),
    parsingMs: median(({ parsing }) => parsing.cpuMs),
    peakMiB: Math.max(...rounds.map(({ muster }) => muster.peakMiB)),
    smallPeakMiB: Math.max(...small.rounds.map(({ muster }) => muster.peakMiB)),
  };
}

const heads = [
  ...["source", "pages", "objects", "MiB", "took ms", "bare took", "beyond"],
  ...["ours cpu", "server", "ratio", "bare", "parsing", "peak MiB", "peak small"],
];

/** The table as it is printed. */
export function remoteLines(rows: readonly RemoteSummary[]): readonly string[] {
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, at) => (at === 0 ? cell.padEnd(14) : cell.padStart((heads[at] ?? "").length + 3)))
      .join("");
  const whole = (value: number): string => value.toFixed(0);
  return [
    line(heads),
    ...rows.map((row) =>
      line([
        ...[row.name, whole(row.pages), whole(row.objects), whole(row.mib)],
        ...[whole(row.tookMs), whole(row.bareTookMs), row.beyond.toFixed(2)],
        ...[whole(row.musterMs), whole(row.standInMs), row.ratio.toFixed(2)],
        ...[whole(row.bareMs), whole(row.parsingMs), whole(row.peakMiB), whole(row.smallPeakMiB)],
      ]),
    ),
    "took: by the clock. beyond: what we need longer than a client that throws every page away, by what it needs; at",
    "most 0.5 is wanted. Then processor time: ours, the server's, ours by the server's, a bare client's, a parsing one's.",
  ];
}
