import type { ExamplesOf } from "./route-example.ts";

export const codeExamples: ExamplesOf<"code"> = {
  listCodes: {},
  showCode: { params: async () => ({ code: "row.id.missing" }), namesWord: true },
  listTemplates: {},
  showTemplate: { params: async () => ({ name: "users.csv" }), namesWord: true },
};
