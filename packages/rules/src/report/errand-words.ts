import { wordsOfOutcome } from "./outcome-words.ts";

/** How far an errand is, and what it was to do. */
export interface ErrandFacts {
  readonly state: "waiting" | "running" | "done" | "dead" | "cancelled" | "redriven";
  /** False: it was to seal a plan and to change nothing. */
  readonly applies: boolean;
  readonly isUpload: boolean;
  /** Undefined until it is done. */
  readonly outcome: string | undefined;
}

/** What became of something that was asked for, in a sentence or two. */
export function errandWords({ state, applies, isUpload, outcome }: ErrandFacts): string {
  switch (state) {
    case "waiting":
      return "It waits for its turn.";
    case "running":
      return "It is under way.";
    case "done":
      return !applies && outcome === "held"
        ? "A plan is sealed. Nothing was changed; the plan says what would be."
        : wordsOfOutcome(outcome ?? "").means;
    case "dead":
      return `It could not be done, and is not tried again by itself.${isUpload ? " Its files are kept for two weeks, for whoever asks for it anew." : ""}`;
    case "cancelled":
      return `It was stopped before anything was changed.${isUpload ? " Its files are let go; bring them again when you like." : ""}`;
    case "redriven":
      return "Something newer has taken its place.";
    default:
      return state satisfies never;
  }
}
