import type { ExamplesOf } from "./route-example.ts";

export const personExamples: ExamplesOf<"person"> = {};
