import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import type { ExamplesOf } from "./route-example.ts";

/** The plan of the first sync, which was applied. */
const plan = async (of: TestDistrict) => {
  const row = await of.one<{ hash: string }>(
    "select hash from plan where district_id = $1 order by plan_id limit 1",
  );
  return { plan: row?.hash ?? "" };
};

const because = { reason: "it is right as it is" };

export const planExamples: ExamplesOf<"plan"> = {
  listPlans: {},
  showPlan: { params: plan },
  listPlanGroups: { params: plan },
  listPlanChanges: { params: plan, query: { kind: "addition" } },
  samplePlanGroup: { params: plan, query: { group: "1" } },
  exportPlanChanges: { params: plan },
  showPlanChange: { params: async (of) => ({ ...(await plan(of)), change: 1 }) },
  previewPlan: { params: plan },
  approvePlan: { params: plan, body: async () => because, status: 409 },
  declinePlan: { params: plan, body: async () => because, status: 409 },
};
