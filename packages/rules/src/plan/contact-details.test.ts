import assert from "node:assert/strict";
import { test } from "node:test";
import type { Person } from "../model/person.ts";
import { resolveSettings } from "../setting/all-settings.ts";
import { personFields } from "./contact-details.ts";
import type { WantedUser } from "./wanted-user.ts";

const mia: WantedUser = {
  ...{
    sourcedId: "mia",
    file: "users.csv",
    line: 2,
    role: "guardian",
    title: "",
    schoolIds: [0],
    grades: [],
  },
  ...{ givenName: "Mia", middleName: "", familyName: "Alder", email: "new@home.example.org" },
  ...{ sms: "2125550100", phone: "2125550199", language: "es", username: "mia", identifier: "n-1" },
};
const ana: WantedUser = {
  ...mia,
  sourcedId: "ana",
  role: "student",
  username: "ana.alder",
  identifier: "0042",
};
const held: Person = {
  ...{ personId: 1, identityKey: null, origin: "synced", version: 1, hasSignedIn: false },
  ...{
    givenName: "Mia",
    middleName: "",
    familyName: "Alder",
    email: "old@home.example.org",
    mobile: "2125550111",
  },
  ...{ homePhone: "", language: "en", username: "mia", studentNumber: "" },
};

test("the number that people sign in with comes from the column that the district chose", () => {
  const { mobile, homePhone } = personFields([mia], undefined, resolveSettings({}));
  assert.deepEqual([mobile, homePhone], ["2125550100", "2125550199"]);
  const other = personFields([mia], undefined, resolveSettings({ "phone.login-column": "phone" }));
  assert.deepEqual([other.mobile, other.homePhone], ["2125550199", "2125550100"]);
});

test("the language is taken at creation, and follows the data later only where the district says so", () => {
  assert.equal(personFields([mia], undefined, resolveSettings({})).language, "es");
  assert.equal(personFields([mia], held, resolveSettings({})).language, "en");
  assert.equal(personFields([mia], held, resolveSettings({ "language.update": true })).language, "es");
});

test("who has signed in keeps their details, unless the district lets the sync decide", () => {
  const active = { ...held, hasSignedIn: true };
  const emailOf = (person: Person, on: boolean) =>
    personFields([mia], person, resolveSettings({ "contact.update-active": on })).email;
  assert.equal(emailOf(held, false), mia.email, "an invitee always follows the data");
  assert.equal(emailOf(active, false), held.email);
  assert.equal(emailOf(active, true), mia.email);
});

test("the student ID is the identifier, the sourcedId or the username, zeros kept; nobody else has one", () => {
  const numberBy = (choice: string, user = ana) =>
    personFields([user], undefined, resolveSettings({ "student.number": choice })).studentNumber;
  assert.deepEqual(
    ["identifier", "sourced-id", "username"].map((choice) => numberBy(choice)),
    [...["0042", "ana", "ana.alder"]],
  );
  assert.equal(numberBy("identifier", mia), "");
});
