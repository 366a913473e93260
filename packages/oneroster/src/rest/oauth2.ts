import { percentEncode, withQuery } from "./percent-encode.ts";
import {
  isObject,
  type RestAnswer,
  type RestFetch,
  type RestObject,
  type RestRequest,
  readJson,
} from "./rest-fetch.ts";
import { SignInError } from "./sign-in-error.ts";

/** Where and how a server wants to be asked for a token: everything that vendors do differently (Q131). */
export interface TokenRequest {
  readonly tokenUrl: URL;
  readonly clientId: string;
  readonly clientSecret: string;
  /** Whole scope names; none are sent where the list is empty. */
  readonly scopes: readonly string[];
  /** The client's name and secret as HTTP Basic or as fields of the form (RFC 6749 §2.3.1). */
  readonly client: "basic" | "form";
  /** `grant_type` and `scope` in the form as the standard says, or in the query (Infinite Campus). */
  readonly parameters: "form" | "query";
}

/** A token as it was granted. */
export interface AccessToken {
  readonly value: string;
  /** When it ends, in ms since 1970; undefined where the server does not say. */
  readonly expiresAt: number | undefined;
  /** What was granted, which may be less or more than was asked for; undefined where the server does not say. */
  readonly scopes: readonly string[] | undefined;
  /** Cookies of the answer, for servers that want them back (Synergy). */
  readonly cookies: string;
}

/**
 * Asks for a token with the client's own credentials (RFC 6749 §4.4; OneRoster 1.2 security).
 *
 * @throws SignInError
 */
export async function requestToken(
  send: RestFetch,
  request: TokenRequest,
  now: () => Date,
): Promise<AccessToken> {
  const answer = await send(tokenRequest(request));
  if (answer.status >= 500 || answer.status === 429) throw new SignInError("failed", answer.status);
  if (answer.status < 200 || answer.status > 299) throw await refusalOf(answer);
  const body = await readJson(answer);
  if (!isObject(body)) throw new SignInError("unreadable", answer.status);
  const value = body.access_token;
  // @NOTE the value goes into a header: whatever could end a header's line is no token.
  if (typeof value !== "string" || !/^[!-~]+$/.test(value))
    throw new SignInError("unreadable", answer.status);
  return {
    value,
    expiresAt: expiry(body, now),
    scopes: typeof body.scope === "string" ? body.scope.split(/\s+/).filter((one) => one !== "") : undefined,
    cookies: cookiesOf(answer.headers.get("set-cookie")),
  };
}

/** RFC 6749 §5.2: a client that is known may ask for what it may not have. Whatever else is said is a refusal. */
async function refusalOf(answer: RestAnswer): Promise<SignInError> {
  const body = answer.status === 400 ? await answer.json().catch(() => undefined) : undefined;
  const isScope = isObject(body) && body.error === "invalid_scope";
  return new SignInError(isScope ? "scope" : "refused", answer.status);
}

function tokenRequest(request: TokenRequest): RestRequest {
  const { tokenUrl, clientId, clientSecret, scopes, client, parameters } = request;
  const grant: [string, string][] = [["grant_type", "client_credentials"]];
  if (scopes.length > 0) grant.push(["scope", scopes.join(" ")]);
  const form =
    client === "form" ? [["client_id", clientId] as const, ["client_secret", clientSecret] as const] : [];
  const headers: Record<string, string> = {
    accept: "application/json",
    "content-type": "application/x-www-form-urlencoded",
  };
  if (client === "basic") {
    const name = new TextEncoder().encode(`${percentEncode(clientId)}:${percentEncode(clientSecret)}`);
    headers.authorization = `Basic ${btoa(String.fromCharCode(...name))}`;
  }
  const url = parameters === "query" ? withQuery(tokenUrl, [...tokenUrl.searchParams, ...grant]) : tokenUrl;
  const fields = parameters === "query" ? form : [...grant, ...form];
  return {
    method: "POST",
    url,
    headers,
    body: fields.map(([name, value]) => `${name}=${percentEncode(value)}`).join("&"),
  };
}

/** `expires_in` in seconds, as a number or, as some send it, as text. */
function expiry({ expires_in: seconds }: RestObject, now: () => Date): number | undefined {
  const lasts = typeof seconds === "string" ? Number(seconds) : seconds;
  if (typeof lasts !== "number" || !Number.isFinite(lasts) || lasts <= 0) return undefined;
  return now().getTime() + lasts * 1000;
}

/** The pairs of `Set-Cookie` without their attributes. */
function cookiesOf(header: string | null): string {
  if (header === null) return "";
  const pairs = header
    .split(/,(?=\s*[\w!#$%&'*+.^`|~-]+=)/)
    .map((cookie) => cookie.split(";")[0]?.trim() ?? "");
  return pairs.filter((pair) => /^[!-~]+=[!-~]*$/.test(pair)).join("; ");
}
