import type { ExamplesOf } from "./route-example.ts";

export const uploadExamples: ExamplesOf<"upload"> = {};
