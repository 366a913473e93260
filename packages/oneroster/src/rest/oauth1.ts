import { percentEncode } from "./percent-encode.ts";

/** ClassLink and most servers take SHA-256; older ones know SHA-1 alone. */
export type OAuth1Method = "HMAC-SHA256" | "HMAC-SHA1";

/** What a server gave us to sign with. Two-legged: nobody else's token is part of it. */
export interface OAuth1Key {
  readonly consumerKey: string;
  readonly consumerSecret: string;
  readonly method: OAuth1Method;
}

/** What makes one request differ from all others; a server may refuse a pair that it has seen. */
export interface OAuth1Stamp {
  /** From a source of chance that nobody can guess. */
  readonly nonce: string;
  /** Seconds since 1970. */
  readonly timestamp: number;
}

/**
 * The value of the header `Authorization` for one request without a body (RFC 5849; OneRoster 1.1 security). The
 * parameters of the query are signed decoded, as the server will see them.
 */
export async function signOAuth1(
  request: { readonly method: string; readonly url: URL },
  key: OAuth1Key,
  stamp: OAuth1Stamp,
): Promise<string> {
  const own: readonly Parameter[] = [
    ["oauth_consumer_key", key.consumerKey],
    ["oauth_nonce", stamp.nonce],
    ["oauth_signature_method", key.method],
    ["oauth_timestamp", String(stamp.timestamp)],
    ["oauth_version", "1.0"],
  ];
  const base = signatureBase(request.method, request.url, own);
  const signature = await hmac(key.method, `${percentEncode(key.consumerSecret)}&`, base);
  const parts = [...own, ["oauth_signature", signature] as const];
  return `OAuth ${parts.map(([name, value]) => `${name}="${percentEncode(value)}"`).join(", ")}`;
}

/** A parameter of the query, or one of OAuth's own; neither is encoded yet. */
export type Parameter = readonly [name: string, value: string];

/** What is signed: method, address without its query, and all parameters in order (RFC 5849 §3.4.1). */
export function signatureBase(method: string, url: URL, parameters: readonly Parameter[]): string {
  const all = [...url.searchParams, ...parameters].map(
    ([name, value]) => [percentEncode(name), percentEncode(value)] as const,
  );
  // Encoded text is ASCII, so comparing strings is comparing bytes.
  all.sort(([oneName, one], [otherName, other]) => compare(oneName, otherName) || compare(one, other));
  const listed = all.map(([name, value]) => `${name}=${value}`).join("&");
  return [method.toUpperCase(), `${url.protocol}//${url.host}${url.pathname}`, listed]
    .map(percentEncode)
    .join("&");
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** A message authentication code in base64. */
export async function hmac(method: OAuth1Method, secret: string, text: string): Promise<string> {
  const encoder = new TextEncoder();
  const algorithm = { name: "HMAC", hash: method === "HMAC-SHA1" ? "SHA-1" : "SHA-256" };
  const key = await crypto.subtle.importKey("raw", encoder.encode(secret), algorithm, false, ["sign"]);
  const signature = await crypto.subtle.sign("HMAC", key, encoder.encode(text));
  return btoa(String.fromCharCode(...new Uint8Array(signature)));
}
