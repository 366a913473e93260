import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { listClients } from "@muster/api/resource/client.ts";
import { fieldRules } from "@muster/oneroster/provider/fields.ts";
import { mistakesOf } from "@muster/oneroster/provider/mistakes-of.ts";
import { operations } from "@muster/oneroster/provider/operations.ts";
import { revokeClient } from "@muster/sync/access/api-clients.ts";
import { setSetting } from "@muster/sync/directory/settings.ts";
import { makeReady } from "@muster/sync/report/make-ready.ts";
import { smallRoster, student, withCells, without } from "@muster/sync/run/test-district.ts";
import { answeredIn } from "../http/test-caller.ts";
import { type TestHttp, withTestHttp } from "../http/test-http.ts";
import {
  addClient,
  askToken,
  isReady,
  minorIn,
  objectsIn,
  read,
  readerOf,
  tokenIn,
  walkAll,
} from "./test-provider.ts";

const versions = ["1.1", "1.2"] as const;
const idsOf = (rows: readonly { readonly sourcedId: string }[]): readonly string[] =>
  rows.map(({ sourcedId }) => sourcedId);

async function restrict({ db, districtId }: TestHttp["district"], isRestricted = true): Promise<void> {
  await db.session(districtId, (session) =>
    session.write((tx) =>
      tx.query("update guardianship set is_restricted = $2 where district_id = $1", [
        districtId,
        isRestricted,
      ]),
    ),
  );
}

test("answers every endpoint of both versions in the standard's own fields and envelopes", async () => {
  await withTestHttp(async (http) => {
    const ask = await readerOf(http, http.district);
    for (const version of versions) {
      const asked = new Set<string>();
      for await (const { path, template, answer } of walkAll(ask, version, 2)) {
        const operation = operations.find((one) => one.path === template);
        assert.ok(operation);
        const { listing, form } = operation;
        assert.equal(answer.status, 200, path);
        assert.deepEqual(Object.keys(answer.body), [form === "single" ? listing.single : listing.key], path);
        for (const object of objectsIn(answer))
          assert.deepEqual(mistakesOf(object, fieldRules[version][listing.base]), [], path);
        asked.add(template);
      }
      const never = operations.filter(({ path }) => !asked.has(path)).map(({ path }) => path);
      // What this district has none of: grading periods, and demographics, which nobody has.
      assert.deepEqual(never, ["/gradingPeriods/:sourcedId", "/demographics/:sourcedId"]);
    }
    const { db, districtId } = http.district;
    const years = async () =>
      objectsIn(await ask("1.2", "/terms")).map(({ startDate, endDate }) => [startDate, endDate]);
    assert.deepEqual(
      await years(),
      [["2026-07-01", "2027-06-30"]],
      "classes without a term are of this year",
    );
    await setSetting(db, districtId, "district.year-start", "august", "test");
    assert.deepEqual(await years(), [["2026-08-01", "2027-07-31"]]);
  });
});

test("an id of another district answers to the last sign like one that nobody has", async () => {
  await withTestHttp(async (http) => {
    const users = [...smallRoster.users, student("zoe", "S1", "Zoe", "Zelkova")];
    const classes = [...smallRoster.classes, { sourcedId: "C9", title: "Zoology", schoolSourcedId: "S1" }];
    await http.other.sync({ ...smallRoster, users, classes });
    const own = await readerOf(http, http.district);
    const there = await readerOf(http, http.other);
    const asked = [
      ["/users/:", "zoe"],
      ["/students/:/classes", "zoe"],
      ["/classes/:", "C9"],
      ["/classes/:/students", "C9"],
      ["/schools/S1/classes/:/students", "C9"],
    ] as const;
    for (const version of versions)
      for (const [path, id] of asked) {
        assert.equal((await there(version, path.replace(":", id))).status, 200, path);
        const foreign = await own(version, path.replace(":", id));
        const unknown = await own(version, path.replace(":", "nobody"));
        assert.equal(foreign.status, 404);
        assert.deepEqual(foreign.body, unknown.body);
      }
    const inside = await own("1.2", "/users?filter=sourcedId='x' OR sourcedId!='x'");
    assert.equal(inside.headers["x-total-count"], "6", "an OR reaches nobody outside");
  });
});

test("a reader who asks for what changed since their visit gets just that, also who left", async () => {
  await withTestHttp(async (http) => {
    const { district } = http;
    const ask = await readerOf(http, district);
    await ask("1.2", "/users");
    const visit = district.world.now().toISOString();
    district.pass();
    const users = withCells(without(smallRoster.users, "ben"), "cai", { familyName: "Cypress" });
    const enrollments = smallRoster.enrollments.filter(({ userSourcedId }) => userSourcedId !== "ben");
    const { outcome, run } = await district.sync({ ...smallRoster, users, enrollments });
    assert.deepEqual([outcome, await isReady(http.district)], ["applied", false]);
    await makeReady(district.db, district.districtId, run, district.world.now());
    assert.equal(await isReady(http.district), true, "the next reader need not wait");
    await makeReady(district.db, http.other.districtId, 600_001, district.world.now());
    assert.equal(await isReady(http.other), false, "nobody reads the other");
    const since = `filter=dateLastModified>'${visit}'`;
    const token = await readerOf(http, district);
    const changed = objectsIn(await token("1.2", `/users?${since}`));
    assert.deepEqual(
      changed.map((user) => [user.sourcedId, user.status, user.familyName]),
      [
        ["ben", "tobedeleted", "Birch"],
        ["cai", "active", "Cypress"],
      ],
    );
    assert.deepEqual(idsOf(objectsIn(await token("1.2", `/enrollments?${since}`))), ["C1|ben|student"]);
    assert.equal(objectsIn(await token("1.2", "/users/ben"))[0]?.status, "tobedeleted");
    assert.deepEqual(idsOf(objectsIn(await token("1.2", "/classes/C1/students"))), ["ana"]);
    assert.deepEqual(idsOf(objectsIn(await token("1.2", "/orgs?filter=dateLastModified>'2030-01-01'"))), []);
  });
});

test("says nothing of a family link that is restricted, to whoever signs in then", async () => {
  await withTestHttp(async (http) => {
    // Somebody who was known a second ago is not looked up again: a new token each time.
    const ask = async (path: string) => (await readerOf(http, http.district))("1.1", path);
    const agents = async () => idsOf(objectsIn(await ask("/users/ana"))[0]?.agents ?? []);
    assert.deepEqual(await agents(), ["mia"]);
    await restrict(http.district);
    assert.deepEqual(await agents(), []);
    const [mia] = objectsIn(await ask("/users/mia"));
    assert.deepEqual([mia?.status, mia?.agents, mia?.email], ["tobedeleted", undefined, ""]);
    assert.equal((await ask("/users?filter=agents~'mia'")).headers["x-total-count"], "0");
    await restrict(http.district, false);
    assert.deepEqual(await agents(), ["mia"]);
  });
});

test("a reader who goes on reading hears within a second of a restriction, and that it is revoked", async () => {
  await withTestHttp(async (http) => {
    const { district } = http;
    const { districtId } = district;
    const client = await addClient(district);
    const token = tokenIn(await askToken(http, client));
    const ana = () => read(http, token, "1.2", "/users/ana");
    const agents = async () => objectsIn(await ana())[0]?.agents;
    // The first answer of a day is noted; from the second on somebody is known.
    for (const _ of [1, 2, 3]) assert.equal((await agents())?.length, 1);
    await restrict(district);
    await sleep(1_050);
    assert.equal(await agents(), undefined);
    await district.db.session(districtId, (session) =>
      session.write((tx) => revokeClient(tx, districtId, client.client, district.world.now())),
    );
    await sleep(1_050);
    assert.equal((await ana()).status, 401);
  });
});

test("filters and sorts by what readers write, and selects what they want", async () => {
  await withTestHttp(async (http) => {
    const ask = await readerOf(http, http.district);
    const found: readonly [path: string, ids: readonly string[]][] = [
      ["/users?filter=familyName='ALDER'&sort=givenName&orderBy=desc", ["mia", "ana"]],
      ["/users?filter=givenName~'A' AND role='student'", ["ana", "cai"]],
      ["/users?filter=roles.role='teacher'&sort=familyName", ["eva", "tom"]],
      ["/users?filter=roles.org.sourcedId='S2'", ["cai", "eva"]],
      ["/users?filter=grades~'04' AND username!='ben'", ["ana", "cai"]],
      ["/users?filter=sourcedId>='eva'", ["eva", "mia", "tom"]],
      ["/users?filter=sourcedId='ANA'", []],
      ["/teachers?filter=email='Tom@school.example.org'", ["tom"]],
      ["/users?filter=pronouns='she'", []],
      ["/classes?filter=school.sourcedId='S1' AND status='active'", ["C1", "C2"]],
      [
        "/enrollments?filter=class='C2' OR primary='true'",
        ["C1|tom|teacher", "C2|ana|student", "C3|eva|teacher"],
      ],
      ["/orgs?filter=type='school'&sort=name", ["S2", "S1"]],
      ["/users?filter=familyName='O''Hara'", []],
      ["/users?filter=familyName=''' or 1=1 --'", []],
      ["/users?offset=6", []],
      ["/users?limit=1&offset=5", ["tom"]],
    ];
    for (const [path, ids] of found) {
      const answer = await ask("1.2", path);
      assert.deepEqual(answer.status === 200 ? idsOf(objectsIn(answer)) : answer.body, ids, path);
    }
    const [selected] = objectsIn(await ask("1.2", "/users?fields=sourcedId,roles&limit=1"));
    assert.deepEqual(Object.keys(selected ?? {}), ["sourcedId", "roles"]);
    const refused: readonly [path: string, minor: string][] = [
      ["/users?filter=dateLastModified>'yesterday'", "invaliddata"],
      ["/users?filter=grades>'04'", "invalid_filter_field"],
      ["/users?filter=roles.shoes='4'", "invalid_filter_field"],
      ["/users?fields=shoes", "invalid_selection_field"],
      ["/users/ana?fields=shoes", "invalid_selection_field"],
      ["/users?limit=10001", "invaliddata"],
      ["/persons", "unknownobject"],
    ];
    for (const [path, minor] of refused) {
      assert.equal(minorIn(await ask("1.2", path)), minor, path);
    }
  });
});

test("writes down once a day that a client reads, and what a client is told once is told by no list", async () => {
  await withTestHttp(async (http) => {
    const ask = await readerOf(http, http.district);
    for (const path of ["/users", "/users/ana", "/orgs"]) await ask("1.2", path);
    const entries = () =>
      http.district.one<{ n: number; told: string }>(
        "select count(*) as n, string_agg(facts::text, '') as told from audit where district_id = $1 and act = 'roster.read'",
      );
    assert.deepEqual(await entries(), { n: 1, told: '{"client": 1}' });
    http.district.pass();
    const token = await readerOf(http, http.district);
    await token("1.2", "/users");
    assert.equal((await entries())?.n, 2);
    const owner = await http.as("owner");
    const listed = await owner.ask("GET", "/api/v1/clients");
    assert.equal(answeredIn(listClients, listed).items.length, 2);
    assert.doesNotMatch(listed.text, /secret/i);
  });
});
