import type { ExamplesOf } from "./route-example.ts";

export const codeExamples: ExamplesOf<"code"> = {};
