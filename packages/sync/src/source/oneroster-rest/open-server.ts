import { randomUUID } from "node:crypto";
import {
  type Dialect,
  dialects,
  partScopes,
  rosterScopes,
  serviceAddress,
} from "@muster/oneroster/rest/dialect.ts";
import type { OAuth1Stamp } from "@muster/oneroster/rest/oauth1.ts";
import type { RestFetch } from "@muster/oneroster/rest/rest-fetch.ts";
import {
  type OAuth2SignIn,
  oauth1SignIn,
  oauth2SignIn,
  type RestSignIn,
} from "@muster/oneroster/rest/sign-in.ts";
import { SignInError } from "@muster/oneroster/rest/sign-in-error.ts";
import { Fault } from "../../fault.ts";
import { collectionFault } from "../collections/collection-fault.ts";
import { type OpenRoster, openLine, openRoster, sendOver } from "../collections/open-roster.ts";
import { invalidAddress } from "../network/guard-host.ts";
import type { Connection, SourceValues } from "../source.ts";

/**
 * Signs in to the server of a connection and lends it; its sockets end with the work.
 *
 * @throws Fault `source.address.invalid`, `source.sign-in.refused`, `source.scope.missing`, `source.token.unreadable`
 */
export async function withServer<Result>(
  connection: Connection,
  work: (roster: OpenRoster, grantedBeyondNeed: readonly string[]) => Promise<Result>,
): Promise<Result> {
  const { values } = connection;
  const dialect = dialects.get(values.vendor ?? "") ?? defaultDialect();
  const service = serviceAddress(values.address ?? "", dialect.version);
  if (service === undefined) throw invalidAddress("url");
  const line = openLine(connection);
  try {
    const { beyond, ...signIns } = await signInTo({
      connection,
      dialect,
      service,
      send: sendOver(line),
    });
    const pageSize = Number(values["page-size"] || dialect.pageSize);
    const access = { service, dialect, pageSize: Math.max(1, pageSize), ...signIns };
    return await work(openRoster(line, access), beyond);
  } catch (error) {
    throw namingTheWay(collectionFault(error, service.hostname), wayOf(values, dialect));
  } finally {
    line.hangUp();
  }
}

/** How we sign in: as told, or as the vendor usually has it. */
function wayOf(values: SourceValues, dialect: Dialect): string {
  return values["sign-in"] || (dialect.signIn === "oauth1" ? "oauth1-sha256" : "oauth2");
}

/** A secret that is right is refused as well where it is shown in the wrong way: whoever set it up hears which it was. */
function namingTheWay(error: unknown, signIn: string): unknown {
  if (!(error instanceof Fault) || error.code !== "source.sign-in.refused") return error;
  const { code, retry, message, facts } = error;
  return new Fault(code, retry, message, { ...facts, signIn }, { cause: error });
}

function defaultDialect(): Dialect {
  const dialect = dialects.get("generic-1.2");
  if (dialect === undefined) throw new Error("there is a dialect for servers of nobody in particular");
  return dialect;
}

interface SigningIn {
  readonly connection: Connection;
  readonly dialect: Dialect;
  readonly service: URL;
  readonly send: RestFetch;
}

interface SignedIn {
  readonly signIn: RestSignIn;
  readonly signInToParts?: () => Promise<RestSignIn>;
  /** Scopes that the server gave us and that we have no use for. */
  readonly beyond: readonly string[];
}

async function signInTo(way: SigningIn): Promise<SignedIn> {
  const { connection, dialect } = way;
  const { values } = connection;
  const chosen = wayOf(values, dialect);
  if (chosen === "oauth2") return signInByToken(way);
  const key = {
    consumerKey: values["client-id"] ?? "",
    consumerSecret: values["client-secret"] ?? "",
    method: chosen === "oauth1-sha1" ? "HMAC-SHA1" : "HMAC-SHA256",
  } as const;
  return { signIn: oauth1SignIn(key, () => stampAt(connection.now())), beyond: [] };
}

/** A nonce from a source of chance that nobody can guess, and the time. */
export function stampAt(now: Date): OAuth1Stamp {
  return { nonce: randomUUID(), timestamp: Math.floor(now.getTime() / 1000) };
}

async function signInByToken({ connection, dialect, service, send }: SigningIn): Promise<SignedIn> {
  const { values, now } = connection;
  const request = {
    tokenUrl: tokenAddress(values, dialect, service),
    clientId: values["client-id"] ?? "",
    clientSecret: values["client-secret"] ?? "",
    client:
      values["client-auth"] === "form" || values["client-auth"] === "basic"
        ? values["client-auth"]
        : dialect.client,
    parameters: dialect.tokenParameters,
  };
  const open = (scopes: readonly string[]) =>
    oauth2SignIn(send, { ...request, scopes }, { now, keepsCookies: dialect.keepsCookies });
  const asked = scopesOf(values, dialect);
  const signIn = open(asked);
  const { scopes = [] } = await signIn.token();
  const wider = partScopes[dialect.version];
  // Whoever has named the scopes is asked for no others.
  const isAsGiven = (values.scopes ?? "") !== "" || scopes.includes(wider);
  const signInToParts = async (): Promise<RestSignIn> =>
    isAsGiven ? signIn : orAsBefore(open([...asked, wider]), signIn);
  return { signIn, signInToParts, beyond: judgeScopes(scopes) };
}

/** The wider sign-in where it is granted; what it is for can do without it. */
async function orAsBefore(wider: OAuth2SignIn, before: RestSignIn): Promise<RestSignIn> {
  try {
    await wider.token();
    return wider;
  } catch (error) {
    if (error instanceof SignInError || error instanceof Fault) return before;
    throw error;
  }
}

/** Where tokens are asked for: as told, or behind the service. */
function tokenAddress(values: SourceValues, dialect: Dialect, service: URL): URL {
  const told = values["token-address"] ?? "";
  if (told === "") return new URL(`${service.origin}${service.pathname}${dialect.tokenPath || "/token"}`);
  if (!URL.canParse(told)) throw invalidAddress("url");
  return new URL(told);
}

function scopesOf(values: SourceValues, dialect: Dialect): readonly string[] {
  const told = (values.scopes ?? "").split(",").filter((scope) => scope !== "");
  return told.length > 0 ? told : rosterScopes[dialect.version];
}

const ofTheStandard = /purl\.imsglobal\.org\/spec\/or\/v1p\d\/scope\/([\w.-]+)$/;
const readsRosters = new Set(["roster.readonly", "roster-core.readonly"]);

/**
 * What was granted may be less than was asked for: without a scope for rosters every list would be refused. It may be
 * more, and then it is told: rights to write, demographics.
 */
function judgeScopes(granted: readonly string[]): readonly string[] {
  const known = granted.map((scope) => ofTheStandard.exec(scope)?.[1]).filter((name) => name !== undefined);
  if (known.length > 0 && !known.some((name) => readsRosters.has(name))) throw new SignInError("scope", 200);
  return known.filter((name) => !readsRosters.has(name)).map((name) => `scope ${name}`);
}
