import type { District } from "../../district.ts";
import type { StandInFault } from "../http/fault.ts";
import type { Answer, Route, StandInRequest } from "../http/route.ts";
import { type StandInServer, startStandInServer } from "../http/stand-in-server.ts";
import type { CollectionName } from "./collections.ts";
import { imsxError } from "./imsx-error.ts";
import { createOAuth1Check, type OAuth1Consumer } from "./oauth1.ts";
import { createTokenOffice, type OAuth2Client } from "./oauth2.ts";
import { oneRosterRoutes } from "./oneroster-routes.ts";
import type { OneRosterVersion, RosterSetting, RosterVary } from "./record-source.ts";
import { createRosterListings } from "./roster-listings.ts";

/** How a client shows who it is. OneRoster 1.2 knows OAuth 2 alone; an open door is for trying things out. */
export type OneRosterAuth =
  | ({ readonly kind: "oauth1" } & OAuth1Consumer)
  | ({ readonly kind: "oauth2" } & OAuth2Client)
  | { readonly kind: "none" };

export interface OneRosterStandInOptions {
  readonly roster: District;
  readonly version: OneRosterVersion;
  readonly auth: OneRosterAuth;
  readonly faults?: readonly StandInFault[];
  /** Guardians as users, linked by `agents` both ways, or not at all. Default in-users. */
  readonly guardians?: "in-users" | "none";
  /** Shares birth dates. Default: no, or with OAuth 2 as far as a token's scopes go. */
  readonly demographics?: boolean;
  /** Where every `href` points: never this server. Default a name that nobody can own. */
  readonly hrefBase?: string;
  /** A vendor's habits, put on top. */
  readonly vary?: RosterVary;
  /** What stands before the collections. Default the version's path of the standard. */
  readonly basePath?: string;
  /** Default `<basePath>/token`. */
  readonly tokenPath?: string;
  /** This server's clock. */
  readonly now?: () => Date;
}

/** A server of OneRoster REST over a synthetic district. */
export interface OneRosterStandIn extends StandInServer {
  /** Where the collections are: `http://127.0.0.1:port/ims/oneroster/v1p1`. */
  readonly baseUrl: string;
  readonly tokenUrl: string;
  /** Serves another day of the district from the next request on. */
  replace(roster: District): void;
  /** From now on no token given out so far counts. */
  expireTokens(): void;
}

const versions = {
  "1.1": { basePath: "/ims/oneroster/v1p1", scopes: "https://purl.imsglobal.org/spec/or/v1p1/scope/" },
  "1.2": {
    basePath: "/ims/oneroster/rostering/v1p2",
    scopes: "https://purl.imsglobal.org/spec/or/v1p2/scope/",
  },
} as const;

/** Asks for credentials; undefined: come in. */
type Doorkeeper = (request: StandInRequest, name: CollectionName, isNested: boolean) => Answer | undefined;

/**
 * Starts a server of OneRoster REST 1.1 or 1.2 on loopback, fed by a district: every listing with paging, sorting,
 * filters and selected fields, single reads, the standard's errors, and faults on demand. Objects are made page by
 * page; a listing itself costs 4 bytes an object.
 */
export async function startOneRosterStandIn(options: OneRosterStandInOptions): Promise<OneRosterStandIn> {
  const { version, auth } = options;
  const basePath = options.basePath ?? versions[version].basePath;
  const tokenPath = options.tokenPath ?? `${basePath}/token`;
  const now = options.now ?? (() => new Date());
  const setting: RosterSetting = {
    version,
    hrefBase: options.hrefBase ?? `https://roster.example.org${versions[version].basePath}`,
    guardians: options.guardians ?? "in-users",
    vary: options.vary,
  };
  let listings = createRosterListings(options.roster, setting);
  const office = auth.kind === "oauth2" ? createTokenOffice(auth, versions[version].scopes, now) : undefined;
  const keeper = auth.kind === "oauth1" ? signatureKeeper(auth, version, now) : tokenKeeper(office, version);
  const isShared = options.demographics ?? auth.kind === "oauth2";
  const open = (request: StandInRequest, name: CollectionName, isNested: boolean) => {
    const refusal = keeper(request, name, isNested);
    if (refusal !== undefined || name !== "demographics" || isShared) return refusal ?? listings;
    return imsxError(version, "forbidden", "demographics are not shared");
  };
  const token: readonly Route[] =
    office === undefined ? [] : [{ name: "token", method: "POST", path: tokenPath, answer: office.answer }];
  const expireTokens = () => office?.expire();
  const server = await startStandInServer({
    routes: [...token, ...oneRosterRoutes({ version, basePath, open, headers: "oneroster" })],
    notFound: imsxError(version, "unknownobject", "there is nothing here"),
    expireTokens,
    ...(options.faults === undefined ? {} : { faults: options.faults }),
  });
  return {
    ...server,
    baseUrl: server.origin + basePath,
    tokenUrl: server.origin + tokenPath,
    replace(roster) {
      listings = createRosterListings(roster, setting);
    },
    expireTokens,
  };
}

function signatureKeeper(consumer: OAuth1Consumer, version: OneRosterVersion, now: () => Date): Doorkeeper {
  const check = createOAuth1Check(consumer, now);
  return (request) => {
    const refusal = check(request);
    return refusal === undefined
      ? undefined
      : imsxError(version, "unauthorisedrequest", `refused: ${refusal}`);
  };
}

/**
 * Demographics need a scope of their own, what hangs on a school the wider one of the two for rosters; everything else
 * either of them (oneroster-rest §6.2).
 */
function tokenKeeper(
  office: ReturnType<typeof createTokenOffice> | undefined,
  version: OneRosterVersion,
): Doorkeeper {
  return (request, name, isNested) => {
    if (office === undefined) return undefined;
    const scopes = office.scopesOf(request);
    if (scopes === undefined) return imsxError(version, "unauthorisedrequest", "no token that counts");
    const wanted =
      name === "demographics"
        ? ["roster-demographics.readonly"]
        : ["roster.readonly", ...(isNested ? [] : ["roster-core.readonly"])];
    if (wanted.some((scope) => scopes.has(scope))) return undefined;
    return imsxError(version, "forbidden", "the token has not the scope for this");
  };
}
