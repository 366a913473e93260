import { parseArgs } from "node:util";

/** What `npm run bench -- …` was asked for. */
export interface BenchOptions {
  /** Numbers of the rows wanted; empty: all but those that only `full` brings. */
  readonly only: readonly number[];
  /** Repetitions of everything; undefined: 5 of a day, 3 of a first sync and of each day of the growth rows. */
  readonly runs: number | undefined;
  readonly isFull: boolean;
  readonly keeps: boolean;
  readonly json: string | undefined;
}

export const usage: string = `npm run bench -- [options]
  --only N[,N]   these rows of the table alone (1 to 7)
  --runs N       repetitions (5 of a day, 3 of a first sync and of the growth rows)
  --full         row 6 too: 8,000,000 enrollments; many minutes, 3 GB of disk
  --json FILE    the rows with their spreads as JSON
  --keep         leave the temporary folder for a look`;

/** Reads the options. Throws, with a sentence for the person who typed it, on what is none. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      only: { type: "string", multiple: true },
      runs: { type: "string" },
      full: { type: "boolean" },
      keep: { type: "boolean" },
      json: { type: "string" },
    },
  });
  const only = (values.only ?? []).flatMap((list) => list.split(",")).map(rowNumber);
  const runs = values.runs === undefined ? undefined : Number(values.runs);
  if (runs !== undefined && !(Number.isInteger(runs) && runs > 0))
    throw new Error(`--runs takes a number from 1 on, not ${values.runs}`);
  const isFull = values.full === true || only.includes(6);
  return { only, runs, isFull, keeps: values.keep === true, json: values.json };
}

function rowNumber(text: string): number {
  const row = Number(text);
  if (!Number.isInteger(row) || row < 1 || row > 7) throw new Error(`--only takes rows 1 to 7, not ${text}`);
  return row;
}
