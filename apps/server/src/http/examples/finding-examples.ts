import type { ExamplesOf } from "./route-example.ts";

export const findingExamples: ExamplesOf<"finding"> = {};
