import type { ExamplesOf } from "./route-example.ts";

export const settingExamples: ExamplesOf<"setting"> = {};
