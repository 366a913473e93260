import type { ExamplesOf } from "./route-example.ts";

export const sourceExamples: ExamplesOf<"source"> = {};
