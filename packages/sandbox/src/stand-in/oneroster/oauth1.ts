import { createHmac } from "node:crypto";
import type { StandInRequest } from "../http/route.ts";

export type SignatureMethod = "HMAC-SHA1" | "HMAC-SHA256";

/** A consumer who may sign requests (OAuth 1.0a without tokens). */
export interface OAuth1Consumer {
  readonly key: string;
  readonly secret: string;
  /** Default both. */
  readonly methods?: readonly SignatureMethod[];
  /** How far a timestamp may be from this server's clock. Default 300. */
  readonly skewSeconds?: number;
}

/** Why a signed request is refused. */
export type OAuth1Refusal = "unsigned" | "consumer" | "method" | "timestamp" | "nonce" | "signature";

/** Percent-encoding of RFC 3986, as OAuth 1.0a asks for. */
export function percentEncode(text: string): string {
  return encodeURIComponent(text).replace(
    /[!'()*]/g,
    (mark) => `%${mark.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

/** The text that is signed: method, address without query, and all parameters sorted (RFC 5849, 3.4.1). */
export function signatureBase(
  method: string,
  url: string,
  params: readonly (readonly [name: string, value: string])[],
): string {
  const encoded = params
    .map(([name, value]) => [percentEncode(name), percentEncode(value)] as const)
    .sort(([a, x], [b, y]) => compare(a, b) || compare(x, y))
    .map(([name, value]) => `${name}=${value}`);
  return [method.toUpperCase(), url, encoded.join("&")].map(percentEncode).join("&");
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}

/** Signs a text. Consumers of OneRoster have no token, so its secret is empty. */
export function signature(method: SignatureMethod, secret: string, text: string, tokenSecret = ""): string {
  const hash = method === "HMAC-SHA1" ? "sha1" : "sha256";
  return createHmac(hash, `${percentEncode(secret)}&${percentEncode(tokenSecret)}`)
    .update(text)
    .digest("base64");
}

/** The parameters of an `Authorization: OAuth …` header, decoded, `realm` left out. */
function readHeader(header: string | undefined): Map<string, string> | undefined {
  if (header === undefined || !/^OAuth\s/i.test(header)) return undefined;
  const params = new Map<string, string>();
  for (const match of header.slice(6).matchAll(/([\w.-]+)="([^"]*)"/g)) {
    const name = decodeURIComponent(match[1] ?? "");
    if (name !== "realm") params.set(name, decodeURIComponent(match[2] ?? ""));
  }
  return params;
}

/** Checks signatures; remembers every nonce, so that none is taken twice. */
export function createOAuth1Check(
  consumer: OAuth1Consumer,
  now: () => Date,
): (request: StandInRequest) => OAuth1Refusal | undefined {
  const nonces = new Set<string>();
  const methods = consumer.methods ?? ["HMAC-SHA1", "HMAC-SHA256"];
  return (request) => {
    const params = readHeader(request.headers.authorization);
    if (params === undefined) return "unsigned";
    if (params.get("oauth_consumer_key") !== consumer.key) return "consumer";
    const method = methods.find((one) => one === params.get("oauth_signature_method"));
    if (method === undefined) return "method";
    const timestamp = params.get("oauth_timestamp") ?? "";
    const isNear = Math.abs(Number(timestamp) - now().getTime() / 1000) <= (consumer.skewSeconds ?? 300);
    if (!/^\d+$/.test(timestamp) || !isNear) return "timestamp";
    const signed = [...params].filter(([name]) => name !== "oauth_signature");
    const url = `${request.origin}${request.path}`;
    const text = signatureBase(request.method, url, [...signed, ...request.query]);
    if (params.get("oauth_signature") !== signature(method, consumer.secret, text)) return "signature";
    const nonce = `${timestamp} ${params.get("oauth_nonce") ?? ""}`;
    if (!params.has("oauth_nonce") || nonces.has(nonce)) return "nonce";
    nonces.add(nonce);
    return undefined;
  };
}
