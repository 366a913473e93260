import { makeClient } from "@muster/sync/access/api-clients.ts";
import type { ExamplesOf, RouteExample } from "./route-example.ts";

/** A client of the district, whose number no other district has. */
const aClient: NonNullable<RouteExample["params"]> = async ({ db, districtId, world }) => {
  const { client } = await db.session(districtId, (session) =>
    session.write(async (tx) => {
      await tx.query(
        `insert into counter (district_id, name, value) values ($1, 'api-client', $1 * 10000) on conflict do nothing`,
        [districtId],
      );
      return makeClient(tx, districtId, { name: "Library", scopes: [] }, "test", world.now());
    }),
  );
  return { client };
};

export const clientExamples: ExamplesOf<"client"> = {
  listClients: {},
  rotateClient: { params: aClient },
  revokeClient: { params: aClient },
  makeClient: { body: async () => ({ name: "Library" }) },
};
