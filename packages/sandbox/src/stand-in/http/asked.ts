import type { IncomingHttpHeaders } from "node:http";

/** How a client showed who it is. What it showed is not kept. */
export type Credential = "none" | "basic" | "bearer" | "oauth1" | "other";

/** One request, as it is remembered: never a token, a password, a signature or a body. */
export interface Asked {
  readonly method: string;
  /** Still encoded. */
  readonly path: string;
  /** Decoded; the value of anything that could be a secret is left out (""). */
  readonly query: Readonly<Record<string, string>>;
  /** Name of the route; "" when there is none. */
  readonly name: string;
  /** Which page of a listing. */
  readonly page: number | undefined;
  readonly credential: Credential;
  /** Of the answer; undefined when the request was left without one. */
  readonly status: number | undefined;
}

const secret = /token|secret|password|oauth_|signature|key/i;

/** The query without secrets. */
export function askedQuery(query: URLSearchParams): Readonly<Record<string, string>> {
  return Object.fromEntries([...query].map(([name, value]) => [name, secret.test(name) ? "" : value]));
}

/** Which kind of credential came; parameters in the query count as none. */
export function credentialOf(headers: IncomingHttpHeaders): Credential {
  const scheme = headers.authorization?.split(" ")[0]?.toLowerCase();
  switch (scheme) {
    case undefined:
      return "none";
    case "basic":
    case "bearer":
      return scheme;
    case "oauth":
      return "oauth1";
    default:
      return "other";
  }
}
