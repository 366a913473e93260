import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { type ContactLook, groupContacts } from "./group-contacts.ts";

const maria: ContactLook = {
  ...{ name: "maria testfall", phone: "5550100", email: "maria@example.org" },
  ...{ students: ["rosa"], families: [7], relationships: ["Parent"] },
};
const ofTim = { students: ["tim"] };

function areOne(...looks: readonly Partial<ContactLook>[]): boolean {
  return groupContacts(looks.map((look) => ({ ...maria, ...look }))).length === 1;
}

test("a mother entered once for each child is one guardian, also where one entry lacks the phone or the e-mail", () => {
  assert.ok(areOne({}, ofTim));
  assert.ok(areOne({}, { ...ofTim, email: "" }));
  assert.ok(areOne({}, { ...ofTim, phone: "" }));
  assert.ok(areOne({ phone: "" }, {}, { ...ofTim, email: "" }));
  assert.ok(areOne({}, { ...ofTim, relationships: ["Other"] }));
});

test("an e-mail alone, a phone alone and a name alone join nobody", () => {
  assert.ok(!areOne({}, { ...ofTim, name: "jose testfall" }));
  assert.ok(!areOne({ phone: "", email: "" }, { ...ofTim, phone: "", email: "" }));
  assert.ok(!areOne({ email: "" }, { ...ofTim, phone: "" }));
  assert.ok(!areOne({ name: "maria" }, { ...ofTim, name: "maria" }));
});

test("a namesake of another family with the same phone is somebody else", () => {
  const other = { ...ofTim, families: [8], email: "" };
  assert.ok(!areOne({}, other));
  assert.ok(!areOne({ families: [0], email: "" }, { ...other, families: [0] }));
  assert.ok(areOne({}, { ...other, email: maria.email }), "phone and e-mail both speak for it");
});

test("another phone, another e-mail or another relationship keeps two contacts apart", () => {
  assert.ok(!areOne({}, { ...ofTim, phone: "5550199" }));
  assert.ok(!areOne({}, { ...ofTim, email: "m@example.org" }));
  assert.ok(!areOne({}, { ...ofTim, relationships: ["Grandparent"] }));
});

test("what a form is filled with is no number, and whoever has a crowd of children is nobody", () => {
  assert.ok(!areOne({ phone: "0000000000", email: "" }, { ...ofTim, phone: "0000000000", email: "" }));
  const crowd = Array.from({ length: 13 }, (_, nth) => ({ students: [`child-${nth}`] }));
  assert.equal(groupContacts(crowd.map((one) => ({ ...maria, ...one }))).length, 13);
  assert.ok(areOne(...crowd.slice(1)));
});

test("where one fits two who do not fit each other, all three stay apart", () => {
  assert.equal(
    groupContacts([
      { ...maria, email: "" },
      { ...maria, ...ofTim },
      { ...maria, students: ["lea"], email: "m@example.org" },
    ]).length,
    3,
  );
});

test("the groups are the same in any order, and nobody is ever joined with another name", () => {
  const text = (values: readonly string[]) => fc.constantFrom(...values);
  const look = fc.record({
    name: text(["maria testfall", "jose testfall"]),
    phone: text(["", "5550100", "5550101"]),
    email: text(["", "a@example.org", "b@example.org"]),
    students: fc.subarray(["rosa", "tim", "eva"], { minLength: 1 }),
    families: fc.subarray([7, 8], { minLength: 1 }),
    relationships: fc.subarray(["Parent", "Sibling"], { minLength: 1 }),
  });
  const say = (looks: readonly ContactLook[]) =>
    groupContacts(looks)
      .map((group) => group.map((place) => JSON.stringify(looks[place])).sort())
      .sort();
  fc.assert(
    fc.property(fc.array(look, { maxLength: 8 }), (looks) => {
      const groups = say(looks);
      assert.deepEqual(
        say([...looks].reverse())
          .map(String)
          .sort(),
        groups.map(String).sort(),
      );
      for (const group of groups) assert.equal(new Set(group.map((one) => JSON.parse(one).name)).size, 1);
    }),
  );
});
