import { deliverCollections } from "../collections/deliver-collections.ts";
import { lookAtRoster } from "../collections/look-at-roster.ts";
import type { SourceKind } from "../source.ts";
import { classLinkFields } from "./classlink-fields.ts";
import { withClassLink } from "./open-classlink.ts";

/**
 * A district on ClassLink: through the proxy, with the key that ClassLink gave its partner and the district's own
 * bearer, found anew at every fetch; or directly at the district's Roster Server, with a key pair of OAuth 1
 * (standards: ClassLink, §2 and §3). Behind both lies a server of OneRoster 1.1.
 */
export const classLinkSource: SourceKind = {
  kind: "classlink",
  label: "ClassLink",
  fields: classLinkFields,
  look: (connection) =>
    withClassLink(connection, async (roster, tenantName) => {
      const sighting = await lookAtRoster(connection, roster);
      return { ...sighting, connectedTo: tenantName === "" ? sighting.connectedTo : tenantName };
    }),
  fetch: (connection) => withClassLink(connection, (roster) => deliverCollections(connection, roster)),
};
