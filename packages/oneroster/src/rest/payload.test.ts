import assert from "node:assert/strict";
import { test } from "node:test";
import { aPackage, codesOf, readRows } from "../csv/package-builder.ts";
import { readPackage } from "../csv/read-package.ts";
import { tableLines, type UnjudgedRow, writeManifest } from "../csv/write-package.ts";
import type { TableName } from "../model/table-name.ts";
import { type CollectionName, collectionNames } from "./collections.ts";
import { countNotes } from "./payload/payload-notes.ts";
import { rootOrgOf } from "./payload/user-rows.ts";
import { isBlankRow, payloadRows } from "./payload.ts";
import type { RestObject } from "./rest-fetch.ts";

const href = "https://h.example.org/ims/oneroster/v1p1/x/1";
const ref = (sourcedId: string, type: string) => ({ href, sourcedId, type });

const rosa11 = {
  ...{ sourcedId: "U-1001", status: "active", dateLastModified: "2026-01-10T08:00:00.000Z" },
  ...{ username: "rosa.testfall", userIds: [{ type: "LDAP", identifier: "rtestfall" }], enabledUser: "true" },
  ...{ givenName: "Rosa", familyName: "Testfall", middleName: "", role: "student", identifier: "0100045" },
  ...{ email: "rosa@example.org", sms: "", phone: "", agents: [ref("G-77", "user")] },
  ...{ orgs: [ref("S-12", "org"), ref("S-13", "org")], grades: ["09"], password: "" },
};
const rosa12 = {
  ...{ sourcedId: "U-1001", status: "active", dateLastModified: "2026-01-10T08:00:00.000Z" },
  ...{ userMasterIdentifier: "st-8812", username: "rosa.testfall", enabledUser: "true" },
  ...{ givenName: "Rosa", familyName: "Testfall", preferredFirstName: "Ro", pronouns: "she/her/hers" },
  roles: [
    { roleType: "primary", role: "student", org: ref("S-12", "org") },
    { roleType: "secondary", role: "student", org: ref("S-13", "org") },
  ],
  ...{ primaryOrg: ref("S-12", "org"), identifier: "0100045", email: "rosa@example.org" },
  ...{ agents: [ref("G-77", "user")], grades: ["09"], resources: [] },
};

const rowsOf = (object: RestObject, collection: CollectionName = "users", rootOrg = "D-1") =>
  payloadRows(collection, object, countNotes(), rootOrg);

/** Writes rows as files and reads them as every source's files are read. */
async function readBack(tables: Partial<Record<TableName, readonly UnjudgedRow[]>>) {
  const files: Record<string, string> = {};
  for (const [table, rows] of Object.entries(tables)) {
    const { header, line } = tableLines(table as TableName, "1.2");
    files[`${table}.csv`] = header + rows.map(line).join("");
  }
  const modes = Object.fromEntries(Object.keys(tables).map((table) => [table, "bulk"] as const));
  return readPackage(aPackage({ ...files, "manifest.csv": writeManifest("1.2", modes) }));
}

test("gives the same rows for Rosa from a server of 1.1 and of 1.2, but for what 1.1 cannot say", () => {
  const [one, two] = [rowsOf(rosa11), rowsOf(rosa12)];
  assert.deepEqual(one.roles, two.roles);
  assert.deepEqual(one.row, { ...two.row, preferredGivenName: "" });
  assert.deepEqual(
    one.roles.map(({ sourcedId, roleType }) => [sourcedId, roleType]),
    [
      ["U-1001|student|S-12", "primary"],
      ["U-1001|student|S-13", "secondary"],
    ],
  );
});

test("writes no password, no user ids, no pronouns and no metadata", async () => {
  const child = {
    ...rosa12,
    password: "s3cret",
    metadata: { birthDate: "2011-05-05", bus: "7" },
    ssn: "078051120",
  };
  const notes = countNotes();
  const { row } = payloadRows("users", child, notes, "D-1");
  assert.doesNotMatch(JSON.stringify(row), /s3cret|2011-05-05|078051120|she\/her|st-8812/);
  assert.deepEqual([...notes.counts.sensitive.keys()], ["password", "ssn", "metadata.birthDate"]);
  assert.deepEqual([...notes.counts.unknown.keys()], []);
});

test("Q129 Q130 takes booleans, numbers, nulls, single objects and single texts as they come", async () => {
  const { row, roles } = rowsOf({
    ...rosa11,
    ...{ enabledUser: true, identifier: 100045, middleName: null, grades: "09", agents: ref("G-77", "user") },
    ...{ orgs: ref("S-12", "org"), sms: undefined },
  });
  assert.equal(row.enabledUser, "true");
  assert.equal(row.identifier, "100045");
  assert.equal(row.middleName, "");
  assert.deepEqual(row.grades, ["09"]);
  assert.deepEqual(row.agentSourcedIds, ["G-77"]);
  assert.deepEqual(
    roles.map(({ orgSourcedId }) => orgSourcedId),
    ["S-12"],
  );
});

test("Q128 uses the id of a reference alone: no href, another type, a bare id", () => {
  const { row } = rowsOf(
    {
      sourcedId: "E-1",
      user: { sourcedId: "U-1" },
      class: ref("C-1", "user"),
      school: "0012",
      role: "student",
    },
    "enrollments",
  );
  assert.deepEqual([row.userSourcedId, row.classSourcedId, row.schoolSourcedId], ["U-1", "C-1", "0012"]);
});

test("reads periods that come as one text, and as a list", () => {
  assert.deepEqual(rowsOf({ sourcedId: "C-1", periods: "1, 2" }, "classes").row.periods, ["1", "2"]);
  assert.deepEqual(rowsOf({ sourcedId: "C-1", periods: [1, "2"] }, "classes").row.periods, ["1", "2"]);
});

test("leaves a value out that is no text, and says which field", () => {
  const notes = countNotes();
  const { row } = payloadRows("classes", { sourcedId: "C-1", title: { en: "Art" }, grades: [{}] }, notes, "");
  assert.equal(row.title, "");
  assert.deepEqual(
    [...notes.counts.unread],
    [
      ["title", 1],
      ["grades", 1],
    ],
  );
});

test("does not trust an id that JSON has rounded", () => {
  const notes = countNotes();
  const object = JSON.parse('{"sourcedId": 12345678901234567890, "name": "Oak Grove"}');
  assert.equal(payloadRows("orgs", object, notes, "").row.sourcedId, "");
  assert.deepEqual([...notes.counts.unread.keys()], ["sourcedId"]);
});

test("leaves an id with a comma out of a list, which could not be told from two", () => {
  const notes = countNotes();
  const agents = [ref("G,1", "user"), ref("G-2", "user")];
  assert.deepEqual(payloadRows("users", { ...rosa11, agents }, notes, "").row.agentSourcedIds, ["G-2"]);
  assert.deepEqual([...notes.counts.unwritable.keys()], ["agents"]);
});

test("takes the first org of 1.1 for the primary one, and none that a server of 1.2 does not name", () => {
  assert.equal(rowsOf(rosa11).row.primaryOrgSourcedId, "S-12");
  assert.equal(rowsOf({ ...rosa12, primaryOrg: undefined }).row.primaryOrgSourcedId, "");
});

test("keeps a guardian without a school, and files them under the district; gives nobody else a school", () => {
  const guardian = rowsOf({ ...rosa11, sourcedId: "G-77", role: "guardian", orgs: [] });
  assert.deepEqual(
    guardian.roles.map(({ orgSourcedId }) => orgSourcedId),
    ["D-1"],
  );
  const student = rowsOf({ ...rosa11, orgs: [] });
  assert.deepEqual(
    student.roles.map(({ orgSourcedId }) => orgSourcedId),
    [""],
  );
});

test("finds the org above all others, whatever the order", () => {
  const orgs = [
    { sourcedId: "S-1", type: "school", parent: ref("D-1", "org") },
    { sourcedId: "D-1", type: "district" },
    { sourcedId: "A-1", type: "state" },
  ];
  assert.equal(rootOrgOf(orgs), "D-1");
  assert.equal(rootOrgOf([...orgs].reverse()), "D-1");
});

test("I15 keeps a role nobody knows in its own word, and tells a field nobody knows", async () => {
  const notes = countNotes();
  const user = {
    ...rosa12,
    roles: [{ roleType: "primary", role: "Crossing Guard", org: ref("S-12", "org") }],
    shoe: 38,
  };
  const { row, roles } = payloadRows("users", user, notes, "D-1");
  assert.equal(roles[0]?.role, "Crossing Guard");
  assert.deepEqual([...notes.counts.unknown.keys()], ["shoe"]);
  const pack = await readBack({ users: [row], roles });
  const [read] = await readRows(pack, "roles");
  assert.equal(read?.record?.role, "other");
  assert.deepEqual(codesOf(read?.diagnostics ?? []), ["user.role.unknown"]);
});

test("leaves a user without a role unknown, and a row without an id to the reader of the file", async () => {
  const [none, idless] = [rowsOf({ ...rosa12, roles: [] }), rowsOf({ ...rosa12, sourcedId: null })];
  const pack = await readBack({ users: [none.row, idless.row], roles: [...none.roles, ...idless.roles] });
  const roles = await readRows(pack, "roles");
  assert.deepEqual(
    roles.map(({ record }) => record),
    [undefined, undefined, undefined],
  );
  assert.ok(codesOf(roles[0]?.diagnostics ?? []).includes("role.role.missing"));
  const users = await readRows(pack, "users");
  assert.equal(users[0]?.record?.givenName, "Rosa");
  assert.deepEqual(codesOf(users[1]?.diagnostics ?? []), ["row.id.missing"]);
});

test("knows an object that says nothing, whose row every reader would skip", () => {
  for (const collection of collectionNames) {
    assert.equal(isBlankRow(rowsOf({}, collection).row), true, collection);
    assert.equal(isBlankRow(rowsOf({ sourcedId: "1" }, collection).row), false, collection);
  }
});
