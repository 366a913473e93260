import type { ExamplesOf } from "./route-example.ts";

export const tokenExamples: ExamplesOf<"token"> = {};
