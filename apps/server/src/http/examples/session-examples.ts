import type { ExamplesOf } from "./route-example.ts";

export const sessionExamples: ExamplesOf<"session"> = {
  showSession: {},
  openSession: { body: async () => ({ email: "nobody@example.org", password: "x" }), status: 401 },
  useLink: { body: async () => ({ link: "x" }), status: 401 },
  closeSession: { endsSession: true },
  proveSession: { body: async () => ({ password: "x" }), status: 401 },
  turnSession: { body: async ({ districtId }) => ({ districtId }) },
  setPassword: { body: async () => ({ password: "short" }), status: 400 },
  offerSecondFactor: {},
  dropSecondFactor: {},
  listBrowsers: {},
  closeOtherBrowsers: {},
  setSecondFactor: { body: async () => ({ secret: "JBSWY3DPEHPK3PXP", code: "000000" }), status: 401 },
};
