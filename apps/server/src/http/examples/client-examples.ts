import { type ExamplesOf, idOf } from "./route-example.ts";

const newest = idOf("client", "max(client_number) from api_client where district_id = $1");

export const clientExamples: ExamplesOf<"client"> = {
  listClients: {},
  makeClient: { body: async () => ({ name: "Library" }) },
  rotateClient: { params: newest },
  revokeClient: { params: newest },
};
