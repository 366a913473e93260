import type { ExamplesOf } from "./route-example.ts";

export const operatorExamples: ExamplesOf<"operator"> = {};
