import type { ExamplesOf } from "./route-example.ts";

export const tokenExamples: ExamplesOf<"token"> = {
  listTokens: {},
  makeToken: { body: async () => ({ name: "Nightly report", rights: ["see"], days: 30 }) },
  // Who may end which is no matter of the role alone: a test of its own asks for one's own and for another's.
  revokeToken: { params: async () => ({ token: 888_888_888 }), status: 404 },
};
