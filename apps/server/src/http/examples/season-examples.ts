import type { ExamplesOf } from "./route-example.ts";

export const seasonExamples: ExamplesOf<"season"> = {};
