import type { ExamplesOf } from "./route-example.ts";

export const noticeExamples: ExamplesOf<"notice"> = {};
