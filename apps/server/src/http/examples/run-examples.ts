import { type ExamplesOf, idOf } from "./route-example.ts";

export const runExamples: ExamplesOf<"run"> = {
  listRuns: {},
  showRun: { params: idOf("run", "max(run_id) from run where district_id = $1") },
};
