import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { createDistrict, districtSizes } from "@muster/sandbox/district.ts";
import {
  type OneRosterAuth,
  type OneRosterStandIn,
  type OneRosterStandInOptions,
  startOneRosterStandIn,
} from "@muster/sandbox/stand-in/oneroster/start-oneroster-stand-in.ts";
import { testConnection } from "../network/test-connection.ts";
import type { Connection, SourceValues } from "../source.ts";
import { faultOf } from "../source-suite-world.ts";
import { oneRosterRestSource as source } from "./oneroster-rest-source.ts";

const roster = createDistrict({
  ...{ ...districtSizes.practice, schools: 1, students: 40, guardians: 48, staff: 16 },
  ...{ classes: 40, enrollments: 240 },
});
const oauth2 = { kind: "oauth2", clientId: "k", clientSecret: "s" } as const;

async function start(
  t: TestContext,
  given: Partial<OneRosterStandInOptions> = {},
): Promise<OneRosterStandIn> {
  const server = await startOneRosterStandIn({ roster, version: "1.2", auth: oauth2, ...given });
  t.after(() => server.close());
  return server;
}

async function connect(
  t: TestContext,
  server: { readonly origin: string },
  values: SourceValues = {},
  given: Partial<Connection> = {},
) {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-habits-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const all = {
    address: server.origin,
    vendor: "generic-1.2",
    "client-id": "k",
    "client-secret": "s",
    ...values,
  };
  return testConnection({ values: all, folder, now: () => new Date(), ...given });
}

test("I04 delivers an emptied list as an empty file, with the proof that it is empty", async (t) => {
  const server = await start(t);
  server.faults.add({ on: "users", kind: "emptied" });
  const delivery = await source.fetch(await connect(t, server));
  assert.deepEqual(
    delivery.proofs.find(({ of }) => of === "users"),
    { of: "users", by: "total", received: 0, announced: 0 },
  );
  for (const file of ["users.csv", "roles.csv"])
    assert.equal((await readFile(path.join(delivery.path, file), "utf8")).split("\r\n").length, 2);
  assert.match(await readFile(path.join(delivery.path, "manifest.csv"), "utf8"), /file\.users,bulk/);
});

test("I05 reads a list once more whose total changed, and fails when it changes again", async (t) => {
  const server = await start(t);
  server.faults.add({ on: "users", kind: "drift", page: 2 });
  const delivery = await source.fetch(await connect(t, server, { "page-size": "20" }));
  assert.equal(delivery.proofs.find(({ of }) => of === "users")?.received, 104);
  server.faults.add({ on: "users", kind: "drift", page: 2, times: 9 });
  const fault = await faultOf(source.fetch(await connect(t, server, { "page-size": "20" })));
  assert.equal(fault.code, "source.collection.moving");
  assert.equal(fault.retry, "later");
  assert.equal(fault.facts.reason, "total-changed");
});

test("I07 takes what a server lists twice in both readings for its way of listing", async (t) => {
  const clean = await source.fetch(await connect(t, await start(t)));
  const lines = (await readFile(path.join(clean.path, "enrollments.csv"), "utf8")).split("\r\n");
  const idOf = (line: string | undefined) => line?.split(",")[0];
  // The last of the first page and the first of the second.
  const [last, next] = [idOf(lines[60]), idOf(lines[61])];
  const server = await start(t, {
    vary: (record) => (record.sourcedId === next ? { ...record, sourcedId: last } : record),
  });
  const delivery = await source.fetch(await connect(t, server, { "page-size": "60" }));
  const proof = delivery.proofs.find(({ of }) => of === "enrollments");
  assert.deepEqual([proof?.received, proof?.announced], [240, 240]);
  const readings = server.asked.filter(({ name, page }) => name === "enrollments" && page === 1);
  assert.equal(readings.length, 2);
});

test("I11 refuses a server whose encryption cannot be verified, or that has none", async (t) => {
  const plain = createServer((socket) => socket.end("HTTP/1.1 200 OK\r\n\r\n"));
  t.after(() => plain.close());
  const port = await new Promise<number>((done) => {
    plain.listen(0, "127.0.0.1", () => {
      const address = plain.address();
      done(typeof address === "object" && address !== null ? address.port : 0);
    });
  });
  const connection = await connect(t, { origin: `https://127.0.0.1:${port}` });
  const fault = await faultOf(source.fetch(connection));
  assert.equal(fault.code, "source.tls.refused");
  assert.equal(fault.retry, "never");
  assert.equal(fault.facts.host, "127.0.0.1");
  const closed = await connect(t, await start(t), {}, { allowsPrivateHosts: false });
  assert.match((await faultOf(source.fetch(closed))).code, /^source\.(tls\.refused|host\.private)$/);
});

test("I12 says which list is kept from us, and looks all the same", async (t) => {
  const server = await start(t);
  for (const status of [403, 404]) {
    server.faults.clear();
    server.faults.add({ on: "classes", kind: "status", status });
    const fault = await faultOf(source.fetch(await connect(t, server)));
    assert.equal(fault.code, "source.collection.refused");
    assert.deepEqual(fault.facts, { host: "127.0.0.1", collection: "classes", status });
    assert.deepEqual((await source.look(await connect(t, server))).notShared, ["classes"]);
  }
});

test("I12 leaves terms that are not shared out of the manifest, and says so", async (t) => {
  const server = await start(t);
  server.faults.add({ on: "academicSessions", kind: "status", status: 404 });
  const delivery = await source.fetch(await connect(t, server));
  const [finding] = delivery.findings;
  assert.equal(finding?.code, "collection.access.refused");
  assert.deepEqual(finding?.facts, { collection: "academicSessions", status: 404 });
  assert.match(
    await readFile(path.join(delivery.path, "manifest.csv"), "utf8"),
    /file\.academicSessions,absent/,
  );
  assert.equal((await readdir(delivery.path)).includes("academicSessions.csv"), false);
});

test("I15 keeps a role and a type that nobody knows, and tells fields that nobody knows", async (t) => {
  const server = await start(t, {
    vary: (record, collection) => {
      if (collection === "orgs") return { ...record, type: "ext:campus", mascot: "owl" };
      if (collection !== "users") return record;
      return {
        ...record,
        shoe: "size thirty-eight",
        metadata: { ssn: "078-05-1120" },
        middleName: { old: "x" },
      };
    },
  });
  const delivery = await source.fetch(await connect(t, server));
  const told = delivery.findings.map(({ code, severity, file, facts }) => [
    code,
    severity,
    file,
    facts.fields,
  ]);
  assert.deepEqual(told, [
    ["collection.field.unknown", "info", "orgs.csv", "mascot"],
    ["collection.value.unreadable", "warning", "users.csv", undefined],
    ["collection.field.unknown", "info", "users.csv", "shoe"],
    ["collection.field.sensitive", "warning", "users.csv", "metadata.ssn"],
  ]);
  assert.match(await readFile(path.join(delivery.path, "orgs.csv"), "utf8"), /,ext:campus,/);
  assert.doesNotMatch(await readFile(path.join(delivery.path, "users.csv"), "utf8"), /078-05|thirty-eight/);
});

test("I18 says by how many minutes the clocks differ when a signature is refused for it", async (t) => {
  const server = await start(t, { version: "1.1", auth: { kind: "oauth1", key: "k", secret: "s" } });
  const late = { now: () => new Date(Date.now() - 7 * 60_000) };
  const fault = await faultOf(source.fetch(await connect(t, server, { vendor: "skyward" }, late)));
  assert.equal(fault.code, "source.clock.differs");
  assert.deepEqual(fault.facts, { host: "127.0.0.1", minutes: 7, isAhead: true });
  const wrong = await connect(t, server, { vendor: "skyward", "client-secret": "another" });
  const refused = await faultOf(source.fetch(wrong));
  assert.deepEqual([refused.code, refused.facts.signIn], ["source.sign-in.refused", "oauth1-sha256"]);
});

test("I20 waits out an outage: nothing is delivered while it lasts, everything after it", async (t) => {
  const server = await start(t);
  server.faults.add({ kind: "status", status: 503 });
  for (let day = 0; day < 3; day += 1) {
    const fault = await faultOf(source.fetch(await connect(t, server)));
    assert.equal(fault.code, "source.server.busy");
    assert.equal(fault.retry, "later");
  }
  server.faults.clear();
  assert.equal((await source.fetch(await connect(t, server))).proofs.length, 6);
});

test("Q131 signs in as Synergy, Infinite Campus and older servers want it", async (t) => {
  const ways: readonly [OneRosterAuth, "1.1" | "1.2", SourceValues][] = [
    [
      { ...oauth2, clientIn: "form", needsCookie: true },
      "1.1",
      { vendor: "synergy", "token-address": "told" },
    ],
    [{ ...oauth2, grantIn: "query" }, "1.2", { vendor: "infinite-campus-1.2", "token-address": "told" }],
    [{ ...oauth2, clientIn: "form" }, "1.2", { "client-auth": "form" }],
    [
      { kind: "oauth1", key: "k", secret: "s", methods: ["HMAC-SHA1"] },
      "1.1",
      { vendor: "generic-1.1", "sign-in": "oauth1-sha1" },
    ],
    [{ kind: "oauth1", key: "k", secret: "s", methods: ["HMAC-SHA256"] }, "1.1", { vendor: "classlink" }],
  ];
  for (const [auth, version, values] of ways) {
    const server = await start(t, { auth, version });
    const told = values["token-address"] === undefined ? {} : { "token-address": server.tokenUrl };
    const sighting = await source.look(await connect(t, server, { ...values, ...told }));
    assert.equal(sighting.schools.length, 1, JSON.stringify(values));
  }
});

test("tells a token that may read no roster, and one that may do more than is needed", async (t) => {
  const less = await start(t, { auth: { ...oauth2, scopes: ["gradebook.readonly"] } });
  const scope = "https://purl.imsglobal.org/spec/or/v1p2/scope/gradebook.readonly";
  const fault = await faultOf(source.look(await connect(t, less, { scopes: scope })));
  assert.equal(fault.code, "source.scope.missing");
  assert.equal((await faultOf(source.look(await connect(t, less)))).code, "source.scope.missing");
  const more = await start(t, {
    auth: { ...oauth2, scopes: ["roster-core.readonly", "gradebook.createput"] },
  });
  const prefix = "https://purl.imsglobal.org/spec/or/v1p2/scope/";
  const both = `${prefix}roster-core.readonly,${prefix}gradebook.createput`;
  assert.deepEqual((await source.look(await connect(t, more, { scopes: both }))).oversharing, [
    "scope gradebook.createput",
  ]);
});

test("tells an address that is none, one with a password in it, and one where no token is given", async (t) => {
  const server = await start(t);
  for (const address of ["sis.example.org", "https://me:secret@sis.example.org"]) {
    const fault = await faultOf(source.look(await connect(t, server, { address })));
    assert.equal(fault.code, "source.address.invalid");
    assert.doesNotMatch(JSON.stringify(fault.facts), /secret|example/);
  }
  const misled = await connect(t, server, { "token-address": `${server.origin}/nowhere` });
  const refused = await faultOf(source.look(misled));
  assert.deepEqual([refused.code, refused.facts.signIn], ["source.sign-in.refused", "oauth2"]);
});

test("reads a server that does not know how to sort", async (t) => {
  const server = await start(t, { version: "1.1", auth: { kind: "none" } });
  server.faults.add({ on: "courses", kind: "status", status: 400, times: 1 });
  const delivery = await source.fetch(await connect(t, server, { vendor: "skyward" }));
  assert.ok(delivery.proofs.some(({ of }) => of === "courses"));
  const unsorted = server.asked.filter(({ name, query }) => name === "courses" && query.sort === undefined);
  assert.ok(unsorted.length > 0);
});

test("stops asking for the next page when this one cannot be used", async (t) => {
  const nothing = { sourcedId: "", name: "", type: "", identifier: "", parent: undefined };
  const server = await start(t, {
    vary: (record, collection) => (collection === "orgs" ? { ...record, ...nothing } : record),
  });
  server.faults.add({ on: "orgs", page: 2, kind: "status", status: 500 });
  const connection = await connect(t, server, { "page-size": "1" }, { wait: () => sleep(50) });
  assert.equal((await faultOf(source.fetch(connection))).code, "source.collection.unreadable");
  server.forget();
  await sleep(200);
  assert.equal(server.asked.length, 0);
});

test("sees birth dates and passwords in a look, and shows none of them", async (t) => {
  const server = await start(t, {
    vary: (record, collection) =>
      collection === "users"
        ? { ...record, password: "canary", metadata: { birthDate: "2013-05-17" } }
        : record,
  });
  const sighting = await source.look(await connect(t, server));
  assert.deepEqual(sighting.oversharing, ["users.password", "users.metadata.birthDate"]);
  assert.doesNotMatch(JSON.stringify(sighting), /canary|2013-05-17/);
  assert.equal(sighting.counts.users, 104);
});
