import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { type ExamplesOf, idOf } from "./route-example.ts";

const newest = idOf("run", "max(run_id) from run where district_id = $1");
/** The first sync of the district; undone it is not: its undo is only looked at. */
const firstSync = idOf("run", "min(run_id) from run where district_id = $1 and kind = 'sync'");

export const runExamples: ExamplesOf<"run"> = {
  listRuns: {},
  listDays: {},
  listCounts: {},
  // The two runs are found by the address; those of another district are looked for in run.pg.test.ts.
  compareRuns: { query: { a: "1", b: "1" } },
  showRun: { params: newest },
  runChangesCsv: { params: newest },
  runFindingsCsv: { params: newest },
  lookAtUndo: { params: firstSync },
  // No plan has this hash: whoever may apply an undo is told so, and nothing is taken back for the rows that follow.
  applyUndo: {
    params: firstSync,
    body: async (_of: TestDistrict) => ({ plan: "0".repeat(64) }),
    status: 404,
  },
};
