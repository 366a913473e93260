import { nothingChanged, type Words } from "./words.ts";

/** What is said where a problem cannot be muted. Keyed by the code of the fault. */
export const problemFaultWords: Readonly<Record<string, Words>> = {
  "problem.mute.invalid": {
    what: (t) => `A problem cannot be muted until ${t.label("until")}`,
    did: nothingChanged,
    cause: "The day has passed, or it is more than a year away. Nothing is muted for ever.",
    fix: "Choose a day from today to one year from now.",
    owner: "district",
    sample: { until: "2019-12-24" },
  },
};
