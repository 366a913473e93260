import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { openContactIdentity } from "./contact-identity.ts";
import type { CleverUser } from "./objects.ts";

interface Contact {
  readonly name?: string;
  readonly phone?: string;
  readonly email?: string;
  readonly students?: readonly string[];
}

/** Clever's own id is another one each time: nothing may hang on it. */
let made = 0;
function contact({
  name = "Maria Testfall",
  phone = "5550100",
  email = "maria@example.org",
}: Contact): CleverUser {
  made += 1;
  return {
    ...{ id: `clever-${made}`, email, name: { first: "", middle: "", last: name } },
    ...{ student: undefined, teacher: undefined, staff: undefined, isDistrictAdmin: false, otherRoles: [] },
    contact: { sisId: "", phone, phoneType: "Cell", relationships: [] },
  };
}

/** One fetch: the ids in the order of the contacts, and what is remembered. */
function fetchOnce(contacts: readonly Contact[], lastMemory?: unknown): { ids: string[]; memory: string } {
  const identity = openContactIdentity(lastMemory);
  const users = contacts.map((one) => ({ user: contact(one), students: one.students ?? ["rosa"] }));
  const ids = new Map(users.map(({ user, students }) => [user, identity.recognise(user, students)]));
  for (const { user, id } of identity.settle()) ids.set(user, id);
  return { ids: users.map(({ user }) => ids.get(user) ?? ""), memory: identity.memory() };
}

function after(before: readonly Contact[], now: readonly Contact[]) {
  const first = fetchOnce(before);
  return { before: first.ids, now: fetchOnce(now, first.memory).ids };
}

test("the same contact is the same guardian, however it is spelt and whatever Clever's id", () => {
  const spelt = { name: "  MARÍA  Testfall", phone: "+1 (555) 010-0100", email: "Maria@Example.org" };
  const ids = [{ name: "Maria Testfall", phone: "5550100100" }, { ...spelt }].map(
    (one) => fetchOnce([one]).ids[0],
  );
  assert.equal(ids[0], ids[1]);
  assert.match(ids[0] ?? "", /^contact-[\w-]{16}$/);
});

test("a contact of whom one thing changed stays who she is", () => {
  for (const change of [
    { phone: "5550199" },
    { phone: "" },
    { email: "maria@other.example.org" },
    { name: "Maria Alder" },
    { name: "M. Testfall" },
    { students: ["rosa", "tim"] },
    { students: ["tim"] },
  ]) {
    const { before, now } = after([{}], [change]);
    assert.deepEqual(now, before, JSON.stringify(change));
  }
});

test("a contact with a name and a phone alone may have another phone", () => {
  const { before, now } = after([{ email: "" }], [{ email: "", phone: "5550177" }]);
  assert.deepEqual(now, before);
});

test("one change after the other never makes a new guardian", () => {
  const first = fetchOnce([{}]);
  const second = fetchOnce([{ phone: "5550199" }], first.memory);
  const third = fetchOnce([{ phone: "5550199", email: "m@example.org" }], second.memory);
  const fourth = fetchOnce([{ phone: "5550199", email: "m@example.org", name: "Maria Alder" }], third.memory);
  assert.deepEqual(fourth.ids, first.ids);
});

test("who changed in two things, or has quite another name, is somebody new", () => {
  for (const change of [
    { phone: "5550199", email: "x@example.org" },
    { name: "Tom Birch" },
    { name: "Tom Birch", phone: "5550199", email: "x@example.org" },
    { students: ["tim"], phone: "5550199" },
  ]) {
    const { before, now } = after([{}], [change]);
    assert.notDeepEqual(now, before, JSON.stringify(change));
  }
});

test("a couple that shares a phone and an address stays two people when one of them leaves", () => {
  const [maria, jose] = [{}, { name: "Jose Testfall" }];
  const { before, now } = after([maria, jose], [jose]);
  assert.notEqual(before[0], before[1]);
  assert.equal(now[0], before[1]);
});

test("where two could have become one, nobody is carried over", () => {
  const twins = [
    { phone: "5550101", email: "" },
    { phone: "5550102", email: "" },
  ];
  const { before, now } = after(twins, [{ phone: "5550103", email: "" }]);
  assert.ok(!before.includes(now[0] ?? ""));
});

test("a contact entered twice is one guardian", () => {
  const { ids } = fetchOnce([{}, {}]);
  assert.equal(ids[0], ids[1]);
});

test("an emptied list costs nobody their id", () => {
  const first = fetchOnce([{}]);
  const changed = fetchOnce([{ phone: "5550199" }], first.memory);
  const emptied = fetchOnce([], changed.memory);
  assert.deepEqual(fetchOnce([{ phone: "5550199" }], emptied.memory).ids, first.ids);
});

test("nobody new gets the id of somebody who has moved on from it", () => {
  const first = fetchOnce([{}]);
  const second = fetchOnce([{ phone: "5550199" }], first.memory);
  const third = fetchOnce([{ phone: "5550199" }, {}], second.memory);
  assert.equal(third.ids[0], first.ids[0]);
  assert.notEqual(third.ids[1], first.ids[0]);
});

test("a memory that is damaged counts as none", () => {
  const { ids, memory } = fetchOnce([{}]);
  for (const damaged of [undefined, 7, "", "2:x", memory.slice(0, 12), "1:,,,"])
    assert.deepEqual(fetchOnce([{}], damaged).ids, ids);
});

test("whatever the order, the same contacts have the same ids", () => {
  const text = (values: readonly string[]) => fc.constantFrom(...values);
  const one = fc.record({
    name: text(["Maria Testfall", "Jose Testfall", "Ana Birch"]),
    phone: text(["", "5550100", "5550101"]),
    email: text(["", "a@example.org", "b@example.org"]),
    students: fc.subarray(["rosa", "tim", "eva"], { minLength: 1 }),
  });
  const many = fc.array(one, { maxLength: 6 });
  fc.assert(
    fc.property(many, many, (before, now) => {
      const { memory } = fetchOnce(before);
      const straight = fetchOnce(now, memory);
      const turned = fetchOnce([...now].reverse(), memory);
      assert.deepEqual(turned.ids.reverse(), straight.ids);
      assert.equal(turned.memory, straight.memory);
    }),
  );
});
