import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import type { ExamplesOf } from "./route-example.ts";

/** The plan of the first sync, which was applied. */
export const planOfDistrict = async (of: TestDistrict) => {
  const row = await of.one<{ hash: string }>(
    "select hash from plan where district_id = $1 order by plan_id limit 1",
  );
  return { plan: row?.hash ?? "" };
};

const because = { reason: "it is right as it is" };

export const planExamples: ExamplesOf<"plan"> = {
  listPlans: {},
  showPlan: { params: planOfDistrict },
  listPlanGroups: { params: planOfDistrict },
  previewPlan: { params: planOfDistrict },
  approvePlan: { params: planOfDistrict, body: async () => because, status: 409 },
  declinePlan: { params: planOfDistrict, body: async () => because, status: 409 },
};
