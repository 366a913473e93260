import { type ExamplesOf, idOf } from "./route-example.ts";

export const tokenExamples: ExamplesOf<"token"> = {
  listTokens: {},
  makeToken: { body: async () => ({ name: "Nightly report", rights: ["see"], days: 30 }) },
  // Nobody has a token before the matrix, whose roles each make one; whose it is, a test of its own asks.
  revokeToken: { params: idOf("token", "max(token_id) from api_token where district_id = $1"), status: 404 },
};
