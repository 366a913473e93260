import assert from "node:assert/strict";
import { test } from "node:test";
import type { TokenRequest } from "./oauth2.ts";
import type { RestAnswer, RestFetch, RestRequest } from "./rest-fetch.ts";
import { bearerSignIn, oauth1SignIn, oauth2SignIn } from "./sign-in.ts";
import { SignInError } from "./sign-in-error.ts";

const asking: TokenRequest = {
  tokenUrl: new URL("https://sis.example.org/token?tenant=4"),
  clientId: "district:1",
  clientSecret: "p+s/w=r d",
  scopes: ["https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly"],
  client: "basic",
  parameters: "form",
};
const page = new URL("https://sis.example.org/ims/oneroster/rostering/v1p2/users");

interface World {
  readonly fetch: RestFetch;
  readonly requests: RestRequest[];
  clock: number;
}

function worldOf(say: (count: number) => { status?: number; body: unknown; cookie?: string }): World {
  const requests: RestRequest[] = [];
  const fetch = async (request: RestRequest): Promise<RestAnswer> => {
    requests.push(request);
    const { status = 200, body, cookie } = say(requests.length);
    const headers = new Headers(cookie === undefined ? {} : { "set-cookie": cookie });
    const text = typeof body === "string" ? body : JSON.stringify(body);
    return { status, headers, json: async () => JSON.parse(text) };
  };
  return { fetch, requests, clock: Date.parse("2026-03-02T05:00:00Z") };
}

const tokens = () =>
  worldOf((count) => ({ body: { access_token: `t${count}`, token_type: "bearer", expires_in: 3600 } }));

function signInTo(world: World, request: TokenRequest = asking, keepsCookies = false) {
  return oauth2SignIn(world.fetch, request, { now: () => new Date(world.clock), keepsCookies });
}

test("asks for a token with Basic, encoded as RFC 6749 wants it, and shows it with every question", async () => {
  const world = tokens();
  const signIn = signInTo(world);
  assert.deepEqual(await signIn.headersFor("GET", page), { authorization: "Bearer t1" });
  assert.deepEqual(await signIn.headersFor("GET", page), { authorization: "Bearer t1" });
  assert.equal(world.requests.length, 1);
  const [request] = world.requests;
  const basic = request?.headers.authorization?.replace("Basic ", "") ?? "";
  assert.equal(Buffer.from(basic, "base64").toString(), "district%3A1:p%2Bs%2Fw%3Dr%20d");
  const form = new URLSearchParams(request?.body);
  assert.equal(form.get("grant_type"), "client_credentials");
  assert.equal(form.get("scope"), asking.scopes[0]);
  assert.equal(form.has("client_secret"), false);
});

test("Q131 puts the client into the form, or the grant into the query, where a vendor wants it so", async () => {
  const world = tokens();
  await signInTo(world, { ...asking, client: "form", parameters: "query" }).token();
  const [request] = world.requests;
  assert.equal(request?.headers.authorization, undefined);
  assert.equal(request?.url.searchParams.get("grant_type"), "client_credentials");
  assert.equal(request?.url.searchParams.get("tenant"), "4");
  assert.deepEqual(
    [...new URLSearchParams(request?.body)],
    [
      ["client_id", "district:1"],
      ["client_secret", "p+s/w=r d"],
    ],
  );
});

test("asks for a new token before the old one ends, and when a page was refused", async () => {
  const world = tokens();
  const signIn = signInTo(world);
  await signIn.token();
  world.clock += 3_550_000;
  assert.deepEqual(await signIn.headersFor("GET", page), { authorization: "Bearer t2" });
  assert.equal(await signIn.renew(), true);
  assert.deepEqual(await signIn.headersFor("GET", page), { authorization: "Bearer t3" });
});

test("Q131 carries the cookie of the sign-in where a vendor wants it back", async () => {
  const world = worldOf(() => ({
    body: { access_token: "t" },
    cookie: "sid=abc; Path=/; Expires=Mon, 02 Mar 2026",
  }));
  assert.equal((await signInTo(world, asking, true).headersFor("GET", page)).cookie, "sid=abc");
  assert.equal((await signInTo(world).headersFor("GET", page)).cookie, undefined);
});

test("reads the granted scopes, which may be other ones", async () => {
  const world = worldOf(() => ({ body: { access_token: "t", expires_in: "60", scope: "a  b" } }));
  const token = await signInTo(world).token();
  assert.deepEqual(token.scopes, ["a", "b"]);
  assert.equal(token.expiresAt, world.clock + 60_000);
});

test("tells a refusal from an answer that is no token, and holds neither key nor answer", async () => {
  const says: [ReturnType<Parameters<typeof worldOf>[0]>, string][] = [
    [{ status: 401, body: { error: "invalid_client" } }, "refused"],
    [{ status: 400, body: "p+s/w=r d" }, "refused"],
    [{ body: "<html>p+s/w=r d</html>" }, "unreadable"],
    [{ body: { token: "t" } }, "unreadable"],
    [{ body: { access_token: "t\r\nx-other: 1" } }, "unreadable"],
    [{ status: 503, body: "" }, "failed"],
  ];
  for (const [said, problem] of says) {
    await assert.rejects(signInTo(worldOf(() => said)).token(), (error: Error) => {
      assert.ok(error instanceof SignInError);
      assert.equal(error.problem, problem);
      assert.doesNotMatch(`${error.stack} ${JSON.stringify(error)}`, /p\+s|x-other/);
      return true;
    });
  }
});

test("signs every request anew, and never tries a refused signature twice", async () => {
  let count = 0;
  const key = { consumerKey: "k", consumerSecret: "s", method: "HMAC-SHA256" } as const;
  const signIn = oauth1SignIn(key, () => ({ nonce: `n${++count}`, timestamp: 1_790_000_000 }));
  const [one, two] = [await signIn.headersFor("GET", page), await signIn.headersFor("GET", page)];
  assert.notEqual(one.authorization, two.authorization);
  assert.equal(await signIn.renew(), false);
});

test("reads a bearer again after a refusal, and uses it only if it is another one", async () => {
  const answers = ["old", "new", undefined];
  const signIn = bearerSignIn("old", async () => answers.shift());
  assert.equal(await signIn.renew(), false);
  assert.equal(await signIn.renew(), true);
  assert.deepEqual(await signIn.headersFor("GET", page), { authorization: "Bearer new" });
  assert.equal(await signIn.renew(), false);
});
