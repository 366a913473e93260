import assert from "node:assert/strict";
import { readdir } from "node:fs/promises";
import { type TestContext, test } from "node:test";
import { liveDay } from "@muster/sandbox/day.ts";
import { createDistrict } from "@muster/sandbox/district.ts";
import { practiceDistrict } from "@muster/sandbox/practice.ts";
import {
  type CleverStandIn,
  type CleverStandInOptions,
  startCleverStandIn,
} from "@muster/sandbox/stand-in/clever/start-clever-stand-in.ts";
import { readRoster } from "../test-read-roster.ts";
import { cleverSource } from "./source.ts";
import { connect, faultOf } from "./test-clever.ts";

const district = practiceDistrict("monday");

async function start(t: TestContext, more: Partial<CleverStandInOptions> = {}): Promise<CleverStandIn> {
  const clever = await startCleverStandIn({ district, ...more });
  t.after(() => clever.close());
  return clever;
}

const codesOf = (said: readonly { readonly code: string }[]) => said.map(({ code }) => code).sort();

test("our reader takes what was fetched without a word, in both versions of the API", async (t) => {
  const clever = await start(t);
  for (const version of ["3.1", "3.0"]) {
    const connection = await connect(t, clever, { values: { "api-version": version } });
    const delivery = await cleverSource.fetch(connection);
    assert.deepEqual(delivery.findings, []);
    const { users, diagnostics } = await readRoster(delivery.path);
    assert.deepEqual(diagnostics, []);
    const nicknames = users.filter(({ preferredGivenName }) => preferredGivenName !== "");
    assert.equal(nicknames.length > 0, version === "3.1", "nicknames are told in 3.1");
  }
});

test("somebody who teaches and is staff is one user with two roles, filed under every school of theirs", async (t) => {
  const clever = await start(t, { district: createDistrict({ ...district.plan, seed: 5, staff: 60 }) });
  const { path } = await cleverSource.fetch(await connect(t, clever));
  const { users, roles } = await readRoster(path);
  const ids = users.map(({ sourcedId }) => sourcedId);
  assert.equal(new Set(ids).size, ids.length);
  const rolesOf = (id: string) => roles.filter(({ userSourcedId }) => userSourcedId === id);
  const both = ids.filter((id) => new Set(rolesOf(id).map(({ role }) => role)).size === 2);
  assert.ok(both.length > 0);
  const travelling = ids.filter(
    (id) => new Set(rolesOf(id).map(({ orgSourcedId }) => orgSourcedId)).size === 2,
  );
  assert.ok(travelling.length > 0, "somebody works or learns at two schools");
  for (const id of ids) assert.equal(rolesOf(id).filter(({ roleType }) => roleType === "primary").length, 1);
});

test("I02 waits until the moment that Clever names, and for a minute where it names none", async (t) => {
  const at = Date.parse("2026-03-02T05:00:20Z");
  const clever = await start(t, { rateLimit: 6, now: () => at + clock.passed });
  const clock = { passed: 0 };
  const connection = await connect(t, clever, {
    now: () => new Date(at + clock.passed),
    wait: async (milliseconds) => {
      clock.passed += milliseconds;
    },
  });
  const { path } = await cleverSource.fetch(connection);
  assert.ok((await readRoster(path)).users.length > 0);
  assert.ok(clock.passed >= 40_000 && clock.passed % 20_000 === 0, String(clock.passed));
  assert.ok(connection.progress.some(({ what }) => what === "waiting for the server, 40 s"));
  clever.faults.add({ kind: "status", status: 429, on: "terms", times: 1 });
  const other = await connect(
    t,
    await start(t, { faults: [{ kind: "status", status: 429, on: "terms", times: 1 }] }),
  );
  await cleverSource.fetch(other);
  assert.deepEqual(other.waits, [60_000]);
});

test("I03 delivers nothing when the token ends in the middle", async (t) => {
  const clever = await start(t, { faults: [{ kind: "expire-tokens", on: "sections", page: 2 }] });
  const connection = await connect(t, clever);
  const fault = await faultOf(cleverSource.fetch(connection));
  assert.equal(fault.code, "source.sign-in.refused");
  assert.ok(!(await readdir(connection.folder)).includes("manifest.csv"));
});

test("I04 an emptied list of contacts is an empty file, which the gate holds", async (t) => {
  const clever = await start(t, { sharing: { withheldRoles: ["contact"] } });
  const delivery = await cleverSource.fetch(await connect(t, clever));
  const { guardians, diagnostics } = await readRoster(delivery.path);
  assert.deepEqual(guardians, []);
  assert.deepEqual(codesOf(diagnostics), ["file.rows.none"]);
  assert.ok(delivery.proofs.some(({ of, received }) => of === "contacts" && received === 0));
});

test("I06 refuses a list that does not go on, with the page", async (t) => {
  const clever = await start(t, { faults: [{ kind: "stuck", on: "users", page: 3 }] });
  const fault = await faultOf(cleverSource.fetch(await connect(t, clever)));
  assert.equal(fault.code, "source.collection.stuck");
  assert.deepEqual(fault.facts, { host: "127.0.0.1", collection: "students", page: 3 });
});

test("I12 contacts that were shared and are not now are a fault; those that never were are told", async (t) => {
  const clever = await start(t);
  const { seen } = await cleverSource.fetch(await connect(t, clever));
  clever.refuse("contact", 403);
  const fault = await faultOf(cleverSource.fetch(await connect(t, clever, { lastSeen: seen })));
  assert.equal(fault.code, "source.collection.refused");
  assert.deepEqual(fault.facts, { host: "127.0.0.1", collection: "contacts", status: 403 });
  const fresh = await cleverSource.fetch(await connect(t, clever));
  assert.deepEqual(codesOf(fresh.findings), ["collection.access.refused"]);
  assert.ok(!(await readdir(fresh.path)).includes("guardians.csv"));
  const sighting = await cleverSource.look(await connect(t, clever));
  assert.deepEqual(sighting.notShared, ["contacts"]);
});

test("I13 I14 relies on no events, which may have a gap or come twice: every fetch asks for everything", async (t) => {
  const clever = await start(t);
  const { seen } = await cleverSource.fetch(await connect(t, clever));
  clever.become(practiceDistrict("tuesday"));
  clever.forget();
  const { path } = await cleverSource.fetch(await connect(t, clever, { lastSeen: seen }));
  assert.equal((await readRoster(path)).classes.length, clever.view().sections.length);
  const asked = new Set(clever.asked.map(({ name }) => name));
  assert.deepEqual(
    ["events", "event", "schools", "users", "sections"].map((name) => asked.has(name)),
    [false, false, true, true, true],
  );
});

test("I15 a role, a contact type and a grade that are new give no rights, and are told", async (t) => {
  const id = "5f0c00060000000000000001";
  const school = "5f0c00020000000000000004";
  const student = { sis_id: "n", student_number: "0001", school, schools: [school], grade: "Nursery" };
  const [first, last] = ["Ada", "New"];
  const person = { id, email: "", name: { first, last }, roles: { student, volunteer: { legacy_id: "x" } } };
  const json = { data: [{ data: person }], links: [{ rel: "next", uri: "/v3.1/users" }] };
  const clever = await start(t, { faults: [{ kind: "body", json, on: "users", page: 1, times: 1 }] });
  const delivery = await cleverSource.fetch(await connect(t, clever));
  assert.deepEqual(
    delivery.findings.map(({ code, facts }) => ({ code, ...facts })),
    [{ code: "collection.word.unknown", field: "roles", word: "volunteer", count: 1 }],
  );
  const { users, roles, diagnostics } = await readRoster(delivery.path);
  assert.deepEqual(codesOf(diagnostics), ["user.username.missing", "value.grade.unknown"]);
  assert.deepEqual(users.find(({ sourcedId }) => sourcedId === id)?.grades, []);
  assert.deepEqual(
    roles.filter(({ userSourcedId }) => userSourcedId === id).map(({ role }) => role),
    ["student"],
  );
});

test("I15 words for contacts that are new are kept as they are, counted and told", async (t) => {
  const clever = await start(t, { sharing: { newContactWords: true } });
  const delivery = await cleverSource.fetch(await connect(t, clever));
  const { guardians } = await readRoster(delivery.path);
  assert.ok(guardians.length > 0);
  for (const one of guardians)
    assert.deepEqual([one.relationship, one.contactType, one.mobile], ["Foster", "Court", ""]);
  assert.deepEqual(delivery.findings.map(({ code, facts }) => [code, facts.field, facts.word]).sort(), [
    ["collection.word.unknown", "phone_type", "Pager"],
    ["collection.word.unknown", "relationship", "Foster"],
    ["collection.word.unknown", "type", "Court"],
  ]);
});

test("I17 a district that took the application away is told apart from a token that never was good", async (t) => {
  const clever = await start(t);
  const { seen } = await cleverSource.fetch(await connect(t, clever));
  clever.revoke();
  const after = await faultOf(cleverSource.fetch(await connect(t, clever, { lastSeen: seen })));
  assert.equal(after.code, "source.district.disconnected");
  assert.equal(after.retry, "never");
  const never = await faultOf(cleverSource.look(await connect(t, clever)));
  assert.equal(never.code, "source.sign-in.refused");
  const person = { "district-token": clever.keys.userToken };
  const wrongKind = await faultOf(cleverSource.look(await connect(t, await start(t), { values: person })));
  assert.equal(wrongKind.code, "source.sign-in.refused");
});

test("a fetch whose token was replaced goes on with the one that Clever lists", async (t) => {
  const clever = await start(t);
  clever.reissue();
  const { clientId, clientSecret } = clever.keys;
  const values = { "client-id": clientId, "client-secret": clientSecret, "account-url": clever.origin };
  const { proofs } = await cleverSource.fetch(await connect(t, clever, { values }));
  assert.ok(proofs.length > 0);
  const mistyped = { ...values, "client-secret": "x" };
  const fault = await faultOf(cleverSource.fetch(await connect(t, clever, { values: mistyped })));
  assert.equal(fault.code, "source.sign-in.refused");
});

test("I19 refuses the token of another district, a practice one for example", async (t) => {
  const clever = await start(t);
  const other = { "district-id": "4fd43cc56d11340000000005" };
  const fault = await faultOf(cleverSource.fetch(await connect(t, clever, { values: other })));
  assert.equal(fault.code, "source.district.other");
  assert.deepEqual(fault.facts, { expected: other["district-id"], found: clever.districtId });
});

test("a district that is paused over the summer is told, and read all the same", async (t) => {
  const clever = await start(t);
  clever.setState("paused");
  const delivery = await cleverSource.fetch(await connect(t, clever));
  assert.deepEqual(codesOf(delivery.findings), ["district.delivery.paused"]);
  assert.equal(delivery.seen.state, "paused");
  const { connectedTo } = await cleverSource.look(await connect(t, clever));
  assert.match(connectedTo, /paused/);
});

test("a look names what is shared too much, without any value of it", async (t) => {
  const clever = await start(t, { sharing: { demographics: true } });
  const sighting = await cleverSource.look(await connect(t, clever, { values: { "page-size": "1000" } }));
  assert.ok(sighting.oversharing.includes("dob") && sighting.oversharing.includes("frl_status"));
  assert.equal(sighting.counts.students, 180);
  assert.equal(sighting.schools.length, 3);
  const few = await cleverSource.look(await connect(t, clever, { values: { "page-size": "10" } }));
  assert.deepEqual([few.counts, few.schools], [sighting.counts, sighting.schools]);
  const { findings } = await cleverSource.fetch(await connect(t, clever));
  assert.deepEqual(codesOf(findings), ["collection.field.sensitive"]);
});

test("with one school shared nothing leads to the others, and it is told how much was left out", async (t) => {
  const clever = await start(t, { sharing: { schools: [0] } });
  const delivery = await cleverSource.fetch(await connect(t, clever));
  const roster = await readRoster(delivery.path);
  assert.deepEqual(roster.diagnostics, []);
  const users = new Set(roster.users.map(({ sourcedId }) => sourcedId));
  const orgs = new Set(roster.orgs.map(({ sourcedId }) => sourcedId));
  assert.equal(orgs.size, 2);
  for (const { orgSourcedId } of roster.roles) assert.ok(orgs.has(orgSourcedId));
  for (const { userSourcedId } of roster.enrollments) assert.ok(users.has(userSourcedId));
  for (const { studentSourcedId } of roster.guardians) assert.ok(users.has(studentSourcedId));
  assert.ok(codesOf(delivery.findings).includes("collection.people.hidden"));
});

test("only contacts of the chosen kinds become guardians, and only their chosen phones are taken", async (t) => {
  const clever = await start(t);
  const values = { "contact-types": "Primary", "phone-types": "Home" };
  const delivery = await cleverSource.fetch(await connect(t, clever, { values }));
  const { guardians } = await readRoster(delivery.path);
  assert.ok(guardians.length > 0);
  for (const { contactType, mobile } of guardians) assert.deepEqual([contactType, mobile], ["Primary", ""]);
  assert.deepEqual(codesOf(delivery.findings), ["contact.choice.left-out"]);
  const none = await cleverSource.fetch(await connect(t, clever, { values: { contacts: "false" } }));
  assert.ok(!(await readdir(none.path)).includes("guardians.csv"));
});

test("a contact without an id stays the same guardian when a phone or an e-mail changes", async (t) => {
  const clever = await start(t, { sharing: { contactIds: false } });
  const first = await cleverSource.fetch(await connect(t, clever));
  const before = await readRoster(first.path);
  const calm = { seed: 4, joiners: 0, leavers: 0, classChanges: 0, renames: 0 };
  clever.become(liveDay(district, { ...calm, contactChanges: 8 }));
  const second = await cleverSource.fetch(await connect(t, clever, { lastSeen: first.seen }));
  const after = await readRoster(second.path);
  const pairs = (rows: typeof after.guardians) => rows.map(({ sourcedId }) => sourcedId).sort();
  assert.deepEqual(pairs(after.guardians), pairs(before.guardians));
  assert.notDeepEqual(after.guardians, before.guardians, "somebody has another phone");
  const forgetful = await readRoster((await cleverSource.fetch(await connect(t, clever))).path);
  assert.notDeepEqual(pairs(forgetful.guardians), pairs(before.guardians), "without memory they are others");
});

test("guardians whom the district's system has once for each child are the same as with one entry for all", async (t) => {
  const whole = await start(t, { sharing: { contactIds: false } });
  const before = await readRoster((await cleverSource.fetch(await connect(t, whole))).path);
  const split = await start(t, { sharing: { contactIds: false, contactPerChild: true } });
  const delivery = await cleverSource.fetch(await connect(t, split));
  const { guardians } = await readRoster(delivery.path);
  const pairs = (rows: typeof guardians) => rows.map(({ sourcedId }) => sourcedId).sort();
  const children = new Map<string, number>();
  for (const { guardianSourcedId: id } of guardians) children.set(id, (children.get(id) ?? 0) + 1);
  assert.ok(
    [...children.values()].some((count) => count > 1),
    "somebody has two children",
  );
  const isReachable = ({ email, mobile, homePhone }: (typeof guardians)[number]) =>
    email + mobile + homePhone;
  assert.deepEqual(pairs(guardians.filter(isReachable)), pairs(before.guardians.filter(isReachable)));
  const again = await cleverSource.fetch(await connect(t, split, { lastSeen: delivery.seen }));
  assert.deepEqual(pairs((await readRoster(again.path)).guardians), pairs(guardians));
});

test("what is remembered of contacts holds no name, no phone and no address", async (t) => {
  const clever = await start(t, { sharing: { contactIds: false } });
  const { seen, path } = await cleverSource.fetch(await connect(t, clever));
  const memory = JSON.stringify(seen);
  const { guardians } = await readRoster(path);
  assert.ok(memory.length > 1000);
  for (const { familyName, email, mobile, studentSourcedId } of guardians)
    for (const text of [familyName, email, mobile, studentSourcedId])
      assert.ok(text === "" || text.length < 6 || !memory.includes(text));
});
