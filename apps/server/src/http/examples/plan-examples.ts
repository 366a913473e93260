import type { ExamplesOf } from "./route-example.ts";

export const planExamples: ExamplesOf<"plan"> = {};
