import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import type { RestRequest } from "@muster/oneroster/rest/rest-fetch.ts";
import { createDistrict, districtSizes } from "@muster/sandbox/district.ts";
import {
  type OneRosterStandIn,
  type OneRosterStandInOptions,
  startOneRosterStandIn,
} from "@muster/sandbox/stand-in/oneroster/start-oneroster-stand-in.ts";
import { testConnection } from "../network/test-connection.ts";
import { oneRosterRestSource as source } from "../oneroster-rest/oneroster-rest-source.ts";
import type { Sighting } from "../source.ts";
import { countAtSchools, mostAsked } from "./count-at-schools.ts";
import type { OpenRoster } from "./open-roster.ts";

const roster = createDistrict({
  ...{ ...districtSizes.practice, schools: 2, students: 40, guardians: 48, staff: 16 },
  ...{ classes: 40, enrollments: 240 },
});
const core = { kind: "oauth2", clientId: "k", clientSecret: "s" } as const;
const wide = { ...core, scopes: ["roster-core.readonly", "roster.readonly"] };
const parts = ["schools/students", "schools/teachers", "schools/classes"];

async function start(
  t: TestContext,
  given: Partial<OneRosterStandInOptions> = {},
): Promise<OneRosterStandIn> {
  const server = await startOneRosterStandIn({ roster, version: "1.2", auth: wide, ...given });
  t.after(() => server.close());
  return server;
}

async function look(t: TestContext, server: OneRosterStandIn, values = {}): Promise<Sighting> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-look-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const vendor = server.baseUrl.endsWith("v1p1") ? "generic-1.1" : "generic-1.2";
  const own = { address: server.origin, vendor, "client-id": "k", "client-secret": "s", ...values };
  return source.look(testConnection({ values: own, folder, now: () => new Date() }));
}

/** What is told of each school. */
const told = ({ schools }: Sighting) => schools.map((school) => Object.keys(school).slice(2).join());
const questions = (server: OneRosterStandIn) =>
  server.asked.filter(({ name, query }) => parts.includes(name) || query.filter !== undefined).length;

test("a key that may not read the lists of a school is told what a filter can tell for certain", async (t) => {
  const [exact] = (await look(t, await start(t))).schools;
  const narrow = await look(t, await start(t, { auth: core }));
  assert.deepEqual(told(narrow), ["classes", "classes"]);
  assert.equal(narrow.schools[0]?.classes, exact?.classes);
  assert.equal(narrow.uncounted, undefined);
  const old = await start(t, { version: "1.1", auth: core });
  const older = await look(t, old);
  assert.deepEqual(told(older), Array(2).fill("students,teachers,classes"));
  assert.deepEqual(older.schools[0], exact);
});

test("whoever has named the scopes is asked for no others", async (t) => {
  const server = await start(t);
  const scopes = "https://purl.imsglobal.org/spec/or/v1p2/scope/roster-core.readonly";
  assert.deepEqual(told(await look(t, server, { scopes })), ["classes", "classes"]);
  assert.equal(server.asked.filter(({ name }) => name === "token").length, 1);
});

test("a server that announces no totals is not guessed at, and soon left alone", async (t) => {
  const server = await start(t);
  server.faults.add({ kind: "no-total" });
  const sighting = await look(t, server);
  assert.deepEqual(told(sighting), ["", ""]);
  assert.deepEqual(sighting.uncounted, { schools: 2, because: "untold" });
  assert.ok(questions(server) <= 8, String(questions(server)));
});

test("a server that heeds no filter has counted something else, and none of it is told", async () => {
  const asked: string[] = [];
  const send = async ({ url }: RestRequest): Promise<Response> => {
    asked.push(url.pathname);
    if (url.pathname.includes("/schools/")) return new Response("{}", { status: 404 });
    const classes = Array.from({ length: 5 }, (_, at) => ({
      sourcedId: `c-${at}`,
      school: { sourcedId: "oak" },
    }));
    return new Response(JSON.stringify({ classes, users: [] }), { headers: { "x-total-count": "30" } });
  };
  const signIn = { isTimed: false, headersFor: async () => ({}), renew: async () => false };
  const server = { send, signIn, now: () => new Date(0), isTooMuch: () => false };
  const { signal } = new AbortController();
  const schools = ["oak", "elm"].map((id) => ({ sourcedId: id, name: id }));
  const unused = () => {
    throw new Error("nothing is read");
  };
  const open: OpenRoster = {
    ...{ host: "sis.example.org", service: new URL("https://sis.example.org/v1p1"), version: "1.1" },
    ...{ totalHeader: "x-total-count", lacks: [], signIn, collection: unused, server: unused },
    partServer: async () => server,
  };
  const counted = await countAtSchools({ signal, onProgress: () => undefined }, open, schools);
  assert.deepEqual(counted, { schools, uncounted: { schools: 2, because: "untold" } });
  assert.equal(asked.filter((one) => one.endsWith("/v1p1/classes")).length, 2);
});

test("a server that is busy is left in peace, and the look says what it saw", async (t) => {
  const server = await start(t);
  for (const on of parts) server.faults.add({ on, kind: "status", status: 429, retryAfter: "30" });
  const sighting = await look(t, server);
  assert.equal(sighting.counts.users, 104);
  assert.deepEqual(sighting.uncounted, { schools: 2, because: "slow" });
  assert.ok(questions(server) <= 3, String(questions(server)));
});

test("of a district of many schools the first fifty are asked about, and the others are told", async (t) => {
  const schools = mostAsked + 3;
  const many = createDistrict({
    ...{ ...districtSizes.practice, schools, students: 12 * schools, guardians: 12 * schools },
    ...{ staff: 8 * schools, classes: 24 * schools, enrollments: 72 * schools },
  });
  const server = await start(t, { roster: many });
  const sighting = await look(t, server);
  assert.equal(told(sighting).filter((one) => one === "students,teachers,classes").length, mostAsked);
  assert.deepEqual(sighting.uncounted, { schools: 3, because: "many" });
  assert.ok(questions(server) <= 6 * mostAsked);
});
