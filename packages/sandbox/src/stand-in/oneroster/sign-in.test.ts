import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { createDistrict } from "../../district.ts";
import { signature, signatureBase } from "./oauth1.ts";
import type { OAuth2Client } from "./oauth2.ts";
import type { OneRosterVersion } from "./record-source.ts";
import { startOneRosterStandIn } from "./start-oneroster-stand-in.ts";
import { ask, signed, villagePlan, walk } from "./testing.ts";

const village = createDistrict(villagePlan);
const consumer = { key: "maple", secret: "s&cret!" };

test("a signature is the one of the published example", () => {
  // RFC 5849, 1.2: the request for a photo with its secrets and its signature.
  const params = [
    ["oauth_consumer_key", "dpf43f3p2l4k3l03"],
    ["oauth_token", "nnch734d00sl2jdk"],
    ["oauth_signature_method", "HMAC-SHA1"],
    ["oauth_timestamp", "137131202"],
    ["oauth_nonce", "chapoH"],
    ["file", "vacation.jpg"],
    ["size", "original"],
  ] as const;
  const text = signatureBase("get", "http://photos.example.net/photos", params);
  const made = signature("HMAC-SHA1", "kd94hf93k423kf44", text, "pfkkdhi9sl3r4s00");
  assert.equal(made, "MdpQcU8iPSUjWoN/UDMsK2sui9I=");
});

test("signed requests come in with both hashes, whatever stands in the filter", async (t) => {
  const server = await startOneRosterStandIn({
    roster: village,
    version: "1.1",
    auth: { kind: "oauth1", ...consumer },
  });
  t.after(() => server.close());
  const filter = encodeURIComponent("familyName>'O''Hara (x)*!' AND role='student'");
  for (const method of ["HMAC-SHA1", "HMAC-SHA256"]) {
    const url = `${server.baseUrl}/users?limit=5&filter=${filter}&fields=sourcedId,role`;
    const answer = await ask(url, signed(url, consumer, { oauth_signature_method: method }));
    assert.equal(answer.status, 200);
  }
  const orgs = await walk(`${server.baseUrl}/orgs`, "orgs", (url) => signed(url, consumer), 3);
  assert.equal(orgs.length, villagePlan.schools + 1);
  assert.equal(server.asked.at(-1)?.credential, "oauth1");
});

test("a signature that is wrong, old, from tomorrow, or used before is refused", async (t) => {
  const server = await startOneRosterStandIn({
    roster: village,
    version: "1.1",
    auth: { kind: "oauth1", ...consumer, methods: ["HMAC-SHA256"] },
  });
  t.after(() => server.close());
  const url = `${server.baseUrl}/orgs`;
  const seconds = Math.floor(Date.now() / 1000);
  const good = signed(url, consumer);
  assert.equal((await ask(url, good)).status, 200);
  const bad: Readonly<Record<string, string>>[] = [
    good,
    {},
    signed(url, { ...consumer, secret: "guessed" }),
    signed(url, { ...consumer, key: "oak" }),
    signed(`${url}?limit=5`, consumer),
    signed(url, consumer, { oauth_signature_method: "HMAC-SHA1" }),
    signed(url, consumer, { oauth_timestamp: String(seconds - 400) }),
    signed(url, consumer, { oauth_timestamp: String(seconds + 400) }),
    signed(url, consumer, { oauth_timestamp: "soon" }),
  ];
  for (const headers of bad) assert.equal((await ask(url, headers)).status, 401);
});

const client: OAuth2Client = { clientId: "maple", clientSecret: "canary:1" };
const prefix = (version: OneRosterVersion) =>
  `https://purl.imsglobal.org/spec/or/${version === "1.1" ? "v1p1" : "v1p2"}/scope/`;

async function startWithTokens(
  t: TestContext,
  version: OneRosterVersion,
  changed: Partial<OAuth2Client> = {},
  now: () => Date = () => new Date(),
) {
  const auth = { kind: "oauth2", ...client, ...changed } as const;
  const server = await startOneRosterStandIn({ roster: village, version, auth, now });
  t.after(() => server.close());
  return server;
}

interface Grant {
  readonly status: number;
  readonly token: string;
  readonly scope: string;
  readonly cookie: string;
}

const basic = { authorization: `Basic ${Buffer.from("maple:canary:1").toString("base64")}` };

async function grant(
  url: string,
  form: Readonly<Record<string, string>>,
  headers: Record<string, string> = {},
): Promise<Grant> {
  const body = new URLSearchParams(form);
  const answer = await fetch(url, { method: "POST", headers, body });
  const said = JSON.parse(await answer.text());
  const cookie = (answer.headers.get("set-cookie") ?? "").split(";")[0] ?? "";
  return { status: answer.status, token: said.access_token ?? said.error, scope: said.scope ?? "", cookie };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

test("a token is given by header or by form, with the scopes that were granted, and opens the rosters", async (t) => {
  for (const version of ["1.1", "1.2"] as const) {
    const server = await startWithTokens(t, version);
    const core = `${prefix(version)}roster-core.readonly`;
    const asked = { grant_type: "client_credentials", scope: `${core} ${prefix(version)}roster.readonly` };
    const first = await grant(server.tokenUrl, asked, basic);
    assert.deepEqual([first.status, first.scope], [200, core]);
    const inForm = { ...asked, client_id: "maple", client_secret: "canary:1" };
    const second = await grant(server.tokenUrl, inForm);
    assert.equal(second.status, 200);
    for (const { token } of [first, second])
      assert.equal((await ask(`${server.baseUrl}/orgs`, bearer(token))).status, 200);
    assert.equal((await ask(`${server.baseUrl}/demographics`, bearer(first.token))).status, 403);
    assert.equal((await ask(`${server.baseUrl}/orgs`)).status, 401);
    assert.equal(JSON.stringify(server.asked).includes("canary"), false);
  }
});

test("demographics come to a token that has their scope and nothing else", async (t) => {
  const server = await startWithTokens(t, "1.2", { scopes: ["roster-demographics.readonly"] });
  const { token } = await grant(server.tokenUrl, { grant_type: "client_credentials" }, basic);
  assert.equal((await ask(`${server.baseUrl}/demographics`, bearer(token))).status, 200);
  assert.equal((await ask(`${server.baseUrl}/users`, bearer(token))).status, 403);
});

test("a token ends by the clock, on demand, and in the middle of a listing", async (t) => {
  let time = 1_000_000;
  const server = await startWithTokens(t, "1.2", { lifetimeSeconds: 60 }, () => new Date(time));
  const form = { grant_type: "client_credentials" };
  const url = `${server.baseUrl}/orgs?limit=2`;
  const status = async (address: string, token: string) => (await ask(address, bearer(token))).status;
  const first = await grant(server.tokenUrl, form, basic);
  assert.equal(await status(url, first.token), 200);
  time += 60_000;
  assert.equal(await status(url, first.token), 401);
  const second = await grant(server.tokenUrl, form, basic);
  server.expireTokens();
  assert.equal(await status(url, second.token), 401);
  const third = await grant(server.tokenUrl, form, basic);
  server.faults.add({ kind: "expire-tokens", on: "orgs", page: 2 });
  assert.equal(await status(url, third.token), 200);
  assert.equal(await status(`${url}&offset=2`, third.token), 401);
  const fourth = await grant(server.tokenUrl, form, basic);
  assert.equal(await status(`${url}&offset=2`, fourth.token), 200);
});

test("a stranger, another grant, a scope that is not granted, and the wrong place are refused", async (t) => {
  const server = await startWithTokens(t, "1.2", { clientIn: "basic" });
  const form = { grant_type: "client_credentials" };
  const inForm = { ...form, client_id: "maple", client_secret: "canary:1" };
  assert.equal((await grant(server.tokenUrl, inForm)).token, "invalid_client");
  assert.equal((await grant(server.tokenUrl, form)).token, "invalid_client");
  assert.equal((await grant(server.tokenUrl, {}, basic)).token, "invalid_request");
  assert.equal(
    (await grant(server.tokenUrl, { grant_type: "password" }, basic)).token,
    "unsupported_grant_type",
  );
  assert.equal((await grant(server.tokenUrl, { ...form, scope: "x" }, basic)).token, "invalid_scope");
});

test("some servers read the grant from the query and want their cookie back", async (t) => {
  const server = await startWithTokens(t, "1.1", { grantIn: "query", needsCookie: true });
  assert.equal((await grant(server.tokenUrl, { grant_type: "client_credentials" }, basic)).status, 400);
  const given = await grant(`${server.tokenUrl}?grant_type=client_credentials`, {}, basic);
  assert.equal(given.status, 200);
  const url = `${server.baseUrl}/orgs`;
  assert.equal((await ask(url, bearer(given.token))).status, 401);
  assert.equal((await ask(url, { ...bearer(given.token), cookie: given.cookie })).status, 200);
});
