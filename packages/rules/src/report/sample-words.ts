import type { SampleReason } from "../plan/choose-samples.ts";

/** A reason beside its sample, in words. */
export const sampleReasonWords: Readonly<Record<SampleReason, string>> = {
  protected: "Protected: an administrator who signs in",
  "signed-in": "Signed in during the last week",
  "restricted-family": "Somebody of the family is restricted",
  "no-guardian-left": "Left without a guardian",
  "no-class-left": "Left in no class",
  "class-emptied": "The class is left without students",
  "class-loses-most": "The class that loses the most",
  "in-most-classes": "In more classes than the others who go",
};
