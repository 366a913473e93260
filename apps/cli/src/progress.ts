import type { RunStep } from "@muster/sync/run/sync-request.ts";
import { SingleBar } from "cli-progress";
import type { Terminal } from "./terminal.ts";

/** How far a command is, told on stderr: a bar a stage where somebody watches, one plain line a step elsewhere. */
export interface Progress {
  readonly step: (step: RunStep) => void;
  /** Something worth a line beside the stages, such as the database being made. */
  readonly note: (text: string) => void;
  /** The stage that was told last; undefined before the first. */
  readonly stage: () => RunStep["stage"] | undefined;
  /** Ends the bar in hand, so that whatever is printed next stands on a line of its own. */
  readonly end: () => void;
}

const words: Readonly<Record<RunStep["stage"], string>> = {
  wait: "Waiting for another run of this district to end",
  collect: "Opening the files",
  read: "Reading",
  check: "Checking",
  plan: "Planning",
  gate: "Judging the plan",
  apply: "Applying",
  verify: "Verifying",
  report: "Reporting",
};

export function startProgress(terminal: Terminal): Progress {
  return terminal.isWatched ? barProgress() : lineProgress(terminal);
}

function lineProgress(terminal: Terminal): Progress {
  let said = "";
  let stage: RunStep["stage"] | undefined;
  return {
    step: (step) => {
      const line = lineOf(step, step.stage === stage);
      stage = step.stage;
      // A stage begins before its first file does: "Reading" alone would say nothing.
      if (line === said || (step.stage === "read" && step.what === undefined)) return;
      said = line;
      terminal.note(line);
    },
    note: (text) => terminal.note(text),
    stage: () => stage,
    end: () => undefined,
  };
}

/** A line a file, a list or a wait, however often one of them tells how far it is. */
function lineOf({ stage, what, done }: RunStep, isGoingOn: boolean): string {
  if (stage === "read" && what !== undefined) return `Reading ${what}`;
  if (stage !== "collect" || what === undefined || !isGoingOn) return words[stage];
  // A fetch may wait a minute for files to be quiet: who watches a silent terminal takes it for dead.
  if (what.startsWith("waiting")) return `Waiting${what.slice("waiting".length)}`;
  return done === undefined ? words[stage] : `Fetching ${what.replace(/, page \d+$/, "")}`;
}

function barProgress(): Progress {
  let bar: SingleBar | undefined;
  let stage: RunStep["stage"] | undefined;
  const end = (): void => {
    if (bar === undefined) return;
    bar.update(bar.getTotal());
    bar.stop();
    bar = undefined;
  };
  const step = (now: RunStep): void => {
    const of = Math.max(1, now.of ?? 1);
    if (now.stage !== stage || bar === undefined) {
      end();
      stage = now.stage;
      bar = startBar(words[now.stage], of);
    }
    if (now.of !== undefined) bar.setTotal(of);
    bar.update(now.done ?? 0, { what: now.what ?? "" });
  };
  const note = (text: string): void => {
    end();
    process.stderr.write(`${text}\n`);
  };
  return { step, note, stage: () => stage, end };
}

function startBar(name: string, total: number): SingleBar {
  const bar = new SingleBar({
    format: `${name.padEnd(18)} {bar} {percentage}% {duration_formatted} {what}`,
    stream: process.stderr,
    barCompleteChar: "█",
    barIncompleteChar: "░",
    barsize: 24,
    fps: 5,
    // The seconds go on while a stage has nothing to count.
    forceRedraw: true,
    // Ctrl-C is ours: it says what it leaves before anything ends.
    gracefulExit: false,
  });
  bar.start(total, 0, { what: "" });
  return bar;
}
