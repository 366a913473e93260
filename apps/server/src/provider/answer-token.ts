import { allScopes, type Scope } from "@muster/oneroster/provider/operations.ts";
import { giveToken, type ReadingClient, readClient, tokenSeconds } from "@muster/sync/access/api-clients.ts";
import type { FastifyRequest } from "fastify";
import type { HttpWorld } from "../http/http-world.ts";

/** What is answered where tokens are given. */
export interface TokenAnswer {
  readonly status: number;
  readonly headers: Readonly<Record<string, string>>;
  readonly body: object;
}

/**
 * Gives a client a token for its id and secret (OAuth 2.0 client credentials, RFC 6749 §4.4): as HTTP Basic or in the
 * form, never from the address, which proxies write down. The scopes granted are those that were asked for and may be
 * had; scopes that are not ours are passed over, and without any all are granted.
 *
 * Two habits of readers in the field are understood: the form as JSON, and `grant_type` and `scope` in the address.
 */
export async function answerToken(world: HttpWorld, request: FastifyRequest): Promise<TokenAnswer> {
  const form = readForm(request);
  const [clientId, secret] = basicOf(request.headers.authorization) ?? [
    form.get("client_id") ?? "",
    form.get("client_secret") ?? "",
  ];
  const client = await readClient(world.db, clientId, secret, world.now());
  if (client === undefined)
    return refusal(401, "invalid_client", { "www-authenticate": 'Basic realm="Muster"' });
  const { searchParams } = new URL(request.url, "http://here");
  const grant = form.get("grant_type") ?? searchParams.get("grant_type");
  if (grant === null) return refusal(400, "invalid_request");
  if (grant !== "client_credentials") return refusal(400, "unsupported_grant_type");
  const asked = (form.get("scope") ?? searchParams.get("scope") ?? "")
    .split(/[\s,]+/)
    .filter((scope) => scope !== "");
  return grantScopes(world, client, asked);
}

function readForm({ body, headers }: FastifyRequest): URLSearchParams {
  const text = typeof body === "string" ? body : "";
  const type = headers["content-type"] ?? "";
  if (type.startsWith("application/x-www-form-urlencoded")) return new URLSearchParams(text);
  if (!type.startsWith("application/json")) return new URLSearchParams();
  const told = readJson(text);
  return new URLSearchParams(
    Object.fromEntries(Object.entries(told ?? {}).map(([name, value]) => [name, String(value)])),
  );
}

function readJson(text: string): object | undefined {
  try {
    const told: unknown = JSON.parse(text);
    return typeof told === "object" && told !== null ? told : undefined;
  } catch (error) {
    if (error instanceof SyntaxError) return undefined;
    throw error;
  }
}

async function grantScopes(
  world: HttpWorld,
  client: ReadingClient,
  asked: readonly string[],
): Promise<TokenAnswer> {
  const granted = asked.length === 0 ? client.scopes.map((scope) => prefix + scope) : asked;
  const kept = granted.flatMap((written) => {
    const scope = scopeOf(written);
    return scope !== undefined && client.scopes.includes(scope) ? [{ written, scope }] : [];
  });
  if (kept.length === 0) return refusal(400, "invalid_scope");
  const token = await giveToken(world.db, client, [...new Set(kept.map(({ scope }) => scope))], world.now());
  return {
    status: 200,
    headers: {},
    body: {
      ...{ access_token: token, token_type: "bearer", expires_in: tokenSeconds },
      scope: kept.map(({ written }) => written).join(" "),
    },
  };
}

const prefix = "https://purl.imsglobal.org/spec/or/v1p2/scope/";

/** With http or https, of 1.1 or 1.2: a token is good for both. */
function scopeOf(written: string): Scope | undefined {
  const name = /^https?:\/\/purl\.imsglobal\.org\/spec\/or\/v1p[12]\/scope\/([\w.-]+)$/.exec(written)?.[1];
  return allScopes.find((scope) => scope === name);
}

function refusal(status: number, error: string, headers: Readonly<Record<string, string>> = {}): TokenAnswer {
  return { status, headers, body: { error } };
}

/** Id and secret of HTTP Basic, which are encoded as in a form (RFC 6749 §2.3.1); not all encode them. */
function basicOf(header: string | undefined): readonly [string, string] | undefined {
  const encoded = /^Basic +([\w+/=-]+)$/i.exec(header ?? "")?.[1];
  if (encoded === undefined) return undefined;
  const text = Buffer.from(encoded, "base64").toString("utf8");
  const colon = text.indexOf(":");
  return colon < 0 ? [text, ""] : [text.slice(0, colon), text.slice(colon + 1)];
}
