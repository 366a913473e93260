import type { allRoutes } from "@muster/api/all-routes.ts";
import { faultMessage } from "@muster/rules/report/message.ts";
import { listRuns, showRun } from "@muster/sync/directory/runs.ts";
import type { Answers } from "../answer.ts";

/** Answers about runs. */
export const answerRun: Answers<(typeof allRoutes)["run"]> = {
  listRuns: async ({ world, operator }) => {
    const items = await listRuns(world.db, operator.districtId);
    return { items: [...items], next: null, total: items.length };
  },
  showRun: async ({ world, operator, params }) => {
    const shown = await showRun(world.db, operator.districtId, params.run);
    return {
      ...shown,
      headline: "",
      findings: shown.findings.map(({ code, severity, count }) => ({
        severity: severity as "error",
        count,
        message: faultMessage({ code, facts: {} }),
      })),
    };
  },
};
