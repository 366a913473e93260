import type { ExamplesOf } from "./route-example.ts";

export const classroomExamples: ExamplesOf<"classroom"> = {};
