import type { District } from "@muster/sandbox/district.ts";
import { startClassLinkStandIn } from "@muster/sandbox/stand-in/classlink/start-classlink-stand-in.ts";
import { startCleverStandIn } from "@muster/sandbox/stand-in/clever/start-clever-stand-in.ts";
import type { StandInServer } from "@muster/sandbox/stand-in/http/stand-in-server.ts";
import { startOneRosterStandIn } from "@muster/sandbox/stand-in/oneroster/start-oneroster-stand-in.ts";
import type { SourceValues } from "@muster/sync/source/source.ts";

/** The ways that are measured. */
export const remoteNames = [
  "oneroster-1.1",
  "oneroster-1.2",
  "classlink",
  "clever",
  "clever-no-ids",
] as const;

export type RemoteName = (typeof remoteNames)[number];

/** How one question shows who asks: a header that stays, or a signature of each. */
export type Credential =
  | { readonly by: "bearer"; readonly bearer: string }
  | { readonly by: "oauth1"; readonly key: string; readonly secret: string }
  | { readonly by: "oauth2"; readonly tokenUrl: string; readonly id: string; readonly secret: string };

/** A stand-in that runs, what our source is told of it, and what another client of it needs. */
export interface StandInForBench {
  readonly server: StandInServer;
  readonly values: SourceValues;
  readonly credential: Credential;
}

const id = "bench";
const secret = "bench-secret";

/** Starts the stand-in of one way, over a district that lies in memory. */
export function startStandIn(name: RemoteName, district: District): Promise<StandInForBench> {
  switch (name) {
    case "oneroster-1.1":
      return startSigned(district);
    case "oneroster-1.2":
      return startWithToken(district);
    case "classlink":
      return startClassLink(district);
    case "clever":
      return startClever(district, true);
    case "clever-no-ids":
      return startClever(district, false);
    default:
      throw new Error(`no such way: ${name satisfies never}`);
  }
}

async function startSigned(roster: District): Promise<StandInForBench> {
  const consumer = { key: id, secret };
  const server = await startOneRosterStandIn({
    roster,
    version: "1.1",
    auth: { kind: "oauth1", ...consumer },
  });
  const signIn = { "sign-in": "oauth1-sha256", "client-id": id, "client-secret": secret };
  return {
    ...{ server, values: { address: server.origin, vendor: "generic-1.1", ...signIn } },
    credential: { by: "oauth1", key: id, secret },
  };
}

async function startWithToken(roster: District): Promise<StandInForBench> {
  const auth = { kind: "oauth2", clientId: id, clientSecret: secret } as const;
  const server = await startOneRosterStandIn({ roster, version: "1.2", auth });
  const signIn = { "client-id": id, "client-secret": secret, "token-address": server.tokenUrl };
  return {
    ...{ server, values: { address: server.origin, vendor: "generic-1.2", ...signIn } },
    credential: { by: "oauth2", tokenUrl: server.tokenUrl, id, secret },
  };
}

async function startClassLink(roster: District): Promise<StandInForBench> {
  const tenantId = 2222;
  const server = await startClassLinkStandIn({
    partnerKey: secret,
    districts: [{ tenantId, name: "Maple Valley USD", roster }],
  });
  const values = { address: server.origin, "tenant-id": String(tenantId), "partner-key": secret };
  return { server, values, credential: { by: "bearer", bearer: server.bearer(tenantId) } };
}

async function startClever(district: District, contactIds: boolean): Promise<StandInForBench> {
  const server = await startCleverStandIn({ district, sharing: { contactIds }, rateLimit: 1_000_000 });
  const { token } = server.keys;
  const values = { "district-id": server.districtId, "district-token": token, "base-url": server.origin };
  return { server, values, credential: { by: "bearer", bearer: token } };
}
