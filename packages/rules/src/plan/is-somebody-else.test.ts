import assert from "node:assert/strict";
import { test } from "node:test";
import type { Person, RoleRecord } from "../model/person.ts";
import { isSomebodyElse } from "./is-somebody-else.ts";
import type { WantedUser } from "./wanted-user.ts";

const held: Person = {
  ...{ personId: 1, givenName: "José", middleName: "", familyName: "de la Cruz", identityKey: null },
  ...{ email: "jose@students.example.org", mobile: "", homePhone: "(201) 555-0100", language: "" },
  ...{ username: "s401", studentNumber: "0000401", hasSignedIn: false, origin: "synced", version: 1 },
};
const roles: readonly RoleRecord[] = [
  {
    ...{ role: "student", schoolId: 1, title: "", grades: ["07"], status: "active", archivedBy: undefined },
    ...{ origin: "synced", isOurs: true, version: 1 },
  },
];
const same: WantedUser = {
  ...{ sourcedId: "00401", file: "users", line: 2, role: "student", title: "", schoolIds: [1] },
  ...{ givenName: "José", middleName: "", familyName: "de la Cruz", email: "jose@students.example.org" },
  ...{ sms: "", phone: "2015550100", language: "", username: "s401", identifier: "0000401", grades: ["07"] },
};
const tobias = {
  givenName: "Tobias",
  familyName: "Wendell",
  email: "tobias@students.example.org",
  phone: "",
};

test("takes an ID with two new names, a new e-mail and another grade for somebody else's", () => {
  assert.equal(isSomebodyElse({ ...same, ...tobias, grades: ["01"] }, held, roles), true);
  assert.equal(isSomebodyElse({ ...same, ...tobias, identifier: "0000999" }, held, roles), true);
});

test("lets the number and the grade together speak for a student", () => {
  assert.equal(isSomebodyElse({ ...same, ...tobias }, held, roles), false);
});

test("lets an e-mail or a phone speak for somebody whose names are both new", () => {
  const other = { ...same, ...tobias, identifier: "0000999" };
  assert.equal(isSomebodyElse({ ...other, email: "JOSE@students.example.org" }, held, roles), false);
  assert.equal(isSomebodyElse({ ...other, phone: "+1 201 555 0100" }, held, roles), false);
});

test("knows a person who changed one name, or whose accents were lost", () => {
  const changed = { ...same, email: "", phone: "", identifier: "" };
  assert.equal(isSomebodyElse({ ...changed, familyName: "Sánchez" }, held, roles), false);
  assert.equal(
    isSomebodyElse({ ...changed, givenName: "JOSE", familyName: "De La Cruz" }, held, roles),
    false,
  );
});

test("says nothing of somebody without contact, number and grade", () => {
  const bare = { ...same, ...tobias, email: "", identifier: "", grades: [] };
  assert.equal(isSomebodyElse(bare, held, roles), false);
  assert.equal(isSomebodyElse({ ...bare, grades: ["01"] }, held, roles), true);
});
