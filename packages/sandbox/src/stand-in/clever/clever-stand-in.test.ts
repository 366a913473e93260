import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import { at } from "../../columns.ts";
import { liveDay } from "../../day.ts";
import { createDistrict, type District } from "../../district.ts";
import { isGuardian } from "../../people.ts";
import { practiceDistrict } from "../../practice.ts";
import {
  type CleverStandIn,
  type CleverStandInOptions,
  startCleverStandIn,
} from "./start-clever-stand-in.ts";

const district = practiceDistrict("monday");

async function start(t: TestContext, more: Partial<CleverStandInOptions> = {}): Promise<CleverStandIn> {
  const clever = await startCleverStandIn({ district, ...more });
  t.after(() => clever.close());
  return clever;
}

/** The fields that these tests look at. */
interface Seen {
  readonly id: string;
  readonly email: string;
  readonly type: string;
  readonly access_token: string;
  readonly owner: { readonly id: string };
  readonly name: { readonly first: string };
  readonly students: readonly string[];
  readonly teachers: readonly string[];
  readonly teacher: string;
  readonly roles: {
    readonly staff?: object;
    readonly contact: {
      readonly sis_id?: string;
      readonly student_relationships: readonly { readonly student: string }[];
    };
  };
}

interface Said {
  readonly status: number;
  readonly type: string;
  readonly headers: Headers;
  readonly json: Readonly<Record<string, unknown>>;
}

async function ask(clever: CleverStandIn, path: string, token = clever.keys.token): Promise<Said> {
  const answer = await fetch(clever.origin + path, { headers: { authorization: `Bearer ${token}` } });
  const text = await answer.text();
  const type = answer.headers.get("content-type") ?? "";
  return {
    status: answer.status,
    type,
    headers: answer.headers,
    json: type.includes("json") ? JSON.parse(text) : {},
  };
}

interface Page {
  readonly data: readonly { readonly data: Seen }[];
  readonly links: readonly { readonly rel: string; readonly uri: string }[];
}

/** All objects of a listing, following `next` as it stands. */
async function walk(clever: CleverStandIn, first: string): Promise<Seen[]> {
  const found: Seen[] = [];
  for (let path: string | undefined = first; path !== undefined; ) {
    const page: Page = JSON.parse(JSON.stringify((await ask(clever, path)).json));
    found.push(...page.data.map((one) => one.data));
    path = page.links.find(({ rel }) => rel === "next")?.uri;
  }
  return found;
}

async function first(clever: CleverStandIn, path: string): Promise<Seen> {
  const [found] = await walk(clever, path);
  assert.ok(found, `${path} lists nothing`);
  return found;
}

test("everybody of the district is listed once, in the order of the ids, whatever the page", async (t) => {
  const clever = await start(t);
  const all = await walk(clever, "/v3.1/users?limit=37");
  const ids = all.map(({ id }) => id);
  assert.deepEqual(ids, [...new Set(ids)].sort());
  assert.equal(ids.length, 180 + 216 + 30);
  for (const id of ids) assert.match(id, /^[0-9a-f]{24}$/);
  const students = await walk(clever, "/v3.1/users?role=student");
  assert.equal(students.length, 180);
  assert.equal((await walk(clever, "/v3.1/schools")).length, 3);
});

test("a collection tells its length where it is asked for, and what hangs on a school does not", async (t) => {
  const clever = await start(t);
  const counted = async (path: string): Promise<unknown> => (await ask(clever, path)).json.count;
  assert.equal(await counted("/v3.1/users?role=student&count=true&limit=1"), 180);
  assert.equal(await counted("/v3.0/users?count=true"), 180 + 216 + 30);
  assert.equal(await counted("/v3.1/districts?count=true"), 1);
  const { id } = await first(clever, "/v3.1/schools");
  for (const path of ["users?role=student", "users?count=false", `schools/${id}/users?count=true`])
    assert.equal(await counted(`/v3.1/${path}`), undefined, path);
});

test("students and teachers are tied together by sections alone, and a section has at least one student", async (t) => {
  const clever = await start(t);
  const sections = await walk(clever, "/v3.1/sections?limit=50");
  assert.ok(sections.length > 60);
  for (const section of sections) {
    assert.ok(section.students.length > 0);
    assert.equal(section.teachers[0], section.teacher);
  }
  const [section] = sections;
  const student = section?.students[0];
  const own = await walk(clever, `/v3.1/users/${student}/sections`);
  assert.ok(own.some(({ id }) => id === section?.id));
  const teachers = await walk(clever, `/v3.1/users/${student}/myteachers`);
  assert.ok(teachers.some(({ id }) => id === section?.teacher));
});

test("an aide who stands before a class is one user with two roles, a parent who teaches is two users", async (t) => {
  const clever = await start(t);
  const teachers = await walk(clever, "/v3.1/users?role=teacher");
  const staff = await walk(clever, "/v3.1/users?role=staff");
  const both = teachers.filter((user) => user.roles.staff !== undefined);
  assert.ok(both.length > 0, "some aide teaches");
  for (const { id } of both) assert.ok(staff.some((user) => user.id === id));
  const contacts = await walk(clever, "/v3.1/users?role=contact");
  const shared = contacts.filter(
    (one) => one.email !== "" && teachers.some(({ email }) => email === one.email),
  );
  assert.ok(shared.length > 0, "some teacher is a parent");
  for (const contact of contacts) {
    assert.deepEqual(Object.keys(contact.roles), ["contact"]);
    assert.equal(contact.name.first, "");
  }
});

test("a contact without an id of the district's own is another contact after any change", async (t) => {
  const plain: District = createDistrict({ ...district.plan, seed: 77 });
  const clever = await start(t, { district: plain, sharing: { contactIds: false } });
  const before = await walk(clever, "/v3.1/users?role=contact");
  const changed = liveDay(plain, {
    ...{ seed: 4, joiners: 0, leavers: 0, classChanges: 0, renames: 0, contactChanges: 5 },
  });
  clever.become(changed);
  const after = await walk(clever, "/v3.1/users?role=contact");
  const ids = new Set(before.map(({ id }) => id));
  const fresh = after.filter(({ id }) => !ids.has(id));
  assert.equal(after.length, before.length);
  assert.ok(fresh.length > 0);
  for (const contact of after) assert.equal(contact.roles.contact.sis_id, undefined);
  const types = (await walk(clever, "/v3.1/events?record_type=users&limit=1000")).map(({ type }) => type);
  assert.ok(types.includes("users.created") && types.includes("users.deleted"));
});

test("who is not shared is not there, though others still name them", async (t) => {
  const clever = await start(t, { sharing: { schools: [0] } });
  assert.equal((await walk(clever, "/v3.1/schools")).length, 1);
  const students = await walk(clever, "/v3.1/users?role=student");
  assert.ok(students.length > 0 && students.length < 180);
  const shared = new Set(students.map(({ id }) => id));
  const contacts = await walk(clever, "/v3.1/users?role=contact");
  const named = contacts.flatMap(({ roles }) =>
    roles.contact.student_relationships.map(({ student }) => student),
  );
  const hidden = named.find((id) => !shared.has(id));
  assert.ok(hidden, "a sister at another school is named");
  assert.equal((await ask(clever, `/v3.1/users/${hidden}`)).status, 404);
  const own = await walk(clever, `/v3.1/users/${students[0]?.id}/mycontacts`);
  assert.ok(own.every(({ roles }) => roles.contact !== undefined));
});

test("a wrong token, a wrong kind of token and too large a page are answered as Clever does", async (t) => {
  const clever = await start(t);
  assert.equal((await ask(clever, "/v3.1/users", "nonsense")).status, 401);
  const person = await ask(clever, "/v3.1/users", clever.keys.userToken);
  assert.equal(person.status, 404);
  assert.match(person.type, /html/);
  const me = await ask(clever, "/v3.0/me", clever.keys.userToken);
  const own = /"id":"([0-9a-f]{24})"/.exec(JSON.stringify(me.json))?.[1];
  assert.equal((await ask(clever, `/v3.1/users/${own}`, clever.keys.userToken)).status, 200);
  const { id: other } = await first(clever, "/v3.1/users?role=student");
  assert.equal((await ask(clever, `/v3.1/users/${other}`, clever.keys.userToken)).status, 404);
  assert.equal((await ask(clever, "/v3.1/users?limit=10001")).status, 413);
  assert.equal((await ask(clever, "/v2.1/users")).status, 404);
  clever.revoke();
  assert.equal((await ask(clever, "/v3.1/users")).status, 401);
});

test("the request after the 1200th of a minute is refused until the minute is over", async (t) => {
  let clock = Date.UTC(2026, 8, 1, 3, 0, 20);
  const clever = await start(t, { now: () => clock, rateLimit: 3 });
  for (let count = 0; count < 3; count += 1) assert.equal((await ask(clever, "/v3.1/terms")).status, 200);
  const late = await ask(clever, "/v3.1/terms");
  assert.equal(late.status, 429);
  assert.equal(late.headers.get("x-ratelimit-reset"), String(Date.UTC(2026, 8, 1, 3, 1) / 1000));
  clock += 40_000;
  assert.equal((await ask(clever, "/v3.1/terms")).status, 200);
});

test("the list of tokens is for the application alone", async (t) => {
  const clever = await start(t);
  const { clientId, clientSecret, token } = clever.keys;
  const authorization = `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString("base64")}`;
  const url = `${clever.origin}/oauth/tokens?owner_type=district`;
  const answer = JSON.parse(await (await fetch(url, { headers: { authorization } })).text());
  assert.equal(answer.data[0].access_token, token);
  assert.equal(answer.data[0].owner.id, clever.districtId);
  assert.equal((await fetch(url)).status, 401);
  assert.equal((await ask(clever, "/oauth/tokeninfo")).status, 200);
  const other = clever.reissue();
  const later = JSON.parse(await (await fetch(url, { headers: { authorization } })).text());
  assert.equal(later.data[0].access_token, other);
  assert.equal((await ask(clever, "/v3.1/schools")).status, 401);
  assert.equal((await ask(clever, "/v3.1/schools", other)).status, 200);
});

test("every present guardian of a student is a contact with the relationship that guardians.csv gives", async (t) => {
  const clever = await start(t);
  const contacts = await walk(clever, "/v3.1/users?role=contact");
  const links = contacts.reduce((sum, { roles }) => sum + roles.contact.student_relationships.length, 0);
  const { people } = district;
  const { roster } = clever.view();
  let wanted = 0;
  for (let row = 0; row < people.count; row += 1)
    if (at(people.present, row) === 1 && isGuardian(people, row)) wanted += roster.childrenOf(row).length;
  assert.equal(links, wanted);
});
