import { reportWidth } from "@muster/rules/report/message-text.ts";
import type { Config } from "./config.ts";

/** Where a command writes: data to stdout, everything else to stderr. */
export interface Terminal {
  /** A line of data. */
  readonly out: (line: string) => void;
  /** Does anybody still read stdout? `muster run list | head` stops reading early. */
  readonly isHeard: () => boolean;
  /** A line about what is going on. */
  readonly note: (line: string) => void;
  /** Is somebody watching stderr, so that a bar can move there? */
  readonly isWatched: boolean;
  /** Columns that a report may take on stdout, and on stderr; asked anew each time, for windows change. */
  readonly outWidth: () => number;
  readonly noteWidth: () => number;
  /** A headline: bold where stdout is a terminal that may show it. */
  readonly strong: (text: string) => string;
}

export function openTerminal(config: Config): Terminal {
  const isHeard = noticeWhenNobodyReads(process.stdout);
  noticeWhenNobodyReads(process.stderr);
  const isBold = process.stdout.isTTY === true && !config.isPlain;
  return {
    out: (line) => void process.stdout.write(`${line}\n`),
    isHeard,
    note: (line) => void process.stderr.write(`${line}\n`),
    isWatched: process.stderr.isTTY === true && !config.isUnattended,
    outWidth: () => reportWidth(process.stdout.columns),
    noteWidth: () => reportWidth(process.stderr.columns),
    strong: (text) => (isBold ? `\u001b[1m${text}\u001b[22m` : text),
  };
}

/** `muster run list | head` closes our stdout early: that is no failure of anybody. Answers whether it is still read. */
function noticeWhenNobodyReads(stream: NodeJS.WriteStream): () => boolean {
  let isHeard = true;
  stream.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code !== "EPIPE") throw error;
    isHeard = false;
  });
  return () => isHeard;
}
