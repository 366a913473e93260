import { deliverCollections } from "../collections/deliver-collections.ts";
import { lookAtRoster } from "../collections/look-at-roster.ts";
import type { Connection, Delivery, Sighting, SourceKind } from "../source.ts";
import { withServer } from "./open-server.ts";
import { oneRosterFields } from "./server-fields.ts";

/**
 * Any server of OneRoster REST 1.1 or 1.2. What vendors do differently is data (`@muster/oneroster/rest/dialect.ts`);
 * here are only its settings, and the way from an address and a key to files.
 */
export const oneRosterRestSource: SourceKind = {
  kind: "oneroster-rest",
  label: "OneRoster server (REST)",
  fields: oneRosterFields,
  look: lookAtServer,
  fetch: fetchServer,
};

async function lookAtServer(connection: Connection): Promise<Sighting> {
  return withServer(connection, async (roster, grantedBeyondNeed) => {
    const sighting = await lookAtRoster(connection, roster);
    return { ...sighting, oversharing: [...sighting.oversharing, ...grantedBeyondNeed] };
  });
}

async function fetchServer(connection: Connection): Promise<Delivery> {
  return withServer(connection, (roster) => deliverCollections(connection, roster));
}
