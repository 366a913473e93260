import type { ExamplesOf } from "./route-example.ts";

export const homeExamples: ExamplesOf<"home"> = {
  showHome: {},
  listHealth: { query: { item: "student.family" } },
};
