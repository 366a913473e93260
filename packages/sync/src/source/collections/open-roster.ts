import type { CollectionName } from "@muster/oneroster/rest/collections.ts";
import { collectionAddress, type Dialect, type RestVersion } from "@muster/oneroster/rest/dialect.ts";
import type { Collection } from "@muster/oneroster/rest/reading.ts";
import type { RestFetch, RestRequest } from "@muster/oneroster/rest/rest-fetch.ts";
import type { RestServer } from "@muster/oneroster/rest/rest-server.ts";
import type { RestSignIn } from "@muster/oneroster/rest/sign-in.ts";
import { Fault } from "../../fault.ts";
import { type GuardedFetch, guardedFetch } from "../network/guarded-fetch.ts";
import { retrying } from "../network/retrying.ts";
import type { Connection } from "../source.ts";

/** Where a roster lies, and how to speak with whoever keeps it. */
export interface RosterAccess {
  /** Of the rostering service, without a slash at its end. */
  readonly service: URL;
  readonly dialect: Pick<Dialect, "version" | "sorts" | "totalHeader" | "lacks">;
  readonly pageSize: number;
  readonly signIn: RestSignIn;
  /** A sign-in that may read what hangs on a school too, where that needs another one. */
  readonly signInToParts?: () => Promise<RestSignIn>;
}

/** A roster whose collections can be asked for, each with limits of its own. */
export interface OpenRoster {
  readonly host: string;
  readonly service: URL;
  readonly version: RestVersion;
  readonly totalHeader: string;
  readonly lacks: readonly CollectionName[];
  readonly signIn: RestSignIn;
  readonly collection: (name: CollectionName) => Collection;
  /** A server with a fresh allowance of bytes and time. */
  readonly server: (name: string) => RestServer;
  /** The same for questions that may stay without an answer: asked once, and waited for by nobody. */
  readonly partServer: () => Promise<RestServer>;
}

/** A connection with its sockets. */
export interface Line {
  readonly connection: Connection;
  readonly http: GuardedFetch;
  /** Ends every request, also the one for a page ahead that nobody waits for any more. */
  readonly hangUp: () => void;
}

export function openLine(given: Connection): Line {
  const ended = new AbortController();
  const connection = { ...given, signal: AbortSignal.any([given.signal, ended.signal]) };
  const http = guardedFetch(connection);
  const hangUp = (): void => {
    ended.abort(new Error("the work on this line is over"));
    http.close();
  };
  return { connection, http, hangUp };
}

/** The transport that the reader of OneRoster servers is given: guarded, and tried again where that may help. */
export function sendOver({ http, connection }: Omit<Line, "hangUp">): RestFetch {
  return ({ sign, ...request }) => retrying(signing(http, sign), connection).request(request);
}

/** Signs inside the attempt: a server refuses to see the same signature again. */
function signing(http: GuardedFetch, sign: RestRequest["sign"]): GuardedFetch {
  if (sign === undefined) return http;
  return {
    ...http,
    request: async (asked) => http.request({ ...asked, headers: { ...asked.headers, ...(await sign()) } }),
  };
}

export function openRoster({ http, connection }: Line, access: RosterAccess): OpenRoster {
  const { service, dialect, pageSize, signIn } = access;
  const { version, sorts, totalHeader, lacks } = dialect;
  const { limits, now } = connection;
  const once = { ...connection, limits: { ...limits, attempts: 1 } };
  return {
    ...{ host: service.hostname, service, version, totalHeader, lacks, signIn },
    collection: (name) => ({
      ...{ name, key: name, idField: "sourcedId", url: collectionAddress(service, name), pageSize },
      ...{ sorts, totalHeader, maxPages: limits.listed, readsAhead: true },
    }),
    server: (name) => ({
      ...{ send: sendOver({ http: http.forCollection(name), connection }), signIn },
      ...{ now, isTooMuch },
    }),
    partServer: async () => ({
      ...{ send: sendOver({ http: http.forCollection("schools"), connection: once }), now, isTooMuch },
      ...{ signIn: (await access.signInToParts?.()) ?? signIn },
    }),
  };
}

/**
 * Failures that a smaller page may mend (Q133): the server broke at it, or needed too long. Who says when to come again
 * has no time at all.
 */
export function isTooMuch(error: unknown): boolean {
  if (!(error instanceof Fault)) return false;
  const { status, reason, seconds } = error.facts;
  if (error.code === "source.transfer.timeout") return reason === "silent";
  if (typeof status !== "number" || status < 500 || typeof seconds === "number") return false;
  return error.code === "source.server.failed" || error.code === "source.server.busy";
}
