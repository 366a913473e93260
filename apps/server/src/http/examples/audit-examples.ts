import type { ExamplesOf } from "./route-example.ts";

export const auditExamples: ExamplesOf<"audit"> = {};
