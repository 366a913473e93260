import assert from "node:assert/strict";
import { test } from "node:test";
import { revokeClient, rotateClient } from "@muster/sync/access/api-clients.ts";
import { withTestHttp } from "../http/test-http.ts";
import { addClient, askToken, minorIn, read, tokenIn } from "./test-provider.ts";

test("gives a token for id and secret, in the form or as HTTP Basic, with the scopes it knows", async () => {
  await withTestHttp(async (http) => {
    const client = await addClient(http.district);
    const v1 = "https://purl.imsglobal.org/spec/or/v1p1/scope/roster-core.readonly";
    const v2 = "http://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly";
    const given = await askToken(http, client, { scope: `${v1} https://else.example.org/scope ${v2}` });
    assert.equal(given.status, 200);
    assert.deepEqual(Object.keys(given.body), ["access_token", "token_type", "expires_in", "scope"]);
    assert.equal(given.body.scope, `${v1} ${v2}`);
    assert.equal(given.headers["cache-control"], "no-store");
    const token = tokenIn(given);
    assert.equal((await read(http, token, "1.1", "/users")).status, 200);
    const nested = await read(http, token, "1.2", "/schools/S1/students");
    assert.equal(nested.status, 403);
    assert.equal(minorIn(nested), "forbidden");
    assert.equal((await read(http, token, "1.2", "/demographics")).status, 403);
    const refused: readonly [Readonly<Record<string, string>>, number, string][] = [
      [{ client_secret: `${http.district.districtId}.${"x".repeat(43)}` }, 401, "invalid_client"],
      [{ client_secret: "" }, 401, "invalid_client"],
      [{ client_id: "muster-1-000000000000" }, 401, "invalid_client"],
      [{ grant_type: "password" }, 400, "unsupported_grant_type"],
      [{ scope: "https://purl.imsglobal.org/spec/or/v1p2/scope/gradebook.readonly" }, 400, "invalid_scope"],
    ];
    for (const [form, status, error] of refused) {
      const answer = await askToken(http, client, form);
      assert.deepEqual([answer.status, answer.body], [status, { error }]);
    }
  });
});

test("understands how systems in the field ask for a token, and takes no secret from an address", async () => {
  await withTestHttp(async ({ app, district }) => {
    const { clientId, secret } = await addClient(district);
    const basic = { authorization: `Basic ${Buffer.from(`${clientId}:${secret}`).toString("base64")}` };
    const form = { "content-type": "application/x-www-form-urlencoded" };
    const json = { "content-type": "application/json" };
    const scope = "https://purl.imsglobal.org/spec/or/v1p1/scope/roster-core.readonly";
    const grant = "grant_type=client_credentials";
    const inForm = { grant_type: "client_credentials", client_id: clientId, client_secret: secret };
    const asked: readonly [path: string, headers: Record<string, string>, body: string, status: number][] = [
      ["/v1p1/token", { ...basic, ...form }, grant, 200],
      ["/token", { ...basic, ...form }, `${grant}&scope=${encodeURIComponent(scope)}`, 200],
      ["/rostering/v1p2/token", json, JSON.stringify(inForm), 200],
      [`/v1p1/token?${grant}&scope=${encodeURIComponent(scope)}`, basic, "", 200],
      ["/v1p1/token", { ...basic, ...json }, "", 400],
      ["/v1p1/token", { ...basic, ...form }, "", 400],
      [`/v1p1/token?${new URLSearchParams(inForm)}`, {}, "", 401],
      ["/v1p1/token", { "content-type": "text/xml" }, "<grant/>", 401],
    ];
    for (const [path, headers, payload, status] of asked) {
      const answer = await app.inject({ method: "POST", url: `/ims/oneroster${path}`, headers, payload });
      assert.equal(answer.statusCode, status, `${path} ${payload.slice(0, 12)}`);
      assert.ok(status === 200 ? "access_token" in answer.json() : "error" in answer.json());
    }
  });
});

test("a token ends after an hour, with its client, and never opens another district", async () => {
  await withTestHttp(async (http) => {
    const { district } = http;
    const { districtId } = district;
    const client = await addClient(district);
    const token = async (secret = client.secret) =>
      tokenIn(await askToken(http, { clientId: client.clientId, secret }));
    const status = async (of: string) => (await read(http, of, "1.2", "/orgs")).status;
    const first = await token();
    assert.equal(await status(first), 200);
    assert.equal(await status(""), 401);
    assert.equal(await status(`${http.other.districtId}${first.slice(first.indexOf("."))}`), 401);
    district.pass(2);
    assert.equal(await status(first), 401);
    const renewed = await district.db.session(districtId, (session) =>
      session.write((tx) => rotateClient(tx, districtId, client.client, district.world.now())),
    );
    assert.equal(await status(await token()), 200, "the secret before works for a day");
    assert.equal(await status(await token(renewed.secret)), 200);
    district.pass(25);
    assert.equal((await askToken(http, client)).status, 401);
    const last = await token(renewed.secret);
    await district.db.session(districtId, (session) =>
      session.write((tx) => revokeClient(tx, districtId, client.client, district.world.now())),
    );
    assert.equal(await status(last), 401);
    assert.equal((await askToken(http, { ...client, secret: renewed.secret })).status, 401);
  });
});
