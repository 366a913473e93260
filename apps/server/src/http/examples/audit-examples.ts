import type { ExamplesOf } from "./route-example.ts";

export const auditExamples: ExamplesOf<"audit"> = {
  listAudit: {},
  exportAudit: {},
  verifyAudit: {},
};
