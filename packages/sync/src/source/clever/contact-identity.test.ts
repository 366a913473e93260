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
  readonly relationship?: string;
}

/** Clever's own id is another one each time: nothing may hang on it. */
let made = 0;
function contact({
  name = "Maria Testfall",
  phone = "5550100",
  email = "maria@example.org",
  students = ["rosa"],
  relationship = "Parent",
}: Contact): CleverUser {
  made += 1;
  return {
    ...{ id: `clever-${made}`, email, name: { first: "", middle: "", last: name } },
    ...{ student: undefined, teacher: undefined, staff: undefined, isDistrictAdmin: false, otherRoles: [] },
    contact: {
      ...{ sisId: "", phone, phoneType: phone === "" ? "" : "Cell" },
      relationships: students.map((student) => ({ student, relationship, type: "Primary" })),
    },
  };
}

/** Rosa, Tim and Eva are of one family; Lea is not. */
const familyOf = (student: string) => (student === "lea" ? 8 : 7);

interface Fetched {
  readonly ids: string[];
  readonly users: CleverUser[];
  readonly memory: string;
}

/** One fetch: the ids and faces in the order of the contacts, and what is remembered. */
function fetchOnce(contacts: readonly Contact[], lastMemory?: unknown): Fetched {
  const identity = openContactIdentity(lastMemory, familyOf);
  const users = contacts.map(contact);
  for (const [index, user] of users.entries()) identity.add(user, contacts[index]?.students ?? ["rosa"]);
  const settled = new Map([...identity.settle()].map((one) => [one.user.id, one]));
  const found = users.map(({ id }) => settled.get(id) ?? assert.fail("everybody is settled"));
  return { ids: found.map(({ id }) => id), users: found.map(({ user }) => user), memory: identity.memory() };
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

const ofTim: Contact = { students: ["tim"] };

test("a mother entered once for each child is one guardian, and stays who she is the next day", () => {
  const entries = [{}, { ...ofTim, email: "" }];
  const first = fetchOnce(entries);
  assert.equal(first.ids[0], first.ids[1]);
  assert.deepEqual(fetchOnce(entries, first.memory).ids, first.ids);
  const third = fetchOnce([...entries, { students: ["eva"] }], first.memory);
  assert.deepEqual(third.ids, [first.ids[0], first.ids[0], first.ids[0]]);
});

test("what one entry of a guardian lacks another one has", () => {
  const { users } = fetchOnce([{ phone: "" }, { ...ofTim, email: "", name: "MARIA TESTFALL" }]);
  assert.notEqual(users.length, 0);
  const { users: both } = fetchOnce([{}, { ...ofTim, email: "" }]);
  assert.deepEqual(
    both.map(({ email, contact: role }) => [email, role?.phone, role?.phoneType]),
    [
      ["maria@example.org", "5550100", "Cell"],
      ["maria@example.org", "5550100", "Cell"],
    ],
  );
});

test("a namesake of another family is somebody else, though she has the same phone", () => {
  const { ids } = fetchOnce([{ email: "" }, { email: "", students: ["lea"] }]);
  assert.notEqual(ids[0], ids[1]);
});

test("a mother whose phone is changed for one child alone stays one guardian while her e-mail says so", () => {
  const first = fetchOnce([{}, ofTim]);
  const second = fetchOnce([{ phone: "5550199" }, ofTim], first.memory);
  assert.deepEqual(second.ids, first.ids);
  const third = fetchOnce([{ phone: "5550199" }, { ...ofTim, phone: "5550199" }], second.memory);
  assert.deepEqual(third.ids, first.ids);
});

test("two who were taken for one are two as soon as nothing but the name is left in common", () => {
  const first = fetchOnce([{ email: "" }, { ...ofTim, email: "" }]);
  assert.equal(first.ids[0], first.ids[1]);
  const second = fetchOnce([{ email: "" }, { ...ofTim, email: "", phone: "5550177" }], first.memory);
  assert.equal(second.ids[0], first.ids[0]);
  assert.notEqual(second.ids[1], first.ids[0]);
});

test("two guardians who bear ids of their own are never made one", () => {
  const apart = fetchOnce([{ phone: "" }, { ...ofTim, email: "" }]);
  assert.notEqual(apart.ids[0], apart.ids[1]);
  const filled = fetchOnce([{}, { ...ofTim, email: "" }], apart.memory);
  assert.deepEqual(filled.ids, apart.ids);
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
    students: fc.subarray(["rosa", "tim", "eva", "lea"], { minLength: 1 }),
    relationship: text(["Parent", "Grandparent"]),
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
