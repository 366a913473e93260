import { planOfDistrict } from "./plan-examples.ts";
import type { ExamplesOf } from "./route-example.ts";

export const changeExamples: ExamplesOf<"change"> = {
  listPlanChanges: { params: planOfDistrict, query: { kind: "addition" } },
  listPlanChoices: { params: planOfDistrict },
  comparePlans: {
    params: async (of) => {
      const { plan } = await planOfDistrict(of);
      return { plan, other: plan };
    },
  },
  samplePlanGroup: { params: planOfDistrict, query: { group: "1" } },
  exportPlanChanges: { params: planOfDistrict },
  showPlanChange: { params: async (of) => ({ ...(await planOfDistrict(of)), change: 1 }) },
};
