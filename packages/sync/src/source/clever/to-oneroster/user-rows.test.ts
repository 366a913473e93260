import assert from "node:assert/strict";
import { test } from "node:test";
import { readUser } from "../objects.ts";
import { type SharedOrgs, userRows } from "./user-rows.ts";

const orgs: SharedOrgs = { districtId: "D", schools: new Set(["oak", "elm"]) };

function rowsOf(roles: Readonly<Record<string, unknown>>, more: Readonly<Record<string, unknown>> = {}) {
  const json = {
    id: "u",
    email: "ana@example.org",
    name: { first: "Ana", middle: null, last: "Alder" },
    roles,
  };
  return userRows(readUser({ ...json, ...more }), orgs);
}

const placesOf = (roles: Readonly<Record<string, unknown>>) =>
  rowsOf(roles).roles.map(
    ({ writtenRole, orgSourcedId, roleType }) => `${writtenRole} ${orgSourcedId} ${roleType}`,
  );

test("a student at two schools has a role at each, the primary school first", () => {
  const student = {
    school: "elm",
    schools: ["oak", "elm"],
    student_number: "0045",
    sis_id: "S-9",
    grade: "9",
  };
  assert.deepEqual(placesOf({ student }), ["student elm primary", "student oak secondary"]);
  const { user } = rowsOf({ student });
  assert.equal(user?.identifier, "0045");
  assert.equal(user?.primaryOrgSourcedId, "elm");
  assert.deepEqual(user?.grades, ["09"]);
});

test("a number of a student is the student number, else the district system's id, else the state's", () => {
  const at = { school: "oak", schools: ["oak"] };
  const identifierOf = (student: object) => rowsOf({ student: { ...at, ...student } }).user?.identifier;
  assert.equal(identifierOf({ student_number: "1", sis_id: "2", state_id: "3" }), "1");
  assert.equal(identifierOf({ student_number: "", sis_id: "2", state_id: "3" }), "2");
  assert.equal(identifierOf({ student_number: null, state_id: "3" }), "3");
});

test("staff are what their title says where the standard has the word, and aides otherwise", () => {
  const staffAt = (title: string) => placesOf({ staff: { title, schools: ["oak"] } });
  assert.deepEqual(staffAt("Principal"), ["principal oak primary"]);
  assert.deepEqual(staffAt("Counselor"), ["counselor oak primary"]);
  assert.deepEqual(staffAt("administrator"), ["siteAdministrator oak primary"]);
  assert.deepEqual(staffAt("Paraprofessional"), ["aide oak primary"]);
  assert.deepEqual(staffAt("Lunch lead"), ["aide oak primary"]);
  assert.deepEqual(staffAt(""), ["aide oak primary"]);
});

test("nobody of the staff becomes a student or a parent by a title", () => {
  for (const title of ["Student", "Parent", "guardian"])
    assert.deepEqual(placesOf({ staff: { title, schools: ["oak"] } }), ["aide oak primary"]);
});

test("staff without a school and district administrators work for the district", () => {
  assert.deepEqual(placesOf({ staff: { title: "Driver", schools: [] } }), ["aide D primary"]);
  assert.deepEqual(placesOf({ district_admin: { title: "IT" } }), ["districtAdministrator D primary"]);
  const both = { staff: { title: "Administrator", schools: null }, district_admin: {} };
  assert.deepEqual(placesOf(both), ["districtAdministrator D primary"]);
});

test("whoever teaches at one school and is staff at another is one user with both roles", () => {
  const roles = {
    teacher: { school: "oak", schools: ["oak"] },
    staff: { title: "Aide", schools: ["elm", "oak"] },
  };
  assert.deepEqual(placesOf(roles), ["teacher oak primary", "aide elm secondary", "aide oak secondary"]);
});

test("a school that is not shared is left out; a teacher of such schools alone is nobody here", () => {
  const teacher = { school: "ash", schools: ["ash", "oak"] };
  assert.equal(rowsOf({ teacher }).hidden, 1);
  assert.deepEqual(placesOf({ teacher }), ["teacher oak primary"]);
  assert.equal(rowsOf({ teacher }).user?.primaryOrgSourcedId, "");
  assert.equal(rowsOf({ teacher: { school: "ash", schools: ["ash"] } }).user, undefined);
});

test("a student none of whose schools is shared is kept at the district", () => {
  assert.deepEqual(placesOf({ student: { school: "ash", schools: ["ash"] } }), ["student D primary"]);
});

test("a user without a role that is known has no rows", () => {
  const { user, roles } = rowsOf({ volunteer: { schools: ["oak"] }, contact: null });
  assert.equal(user, undefined);
  assert.deepEqual(roles, []);
});

test("fields that are missing, null or of another kind leave a user whole", () => {
  const { user } = rowsOf({ student: { school: "oak" } }, { name: null, email: 7 });
  assert.equal(user?.givenName, "");
  assert.equal(user?.email, "7");
});
