import type { allRoutes } from "@muster/api/all-routes.ts";
import { servicePaths } from "@muster/oneroster/rest/dialect.ts";
import { listClients, makeClient, revokeClient, rotateClient } from "@muster/sync/access/api-clients.ts";
import { signatureOf } from "@muster/sync/access/operator.ts";
import type { Answers } from "../answer.ts";

/** Answers about the systems that read the directory by OneRoster REST. */
export const answerClient: Answers<(typeof allRoutes)["client"]> = {
  listClients: async ({ world, operator: { districtId } }) => {
    const items = await world.db.session(districtId, (session) =>
      session.read((tx) => listClients(tx, districtId)),
    );
    const origin = world.publicUrl().replace(/\/+$/, "");
    return {
      items: items.map((item) => ({ ...item, scopes: [...item.scopes] })),
      addresses: {
        token: `${origin}${servicePaths["1.2"]}/token`,
        "1.1": `${origin}${servicePaths["1.1"]}`,
        "1.2": `${origin}${servicePaths["1.2"]}`,
      },
    };
  },
  makeClient: async ({ world, operator, body }) =>
    world.db.session(operator.districtId, (session) =>
      session.write((tx) => makeClient(tx, operator.districtId, body, signatureOf(operator), world.now())),
    ),
  rotateClient: async ({ world, operator: { districtId }, params }) =>
    world.db.session(districtId, (session) =>
      session.write((tx) => rotateClient(tx, districtId, params.client, world.now())),
    ),
  revokeClient: async ({ world, operator: { districtId }, params }) => {
    await world.db.session(districtId, (session) =>
      session.write((tx) => revokeClient(tx, districtId, params.client, world.now())),
    );
    return { isDone: true };
  },
};
