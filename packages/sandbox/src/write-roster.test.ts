import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { test } from "node:test";
import { createDistrict } from "./district.ts";
import { type Cells, type ReadBack, scratchFolder, townPlan, writeAndRead } from "./testing.ts";
import { type RosterForm, type WriteOptions, writeRoster, writeRosterZip } from "./write-roster.ts";

const forms: readonly RosterForm[] = ["oneroster-1.1", "oneroster-1.2", "three-file"];

test("the same plan gives byte-equal files, another seed another district", async (t) => {
  for (const form of forms) {
    const options = { form, guardians: "guardians-csv" } as const;
    const first = await writeAndRead(t, createDistrict(townPlan), options);
    const again = await writeAndRead(t, createDistrict(townPlan), options);
    assert.equal(first.fingerprint(), again.fingerprint());
    const other = await writeAndRead(t, createDistrict({ ...townPlan, seed: 6 }), options);
    assert.notEqual(first.fingerprint(), other.fingerprint());
  }
});

test("a shuffled roster holds the same lines in another order", async (t) => {
  const district = createDistrict(townPlan);
  for (const form of forms) {
    const plain = await writeAndRead(t, district, { form, guardians: "guardians-csv" });
    const shuffled = await writeAndRead(t, district, { form, guardians: "guardians-csv", shuffle: 8 });
    for (const file of plain.texts.keys()) {
      assert.deepEqual(shuffled.lines(file).toSorted(), plain.lines(file).toSorted());
      if (plain.lines(file).length > 20 && file !== "manifest.csv")
        assert.notDeepEqual(shuffled.lines(file), plain.lines(file));
    }
    assert.equal(shuffled.text("users.csv").split("\r\n")[0], plain.text("users.csv").split("\r\n")[0]);
  }
});

test("what is told about the files is what the files hold", async (t) => {
  const district = createDistrict(townPlan);
  for (const form of forms) {
    const folder = await scratchFolder(t);
    const written = await writeRoster(district, folder, { form, guardians: "guardians-csv" });
    for (const { file, rows, bytes } of written) {
      const content = await readFile(join(folder, file));
      assert.equal(content.length, bytes);
      assert.equal(content.toString("utf8").split("\r\n").length - 2, rows);
      assert.equal(content.toString("utf8").replaceAll("\r\n", "").includes("\n"), false);
    }
  }
});

/** A person as any form can tell it. */
function people(roster: ReadBack): Map<string, Cells> {
  const columns = ["givenName", "familyName", "email", "sms", "phone", "grades"];
  return new Map(
    roster
      .rows("users.csv")
      .map((user) => [
        user.sourcedId ?? "",
        Object.fromEntries(columns.map((column) => [column, user[column] ?? ""])),
      ]),
  );
}

function memberships(roster: ReadBack): string[] {
  return roster.rows("enrollments.csv").map((row) => `${row.classSourcedId} ${row.userSourcedId}`);
}

test("three forms describe the same people, classes and families", async (t) => {
  const district = createDistrict(townPlan);
  const one = await writeAndRead(t, district, { form: "oneroster-1.1" });
  const two = await writeAndRead(t, district, { form: "oneroster-1.2" });
  const three = await writeAndRead(t, district, { form: "three-file" });
  for (const other of [two, three]) {
    assert.deepEqual(people(other), people(one));
    assert.deepEqual(memberships(other), memberships(one));
    assert.deepEqual([...other.byId("classes.csv").keys()], [...one.byId("classes.csv").keys()]);
  }
  const families = (roster: ReadBack) =>
    roster
      .rows("users.csv")
      .flatMap((user) => (user.grades ? [`${user.sourcedId} ${user.agentSourcedIds}`] : []));
  assert.deepEqual(families(two), families(one));
  assert.deepEqual(families(three), families(one));
});

test("roles.csv says of everybody what users.csv of 1.1 says", async (t) => {
  const district = createDistrict(townPlan);
  const one = await writeAndRead(t, district, { form: "oneroster-1.1" });
  const two = await writeAndRead(t, district, { form: "oneroster-1.2" });
  const orgs = new Map<string, string[]>();
  const users = one.byId("users.csv");
  for (const { userSourcedId = "", orgSourcedId = "", role = "", roleType } of two.rows("roles.csv")) {
    const before = orgs.get(userSourcedId) ?? [];
    assert.equal(roleType, before.length === 0 ? "primary" : "secondary");
    orgs.set(userSourcedId, [...before, orgSourcedId]);
    const role11 = role.replace(/^(site|district)Administrator$/, "administrator");
    assert.equal(role11, users.get(userSourcedId)?.role);
  }
  for (const [id, user] of users) assert.equal(orgs.get(id)?.join(","), user.orgSourcedIds);
});

test("guardians come in users, in a file of their own, or not at all", async (t) => {
  const district = createDistrict(townPlan);
  const roles = (roster: ReadBack) => new Set(roster.rows("users.csv").map((user) => user.role));
  const inside = await writeAndRead(t, district, { form: "three-file", guardians: "in-users" });
  const beside = await writeAndRead(t, district, { form: "three-file", guardians: "guardians-csv" });
  const none = await writeAndRead(t, district, { form: "three-file", guardians: "none" });
  assert.ok(roles(inside).has("parent"));
  for (const roster of [beside, none]) {
    assert.ok(!roles(roster).has("parent"));
    assert.ok(roster.rows("users.csv").every((user) => user.agentSourcedIds === ""));
  }
  assert.equal(none.texts.has("guardians.csv"), false);
  const pairs = beside.rows("guardians.csv").map((row) => `${row.studentSourcedId} ${row.guardianSourcedId}`);
  const linked = inside
    .rows("users.csv")
    .flatMap((user) =>
      (user.agentSourcedIds ?? "").split(",").flatMap((id) => (id === "" ? [] : [`${user.sourcedId} ${id}`])),
    );
  assert.deepEqual(pairs, linked);
});

const named = "sourcedId,status,dateLastModified";
const headers11 = {
  "orgs.csv": `${named},name,type,identifier,parentSourcedId`,
  "academicSessions.csv": `${named},title,type,startDate,endDate,parentSourcedId,schoolYear`,
  "courses.csv": `${named},schoolYearSourcedId,title,courseCode,grades,orgSourcedId,subjects,subjectCodes`,
  "classes.csv": `${named},title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods`,
  "users.csv": `${named},enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password`,
  "enrollments.csv": `${named},classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate`,
  "manifest.csv": "propertyName,value",
};
const headers12 = {
  ...headers11,
  "users.csv": `${named},enabledUser,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password,userMasterIdentifier,resourceSourcedIds,preferredGivenName,preferredMiddleName,preferredFamilyName,primaryOrgSourcedId,pronouns`,
  "roles.csv": `${named},userSourcedId,roleType,role,beginDate,endDate,orgSourcedId,userProfileSourcedId`,
};
const headersThree = {
  "users.csv": "sourcedId,orgSourcedIds,role,givenName,familyName,email,sms,phone,agentSourcedIds,grades",
  "classes.csv": "sourcedId,title,grades,location,schoolSourcedId",
  "enrollments.csv": "classSourcedId,schoolSourcedId,userSourcedId,role",
  "guardians.csv":
    "studentSourcedId,guardianSourcedId,givenName,familyName,email,mobile,homePhone,language,relationship,contactType",
};

test("every form has exactly its files and every file exactly its header", async (t) => {
  const district = createDistrict(townPlan);
  const wanted = { "oneroster-1.1": headers11, "oneroster-1.2": headers12, "three-file": headersThree };
  for (const form of forms) {
    const guardians = form === "three-file" ? "guardians-csv" : "in-users";
    const roster = await writeAndRead(t, district, { form, guardians });
    const headers = [...roster.texts].map(([file, text]) => [file, text.slice(0, text.indexOf("\r\n"))]);
    assert.deepEqual(Object.fromEntries(headers), wanted[form]);
  }
});

test("the manifest names the files that are there and those that are not", async (t) => {
  const district = createDistrict(townPlan);
  const roster = await writeAndRead(t, district, { form: "oneroster-1.2" });
  const manifest = new Map(roster.rows("manifest.csv").map((row) => [row.propertyName, row.value]));
  assert.equal(manifest.get("oneroster.version"), "1.2");
  for (const file of roster.texts.keys())
    if (file !== "manifest.csv") assert.equal(manifest.get(`file.${file.replace(".csv", "")}`), "bulk");
  assert.equal(manifest.get("file.demographics"), "absent");
  const bare = await writeAndRead(t, district, { manifest: false });
  assert.equal(bare.texts.has("manifest.csv"), false);
});

test("a ZIP tells the same and is the same every time, in every time zone", async (t) => {
  const folder = await scratchFolder(t);
  const district = createDistrict(townPlan);
  const options: WriteOptions = { form: "oneroster-1.1", guardians: "guardians-csv" };
  const plain = await writeRoster(district, join(folder, "plain"), options);
  const hashes = new Set<string>();
  const zone = process.env.TZ;
  t.after(() => {
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
  });
  for (const [name, place] of [
    ["a.zip", "America/Phoenix"],
    ["b.zip", "Asia/Tokyo"],
  ] as const) {
    process.env.TZ = place;
    assert.deepEqual(await writeRosterZip(district, join(folder, name), options), plain);
    const bytes = await readFile(join(folder, name));
    assert.equal(bytes.readUInt32LE(0), 0x04034b50);
    hashes.add(createHash("sha256").update(bytes).digest("hex"));
  }
  assert.equal(hashes.size, 1);
});
