import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { createDistrict } from "../../district.ts";
import type { StandInFault } from "../http/fault.ts";
import { startOneRosterStandIn } from "./start-oneroster-stand-in.ts";
import { ask, rowsOf, villagePlan, walk } from "./testing.ts";

const village = createDistrict(villagePlan);

async function start(t: TestContext, ...faults: readonly StandInFault[]) {
  const server = await startOneRosterStandIn({
    roster: village,
    version: "1.1",
    auth: { kind: "none" },
    faults,
  });
  t.after(() => server.close());
  return server;
}

interface Page {
  readonly ids: readonly string[];
  readonly total: string | null;
  readonly link: string | null;
}

async function page(baseUrl: string, offset: number, limit = 50): Promise<Page> {
  const url = `${baseUrl}/users?limit=${limit}&offset=${offset}&sort=sourcedId&orderBy=asc`;
  const { body, headers } = await ask(url);
  const ids = rowsOf(body, "users").map((row) => String(row.sourcedId));
  return { ids, total: headers.get("x-total-count"), link: headers.get("link") };
}

const people = villagePlan.students + villagePlan.guardians + villagePlan.staff;

async function allIds(baseUrl: string): Promise<string[]> {
  return (await walk(`${baseUrl}/users`, "users", undefined, 50)).map((row) => String(row.sourcedId));
}

test("a listing that moves while it is read shows one row twice, hides one, and says so in the total", async (t) => {
  const server = await start(t);
  const whole = await allIds(server.baseUrl);
  server.faults.add({ kind: "drift", on: "users", page: 3 });
  const moved: string[] = [];
  const totals = new Set<string | null>();
  for (let offset = 0; offset < people; offset += 50) {
    const { ids, total } = await page(server.baseUrl, offset);
    moved.push(...ids);
    totals.add(total);
  }
  assert.deepEqual(totals, new Set([String(people - 1), String(people)]));
  assert.equal(moved.length, people);
  assert.deepEqual(
    whole.filter((id) => !moved.includes(id)),
    [whole[0]],
  );
  assert.equal(moved[100], moved[99]);
  assert.deepEqual(await allIds(server.baseUrl), whole);
});

test("a stuck listing never comes to its end", async (t) => {
  const server = await start(t, { kind: "stuck", on: "users", page: 2 });
  const first = await page(server.baseUrl, 0);
  assert.deepEqual((await page(server.baseUrl, 50)).ids, first.ids);
  assert.deepEqual((await page(server.baseUrl, 50)).ids, first.ids);
});

test("a limit is clamped, a page is short, and nothing is lost by counting what came", async (t) => {
  const server = await start(t, { kind: "clamp", limit: 40 }, { kind: "short", page: 2 });
  assert.equal((await page(server.baseUrl, 0)).ids.length, 40);
  assert.match((await page(server.baseUrl, 0)).link ?? "", /limit=40&offset=40[^>]*>; rel="next"/);
  assert.equal((await page(server.baseUrl, 40)).ids.length, 20);
  server.faults.clear();
  const whole = await allIds(server.baseUrl);
  server.faults.add({ kind: "clamp", limit: 40 }, { kind: "short", page: 2 });
  assert.deepEqual(await allIds(server.baseUrl), whole);
});

test("a total is missing, or wrong on one page, and links can be missing too", async (t) => {
  const server = await start(
    t,
    { kind: "no-total", page: 1 },
    { kind: "no-links", page: 2 },
    { kind: "total", by: -7, page: 2 },
  );
  const first = await page(server.baseUrl, 0);
  assert.equal(first.total, null);
  assert.match(first.link ?? "", /rel="next"/);
  const second = await page(server.baseUrl, 50);
  assert.deepEqual([second.total, second.link], [String(people - 7), null]);
});

test("a collection is emptied, forbidden, or not there, and the others are as they were", async (t) => {
  const server = await start(t, { kind: "emptied", on: "users" });
  const emptied = await ask(`${server.baseUrl}/users`);
  assert.deepEqual(emptied.body, { users: [] });
  assert.equal(emptied.headers.get("x-total-count"), "0");
  assert.equal(rowsOf((await ask(`${server.baseUrl}/students`)).body, "users").length, 100);
  server.faults.clear("users");
  server.faults.add({ kind: "status", status: 403, on: "users", json: {} });
  assert.equal((await ask(`${server.baseUrl}/users`)).status, 403);
  server.faults.clear();
  server.faults.add({ kind: "status", status: 404, on: "users", json: {} });
  assert.equal((await ask(`${server.baseUrl}/users`)).status, 404);
  assert.equal((await ask(`${server.baseUrl}/classes`)).status, 200);
});

test("an error comes with status 200 and without the listing", async (t) => {
  const server = await start(t, { kind: "body", json: { message: "busy" }, on: "users" });
  assert.deepEqual((await ask(`${server.baseUrl}/users`)).body, { message: "busy" });
});
