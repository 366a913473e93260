import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { liveDay } from "../../day.ts";
import { createDistrict } from "../../district.ts";
import { collectionNames, collections } from "../oneroster/collections.ts";
import {
  ask,
  mistakesOf,
  type Reply,
  rowsOf,
  rulesOf,
  signed,
  villagePlan,
  walk,
} from "../oneroster/testing.ts";
import { startClassLinkStandIn } from "./start-classlink-stand-in.ts";

const maple = createDistrict(villagePlan);
const oak = createDistrict({ ...villagePlan, seed: 8, students: 120 });

async function start(t: TestContext) {
  const proxy = await startClassLinkStandIn({
    districts: [
      { tenantId: 2222, name: "Maple Valley USD", roster: maple, hasRosterServer: true },
      { tenantId: 3333, name: "Oak Creek USD", roster: oak },
    ],
  });
  t.after(() => proxy.close());
  const list = async (query = ""): Promise<readonly Readonly<Record<string, unknown>>[]> => {
    const answer = await ask(`${proxy.origin}/applications${query}`, bearer(proxy.partnerKey));
    return rowsOf(answer.body, "applications");
  };
  const data = (tenantId: number, path: string, token = proxy.bearer(tenantId)): Promise<Reply> =>
    ask(`${proxy.origin}/${proxy.applicationId(tenantId)}/ims/oneroster/v1p1/${path}`, bearer(token));
  return { proxy, list, data };
}

const bearer = (token: string) => ({ authorization: `Bearer ${token}` });

const types = {
  id: "number",
  application_id: "number",
  tenant_id: "number",
  bearer: "string",
  tenant_name: "string",
  enabled: "string",
  tenant_status: "string",
  oneroster_application_id: "string",
  name: "string",
  version: "string",
};

test("the list of districts has the fields that were seen in the field, numbers and texts apart", async (t) => {
  const { proxy, list } = await start(t);
  const applications = await list();
  assert.equal(applications.length, 2);
  for (const one of applications) {
    const found = Object.fromEntries(Object.entries(one).map(([field, value]) => [field, typeof value]));
    assert.deepEqual(found, types);
    assert.match(String(one.oneroster_application_id), /^%2F.+%3D$/);
    assert.match(String(one.bearer), /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/);
  }
  const whole = await ask(`${proxy.origin}/applications`, bearer(proxy.partnerKey));
  assert.equal(whole.body.status, 1);
  assert.equal(whole.headers.get("x-total-count"), null);
  assert.equal(whole.headers.get("x-count"), null);
  const second = await list("?limit=1&offset=1");
  assert.deepEqual(
    second.map((one) => one.tenant_id),
    [3333],
  );
  assert.deepEqual(await list("?limit=1&offset=2"), []);
});

test("each district's bearer opens its own data alone, and the partner's key none", async (t) => {
  const { proxy, data } = await start(t);
  assert.equal((await data(2222, "orgs")).status, 200);
  assert.equal((await data(2222, "orgs", proxy.bearer(3333))).status, 401);
  assert.equal((await data(2222, "orgs", proxy.partnerKey)).status, 401);
  assert.equal((await ask(`${proxy.origin}/applications`, bearer("guessed"))).status, 401);
  assert.equal((await data(2222, "demographics")).status, 403);
});

test("an application's id works as it came and not encoded again or decoded", async (t) => {
  const { proxy } = await start(t);
  const headers = bearer(proxy.bearer(2222));
  const id = proxy.applicationId(2222);
  for (const wrong of [encodeURIComponent(id), decodeURIComponent(id), id.toLowerCase()]) {
    const answer = await ask(`${proxy.origin}/${wrong}/ims/oneroster/v1p1/orgs`, headers);
    assert.equal(answer.status, 404);
  }
});

test("every listing read through the proxy is the district's, with ClassLink's own counts", async (t) => {
  const { proxy, data } = await start(t);
  const base = `${proxy.origin}/${proxy.applicationId(2222)}/ims/oneroster/v1p1`;
  for (const name of collectionNames) {
    if (name === "demographics") continue;
    const key = collections[name].plural;
    const rows = await walk(`${base}/${name}`, key, () => bearer(proxy.bearer(2222)));
    for (const row of rows) assert.deepEqual(mistakesOf(row, rulesOf(key, "1.1")), []);
    const { headers } = await data(2222, `${name}?limit=2`);
    assert.equal(headers.get("x-count"), "2");
    assert.equal(headers.get("x-total-count"), String(rows.length));
    assert.equal(headers.get("link"), null);
  }
  const students = await data(3333, "students?limit=1");
  assert.equal(students.headers.get("x-total-count"), "120");
});

test("a district switches us off: it is missing from the list and its bearer is refused", async (t) => {
  const { proxy, list, data } = await start(t);
  proxy.change(2222, { isShared: false });
  assert.deepEqual(
    (await list()).map((one) => one.tenant_name),
    ["Oak Creek USD"],
  );
  assert.equal((await data(2222, "orgs")).status, 401);
  proxy.change(2222, { isShared: true });
  assert.equal((await data(2222, "orgs")).status, 200);
});

test("enabled is a text, and a status stands beside it", async (t) => {
  const { proxy, list } = await start(t);
  proxy.change(2222, { enabled: "false" });
  proxy.change(3333, { status: "Suspended" });
  assert.deepEqual(
    (await list()).map((one) => [one.enabled, one.tenant_status]),
    [
      ["false", "Active"],
      ["true", "Suspended"],
    ],
  );
});

test("a bearer that was rotated, by hand or in the middle of a listing, is refused until the list is read again", async (t) => {
  const { proxy, list, data } = await start(t);
  const old = proxy.bearer(2222);
  const rotated = proxy.rotateBearer(2222);
  assert.notEqual(rotated, old);
  assert.equal((await data(2222, "users", old)).status, 401);
  assert.equal((await list())[0]?.bearer, rotated);
  proxy.faults.add({ kind: "expire-tokens", on: "users", page: 2 });
  assert.equal((await data(2222, "users?limit=50", rotated)).status, 200);
  assert.equal((await data(2222, "users?limit=50&offset=50", rotated)).status, 401);
  assert.equal((await data(2222, "users?limit=50&offset=50")).status, 200);
});

test("the direct Roster Server takes signed requests with the credentials that the proxy tells", async (t) => {
  const { proxy } = await start(t);
  const told = await ask(
    `${proxy.origin}/applications/${proxy.applicationId(2222)}/server`,
    bearer(proxy.partnerKey),
  );
  const { server } = told.body;
  assert.ok(typeof server === "object" && server !== null);
  assert.deepEqual(Object.keys(server), ["endpoint_url", "client_id", "client_secret"]);
  const [endpoint, key, secret] = Object.values(server).map(String);
  const url = `${endpoint}/ims/oneroster/v1p1/users?limit=10&offset=10&sort=sourcedId&orderBy=asc`;
  const consumer = { key: key ?? "", secret: secret ?? "" };
  assert.equal((await ask(url, signed(url, consumer))).status, 200);
  assert.equal((await ask(url, signed(url, consumer, { oauth_signature_method: "HMAC-SHA1" }))).status, 401);
  const none = await ask(
    `${proxy.origin}/applications/${proxy.applicationId(3333)}/server`,
    bearer(proxy.partnerKey),
  );
  assert.equal(none.status, 404);
});

test("the next day comes through the proxy and from the Roster Server", async (t) => {
  const { proxy, data } = await start(t);
  proxy.replace(2222, liveDay(maple, { seed: 3, joiners: 5 }));
  const expected = String(villagePlan.students + 5);
  assert.equal((await data(2222, "students?limit=1")).headers.get("x-total-count"), expected);
  assert.ok(proxy.rosterServer(2222));
  assert.equal(proxy.rosterServer(3333), undefined);
});

test("no bearer is remembered of what was asked", async (t) => {
  const { proxy, data } = await start(t);
  await data(2222, "users?limit=1");
  const remembered = JSON.stringify(proxy.asked);
  assert.equal(remembered.includes(proxy.bearer(2222)), false);
  assert.match(remembered, /"name":"users","page":1,"credential":"bearer","status":200/);
});
