import type { Outcome } from "../model/outcome.ts";

/** How a day or a run is told in one word: what it is called, the letter of its cell, and how much it asks for. */
export interface OutcomeWords {
  /** One or two words, as a badge or a legend shows them. */
  readonly label: string;
  /** Told beside the colour, so that nobody needs the colour. */
  readonly letter: string;
  /** `good` all is well · `quiet` nothing happened · `waits` a person decides · `bad` it did not work. */
  readonly tone: "good" | "quiet" | "waits" | "bad";
  /** What it means, as a sentence. */
  readonly means: string;
}

/** The outcomes a run can have, and the days without one. */
export const outcomeWords: Readonly<Record<Outcome | "none" | "running", OutcomeWords>> = {
  applied: {
    ...{ label: "Applied", letter: "A", tone: "good" },
    means: "Everything planned is in the directory, and that was verified.",
  },
  no_changes: {
    ...{ label: "No changes", letter: "N", tone: "quiet" },
    means: "The roster already was as the files say.",
  },
  held: { label: "Waiting", letter: "W", tone: "waits", means: "Nothing was changed; a person decides." },
  partly_applied: {
    ...{ label: "Partly applied", letter: "P", tone: "waits" },
    means: "What is safe was applied; the rest was held for a person.",
  },
  rejected_input: {
    ...{ label: "Not accepted", letter: "R", tone: "bad" },
    means: "Nothing was changed; whoever sends the files has to mend something.",
  },
  failed: { label: "Failed", letter: "F", tone: "bad", means: "Nothing was changed; something broke." },
  cancelled: {
    ...{ label: "Stopped", letter: "S", tone: "quiet" },
    means: "Nothing was changed; a person stopped it.",
  },
  superseded: {
    ...{ label: "Out of date", letter: "O", tone: "quiet" },
    means: "Nothing was changed; the directory had moved on before this plan was applied.",
  },
  undone: {
    label: "Taken back",
    letter: "U",
    tone: "quiet",
    means: "It was applied once and has been taken back.",
  },
  running: { label: "Running", letter: "…", tone: "quiet", means: "It has not ended yet." },
  none: { label: "No sync", letter: "–", tone: "quiet", means: "Nothing ran on this day." },
};

/** What became since of what waited: a day tells that, a run what it was when it ended. */
const decidedWords: ReadonlyMap<string, OutcomeWords> = new Map([
  [
    "declined",
    {
      ...{ label: "Declined", letter: "D", tone: "quiet" },
      means: "Nothing was changed; a person declined the plan.",
    },
  ],
  [
    "rest_declined",
    {
      ...{ label: "Rest declined", letter: "d", tone: "quiet" },
      means: "What is safe was applied; a person declined the rest.",
    },
  ],
]);

/** The words of an outcome that came as text; one nobody knows is told by its own name. */
export function wordsOfOutcome(outcome: string): OutcomeWords {
  const known = Object.hasOwn(outcomeWords, outcome) ? outcomeWords[outcome as Outcome] : undefined;
  return known ?? decidedWords.get(outcome) ?? { label: outcome, letter: "?", tone: "quiet", means: "" };
}
