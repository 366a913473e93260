import type { ExamplesOf } from "./route-example.ts";

export const schoolExamples: ExamplesOf<"school"> = {};
