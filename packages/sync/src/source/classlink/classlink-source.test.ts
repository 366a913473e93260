import assert from "node:assert/strict";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { createDistrict, districtSizes } from "@muster/sandbox/district.ts";
import {
  type ClassLinkStandIn,
  startClassLinkStandIn,
} from "@muster/sandbox/stand-in/classlink/start-classlink-stand-in.ts";
import { writeRoster } from "@muster/sandbox/write-roster.ts";
import { testConnection } from "../network/test-connection.ts";
import type { SourceValues } from "../source.ts";
import { describeSource } from "../source-suite.ts";
import { faultOf, type StandIn } from "../source-suite-world.ts";
import { proxyAddress } from "./classlink-fields.ts";
import { classLinkSource } from "./classlink-source.ts";

const roster = createDistrict(districtSizes.practice);
const other = createDistrict({ ...districtSizes.practice, seed: 13 });
const tenantId = 2222;
const partnerKey = "canary-partner-key-8812";
const birthDate = "2013-05-17";
/** Both sides go by the same clock. */
const now = () => new Date();

async function scratch(t: TestContext): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-classlink-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  return folder;
}

async function startProxy(t: TestContext): Promise<ClassLinkStandIn> {
  const server = await startClassLinkStandIn({
    partnerKey,
    districts: [
      { tenantId: 1111, name: "Elsewhere USD", roster: other },
      {
        ...{ tenantId, name: "Maple Valley USD", roster, hasRosterServer: true },
        vary: (record, collection) => (collection === "users" ? { ...record, birthDate } : record),
      },
    ],
  });
  t.after(() => server.close());
  return server;
}

async function standInOf(
  t: TestContext,
  values: SourceValues,
  faults: StandIn["faults"],
  canaries: readonly string[],
): Promise<StandIn> {
  const written = await writeRoster(roster, await scratch(t), {
    ...{ form: "oneroster-1.2", guardians: "in-users", manifest: false },
  });
  return {
    ...{ values: { "page-size": "45", ...values }, faults, now, hasTokens: values.way !== "direct" },
    rows: Object.fromEntries(written.map(({ file, rows }) => [file, rows])),
    canaries: [...canaries, birthDate],
    large: { route: "users", file: "users.csv" },
    needed: "enrollments",
    spare: { route: "courses", file: "courses.csv" },
  };
}

const byProxy = (server: ClassLinkStandIn): SourceValues => ({
  ...{ way: "proxy", address: server.origin, "tenant-id": String(tenantId), "partner-key": partnerKey },
  "page-size": "45",
});

describeSource("ClassLink through the proxy", {
  kind: classLinkSource,
  start: async (t) => {
    const server = await startProxy(t);
    return standInOf(t, byProxy(server), server.faults, [partnerKey, server.bearer(tenantId)]);
  },
});

describeSource("ClassLink's Roster Server", {
  kind: classLinkSource,
  start: async (t) => {
    const server = await startProxy(t);
    const direct = server.rosterServer(tenantId);
    assert.ok(direct);
    const answer = await fetch(`${server.origin}/applications/${server.applicationId(tenantId)}/server`, {
      headers: { authorization: `Bearer ${partnerKey}` },
    });
    const { server: key } = JSON.parse(await answer.text());
    const values = { way: "direct", address: key.endpoint_url, "client-id": key.client_id };
    return standInOf(t, { ...values, "client-secret": key.client_secret }, direct.faults, [
      key.client_secret,
    ]);
  },
});

async function connect(t: TestContext, values: SourceValues) {
  return testConnection({ values, folder: await scratch(t) });
}

test("I17 says that the district shares no longer, and fetches nothing", async (t) => {
  const server = await startProxy(t);
  const changes = [
    [{ isShared: false }, "not-listed"],
    [{ enabled: "false" }, "disabled"],
    [{ status: "Suspended" }, "inactive"],
  ] as const;
  for (const [change, reason] of changes) {
    server.change(tenantId, { isShared: true, enabled: "true", status: "Active" });
    server.change(tenantId, change);
    const fault = await faultOf(classLinkSource.fetch(await connect(t, byProxy(server))));
    assert.equal(fault.code, "source.sharing.off");
    assert.equal(fault.retry, "never");
    assert.equal(fault.facts.reason, reason);
  }
});

test("I17 notices in the middle of a reading that the district has switched us off", async (t) => {
  const server = await startProxy(t);
  const connection = await connect(t, byProxy(server));
  const off = testConnection({
    ...connection,
    onProgress: ({ what }) => {
      if (what === "users, page 1") server.change(tenantId, { isShared: false });
    },
  });
  const fault = await faultOf(classLinkSource.fetch(off));
  assert.equal(fault.code, "source.sharing.off");
});

test("asks a second time after a refusal only if the bearer was replaced", async (t) => {
  const server = await startProxy(t);
  server.faults.add({ on: "users", page: 2, kind: "status", status: 401 });
  const fault = await faultOf(classLinkSource.fetch(await connect(t, byProxy(server))));
  assert.equal(fault.code, "source.sign-in.refused");
  assert.equal(server.asked.filter(({ name, page }) => name === "users" && page === 2).length, 1);
});

test("puts the application's id into the path as it came, and takes no address from an answer", async (t) => {
  const server = await startProxy(t);
  await classLinkSource.fetch(await connect(t, byProxy(server)));
  const data = server.asked.filter(({ name }) => name === "users");
  assert.ok(data.length > 3);
  assert.ok(
    data.every(({ path: asked }) =>
      asked.startsWith(`/${server.applicationId(tenantId)}/ims/oneroster/v1p1/`),
    ),
  );
});

test("finds a district by the id of its application too, and refuses to choose between two", async (t) => {
  const server = await startProxy(t);
  const byApplication = {
    ...byProxy(server),
    "tenant-id": "",
    "application-id": server.applicationId(tenantId),
  };
  const sighting = await classLinkSource.look(await connect(t, byApplication));
  assert.equal(sighting.connectedTo, "Maple Valley USD");
  const both = { ...byApplication, "application-id": "90001" };
  assert.equal((await faultOf(classLinkSource.look(await connect(t, both)))).code, "source.sharing.unclear");
});

test("finds the district behind many others, and none where nobody shares", async (t) => {
  const server = await startProxy(t);
  server.faults.add({ on: "applications", kind: "clamp", limit: 1 });
  assert.equal(
    (await classLinkSource.look(await connect(t, byProxy(server)))).connectedTo,
    "Maple Valley USD",
  );
  server.faults.clear();
  server.faults.add({ on: "applications", kind: "body", json: { status: 1, applications: [] } });
  assert.equal(
    (await faultOf(classLinkSource.look(await connect(t, byProxy(server))))).facts.reason,
    "nobody",
  );
  server.faults.clear();
  server.faults.add({ on: "applications", kind: "body", json: { status: 0, message: "no" } });
  assert.equal(
    (await faultOf(classLinkSource.look(await connect(t, byProxy(server))))).code,
    "source.collection.unreadable",
  );
});

test("says that our own key is refused, and asks for what is missing before anything is sent", async (t) => {
  const server = await startProxy(t);
  const wrong = { ...byProxy(server), "partner-key": "another" };
  assert.equal((await faultOf(classLinkSource.look(await connect(t, wrong)))).code, "source.sign-in.refused");
  server.forget();
  for (const key of ["partner-key", "tenant-id"]) {
    const fault = await faultOf(classLinkSource.look(await connect(t, { ...byProxy(server), [key]: "" })));
    assert.equal(fault.code, "source.field.missing");
    assert.equal(fault.facts.field, key);
  }
  const direct = { ...byProxy(server), way: "direct", address: proxyAddress };
  assert.equal((await faultOf(classLinkSource.look(await connect(t, direct)))).facts.field, "address");
  assert.equal(server.asked.length, 0);
});
