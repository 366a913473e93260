import type { Answer, StandInRequest } from "../http/route.ts";

/** A client of OAuth 2.0 client credentials. */
export interface OAuth2Client {
  readonly clientId: string;
  readonly clientSecret: string;
  /** What may be granted, without the standard's prefix. Default `roster-core.readonly`. */
  readonly scopes?: readonly string[];
  /** Of a token. Default 3600. */
  readonly lifetimeSeconds?: number;
  /** Where id and secret are accepted. Default either. */
  readonly clientIn?: "basic" | "form" | "either";
  /** Where `grant_type` and `scope` are read: the form, or as some servers have it, the query. Default form. */
  readonly grantIn?: "form" | "query";
  /** A cookie comes with the token and is wanted with every call, as some servers do. */
  readonly needsCookie?: boolean;
}

/** Gives out tokens and knows what they are good for. */
export interface TokenOffice {
  /** Answers the token address. */
  answer(request: StandInRequest): Answer;
  /** Scopes of the token of a request, without prefix; undefined: it has none that counts. */
  scopesOf(request: StandInRequest): ReadonlySet<string> | undefined;
  /** From now on no token given out so far counts. */
  expire(): void;
}

interface Token {
  readonly scopes: ReadonlySet<string>;
  readonly endsAt: number;
}

/** `prefix` is the version's, `https://purl.imsglobal.org/spec/or/v1p2/scope/`. */
export function createTokenOffice(client: OAuth2Client, prefix: string, now: () => Date): TokenOffice {
  const tokens = new Map<string, Token>();
  const granted = client.scopes ?? ["roster-core.readonly"];
  const lifetime = client.lifetimeSeconds ?? 3600;
  let number = 0;
  return {
    answer(request) {
      const refusal = tokenRefusal(client, request);
      if (refusal !== undefined) return refusal;
      const form = client.grantIn === "query" ? request.query : new URLSearchParams(request.body);
      const asked = (form.get("scope") ?? "").split(" ").filter((scope) => scope !== "");
      const scopes = granted.filter((scope) => asked.length === 0 || asked.includes(prefix + scope));
      if (scopes.length === 0) return { status: 400, json: { error: "invalid_scope" } };
      number += 1;
      const token = `sandbox-token-${number}`;
      tokens.set(token, { scopes: new Set(scopes), endsAt: now().getTime() + lifetime * 1000 });
      const scope = scopes.map((one) => prefix + one).join(" ");
      const headers = client.needsCookie === true ? { "set-cookie": `session=${number}; Path=/` } : {};
      const json = { access_token: token, token_type: "bearer", expires_in: lifetime, scope };
      return { status: 200, headers, json };
    },
    scopesOf(request) {
      const [scheme, value] = (request.headers.authorization ?? "").split(" ");
      if (scheme?.toLowerCase() !== "bearer" || value === undefined) return undefined;
      const token = tokens.get(value);
      if (token === undefined || token.endsAt <= now().getTime()) return undefined;
      const cookie = `session=${value.replace("sandbox-token-", "")}`;
      const cookies = (request.headers.cookie ?? "").split(/;\s*/);
      return client.needsCookie === true && !cookies.includes(cookie) ? undefined : token.scopes;
    },
    expire: () => tokens.clear(),
  };
}

/** Errors of RFC 6749, 5.2; undefined when a token may be given. */
function tokenRefusal(client: OAuth2Client, request: StandInRequest): Answer | undefined {
  const form = new URLSearchParams(request.body);
  const isForm = (request.headers["content-type"] ?? "").startsWith("application/x-www-form-urlencoded");
  const inForm = [form.get("client_id"), form.get("client_secret")];
  const place = client.clientIn ?? "either";
  const given = place === "form" ? inForm : (basicOf(request) ?? (place === "either" ? inForm : []));
  if (given[0] !== client.clientId || given[1] !== client.clientSecret)
    return { status: 401, json: { error: "invalid_client" } };
  const grant = client.grantIn === "query" ? request.query : isForm ? form : new URLSearchParams();
  if (grant.get("grant_type") === null) return { status: 400, json: { error: "invalid_request" } };
  if (grant.get("grant_type") === "client_credentials") return undefined;
  return { status: 400, json: { error: "unsupported_grant_type" } };
}

function basicOf(request: StandInRequest): readonly string[] | undefined {
  const match = /^Basic\s+(\S+)$/i.exec(request.headers.authorization ?? "");
  if (match?.[1] === undefined) return undefined;
  const text = Buffer.from(match[1], "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? [] : [text.slice(0, colon), text.slice(colon + 1)];
}
