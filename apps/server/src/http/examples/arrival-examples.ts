import { ownSource } from "./own-source.ts";
import type { ExamplesOf } from "./route-example.ts";

const source = ownSource("drop");

export const arrivalExamples: ExamplesOf<"arrival"> = {
  listArrivals: { params: source },
  watchSource: { params: source, query: { seconds: "0" } },
  showTimeline: { params: source },
};
