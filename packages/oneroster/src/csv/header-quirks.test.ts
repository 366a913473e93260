import assert from "node:assert/strict";
import { test } from "node:test";
import { aFile, aPackage, codesOf, headers, readRows, rows, rowsOf } from "./package-builder.ts";
import { readPackage } from "./read-package.ts";

const usersWith = (header: string, row: string = rows.users) =>
  readPackage(aPackage({ "users.csv": `${header}\n${row}\n` }));
const only = (codes: string[]) => codes.filter((code) => code !== "package.manifest.missing");

test("Q030 reads columns in any order by their names", async () => {
  const names = headers.users.split(",").reverse().join(",");
  const read = await usersWith(names, rows.users.split(",").reverse().join(","));
  const [user] = await readRows(read, "users");
  assert.equal(user?.record?.sourcedId, "S-1");
  assert.equal(user?.record?.givenName, "Ana");
});

test("Q031 reads OrgSourcedIDs for orgSourcedIds and warns once a file", async () => {
  const read = await usersWith(
    headers.users.replace("orgSourcedIds", "OrgSourcedIDs").replace("email", "EMAIL"),
  );
  assert.deepEqual(only(codesOf(read.diagnostics)), ["file.column.case"]);
  assert.equal(read.diagnostics.at(-1)?.facts.written, "OrgSourcedIDs, EMAIL");
  assert.deepEqual((await readRows(read, "users"))[0]?.record?.orgSourcedIds, ["0012"]);
});

test("Q032 reads a file that leaves optional columns out", async () => {
  const read = await readPackage(
    aPackage({
      "enrollments.csv":
        "sourcedId,classSourcedId,schoolSourcedId,userSourcedId,role\nE-1,C-1,0012,S-1,student\n",
    }),
  );
  assert.deepEqual(only(codesOf(read.diagnostics)), []);
  const [enrollment] = await readRows(read, "enrollments");
  assert.equal(enrollment?.record?.beginDate, "");
  assert.equal(enrollment?.record?.status, "active");
});

test("Q032 refuses a file without a needed column, with the nearest name it found", async () => {
  const read = await usersWith(headers.users.replace("familyName", "famillyNames"));
  const told = read.diagnostics.find(({ code }) => code === "file.column.missing");
  assert.equal(told?.severity, "blocking");
  assert.equal(told?.facts.column, "familyName");
  assert.equal(told?.facts.nearest, "famillyNames");
});

test("Q033 ignores nameless columns, and tells once when something stands in them", async () => {
  const text = `${headers.enrollments},,\n${rows.enrollments},,\n${rows.enrollments.replace("E-1", "E-2")},x,\n`;
  const [first, second] = await rowsOf("enrollments", text);
  assert.deepEqual(first?.diagnostics, []);
  assert.deepEqual(codesOf(second?.diagnostics ?? []), ["file.column.unnamed"]);
  assert.equal(second?.record?.sourcedId, "E-2");
});

test("Q034 pads a row that is short of optional cells only", async () => {
  const [read] = await rowsOf("enrollments", `${headers.enrollments}\nE-1,,,C-1,0012,S-1,student\n`);
  assert.equal(read?.record?.userSourcedId, "S-1");
  assert.deepEqual(codesOf(read?.diagnostics ?? []), ["row.cells.padded"]);
});

test("Q034 leaves a row out that was cut in the middle, and still knows whose it was", async () => {
  const [read] = await rowsOf("enrollments", `${headers.enrollments}\nE-1,,,C-1,0012\n`);
  assert.equal(read?.record, undefined);
  assert.equal(read?.sourcedId, "E-1");
  assert.ok(codesOf(read?.diagnostics ?? []).includes("row.cells.few"));
});

test("Q034 leaves a row out whose comma was not quoted, and keeps one with empty cells to spare", async () => {
  const tooMany = rows.users.replace("Lopez", "Lopez, Jr.");
  const [long, spare] = await rowsOf("users", `${headers.users}\n${tooMany}\n${rows.users},,\n`);
  assert.equal(long?.record, undefined);
  assert.ok(codesOf(long?.diagnostics ?? []).includes("row.cells.many"));
  assert.equal(spare?.record?.sourcedId, "S-1");
  assert.deepEqual(spare?.diagnostics, []);
});

test("Q035 reads known misspellings under their right names", async () => {
  const header = headers.users
    .replace("sourcedId,", "sourceId,")
    .replace("agentSourcedIds", "agentSourceIds")
    .replace("dateLastModified", "dataLastModified");
  const read = await usersWith(header, rows.users.replace(",,09,", ",G-1,09,"));
  const told = read.diagnostics.filter(({ code }) => code === "file.column.misspelt");
  assert.deepEqual(
    told.map(({ facts }) => facts.column),
    ["sourcedId", "dateLastModified", "agentSourcedIds"],
  );
  assert.deepEqual((await readRows(read, "users"))[0]?.record?.agentSourcedIds, ["G-1"]);
});

test("Q035 matches nothing by mere likeness", async () => {
  const read = await usersWith(headers.users.replace("email", "e-mail-addr"));
  assert.equal((await readRows(read, "users"))[0]?.record?.email, "");
  assert.ok(codesOf(read.diagnostics).includes("file.column.unknown"));
});

test("Q036 recognises a 1.0 set by its names and reads it", async () => {
  const read = await readPackage([
    aFile("orgs.csv", `${headers.orgs}\n${rows.orgs}\n`),
    aFile(
      "users.csv",
      "sourcedId,status,dateLastModified,orgSourcedIds,role,username,userId,givenName,familyName,identifier,email,sms,phone,agents\nS-1,active,,0012,student,ana,,Ana,Lopez,,,,,G-1\n",
    ),
    aFile(
      "classes.csv",
      "sourcedId,status,dateLastModified,title,grade,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedId,subjects\nC-1,active,,Math,09,CO-1,,scheduled,,0012,T-1,\n",
    ),
    aFile("enrollments.csv", `${headers.enrollments}\n${rows.enrollments}\n`),
  ]);
  assert.equal(read.format, "oneroster-1.0");
  assert.ok(!read.diagnostics.some(({ severity }) => severity === "blocking"));
  assert.deepEqual((await readRows(read, "users"))[0]?.record?.agentSourcedIds, ["G-1"]);
  assert.deepEqual((await readRows(read, "classes"))[0]?.record?.termSourcedIds, ["T-1"]);
});

test("Q037 ignores columns of others with one line, and points at those a roster should not carry", async () => {
  const read = await usersWith(
    `${headers.users},metadata.jp.kana,ext_lunch_status,SSN`,
    `${rows.users},x,free,000-00-0000`,
  );
  assert.deepEqual(only(codesOf(read.diagnostics)), ["file.column.unknown", "file.column.sensitive"]);
  assert.equal(read.diagnostics.at(-1)?.facts.columns, "ext_lunch_status, SSN");
  const dropped = read.files.find(({ table }) => table === "users")?.droppedColumns;
  assert.deepEqual(dropped, ["userIds", "password", "metadata.jp.kana", "ext_lunch_status", "SSN"]);
});

test("Q038 lets roles.csv decide where users.csv still has a role column", async () => {
  const read = await readPackage(
    aPackage({ "roles.csv": `${headers.roles}\nR-1,,,S-1,primary,teacher,,,0012,\n` }),
  );
  assert.equal(read.format, "oneroster-1.2");
  assert.ok(codesOf(read.diagnostics).includes("package.version.mixed"));
  assert.equal((await readRows(read, "users"))[0]?.record?.role, "");
  assert.equal((await readRows(read, "roles"))[0]?.record?.role, "teacher");
});

test("Q039 names both tables when classes.csv holds the users", async () => {
  const read = await readPackage(aPackage({ "classes.csv": `${headers.users}\n${rows.users}\n` }));
  const told = read.diagnostics.find(({ code }) => code === "file.content.other");
  assert.equal(told?.severity, "blocking");
  assert.deepEqual(told?.facts, { expected: "classes", found: "users" });
});

test("Q039 does not mind user profiles that hold the roles table, for it never opens them", async () => {
  const read = await readPackage(aPackage({ "userprofiles.csv": `${headers.roles}\n` }));
  assert.deepEqual(only(codesOf(read.diagnostics)), []);
});

test("Q040 reads three files of one school without school columns", async () => {
  const read = await readPackage([
    aFile("users.csv", "sourcedId,role,givenName,familyName,email,sms\nS-1,student,Ana,Lopez,,\n"),
    aFile("classes.csv", "sourcedId,title,grades\nC-1,Homeroom 4A,4\n"),
    aFile("enrollments.csv", "classSourcedId,userSourcedId,role\nC-1,S-1,Student\n"),
  ]);
  assert.equal(read.format, "three-file");
  assert.deepEqual(new Set(codesOf(read.diagnostics)), new Set(["file.column.school-level"]));
  const [enrollment] = await readRows(read, "enrollments");
  assert.equal(enrollment?.record?.sourcedId, "C-1|S-1|student");
  assert.equal(enrollment?.record?.schoolSourcedId, "");
});

test("Q041 takes the REST names of preferred names for the CSV ones", async () => {
  const read = await usersWith(
    `${headers.users},preferredFirstName,preferredLastName`,
    `${rows.users},Annie,L`,
  );
  const [user] = await readRows(read, "users");
  assert.equal(user?.record?.preferredGivenName, "Annie");
  assert.equal(user?.record?.preferredFamilyName, "L");
});

test("quotes nothing of a first row that holds a family and no header", async () => {
  const read = await readPackage([
    aFile("guardians.csv", "S-1,G-1,Paul,Okafor,paul@example.org,555-0100,home\n"),
  ]);
  const told = read.diagnostics.find(({ code }) => code === "file.header.missing");
  assert.deepEqual(told?.facts, { table: "guardians", columns: 7 });
  assert.ok(!JSON.stringify(read.diagnostics).includes("Okafor"));
});

test("gives one reason for a row that was cut, not one for every cell it lacks", async () => {
  const [read] = await rowsOf("enrollments", `${headers.enrollments}\nE-1,,,C-1\n`);
  assert.deepEqual(codesOf(read?.diagnostics ?? []), ["row.cells.few"]);
});

test("shows the shape of a stray address or number instead of what it says", async () => {
  const row = rows.users.replace("student", "paul@example.org").replace(",09,", ",3125550100,");
  const [read] = await rowsOf("users", `${headers.users}\n${row}\n`);
  const facts = read?.diagnostics.map(({ facts: { written } }) => written);
  assert.deepEqual(facts, ["aaaa@aaaaaaa.aaa", "9999999999"]);
});

test("refuses two columns of one name, in whatever capitals", async () => {
  const read = await usersWith(`${headers.users},Email`, `${rows.users},x`);
  assert.equal(read.diagnostics.find(({ code }) => code === "file.column.duplicate")?.facts.column, "email");
});

test("finds a column behind a zero-width space and names the character", async () => {
  const read = await usersWith(headers.users.replace("role", "role\u200b"));
  const told = read.diagnostics.find(({ code }) => code === "file.column.invisible");
  assert.deepEqual(told?.facts, { written: "U+200B", column: "role" });
  assert.equal((await readRows(read, "users"))[0]?.record?.role, "student");
});

test("refuses a header of more columns than any roster has", async () => {
  const wide = Array.from({ length: 1200 }, (_, at) => `column${at}`).join(",");
  const read = await usersWith(`${headers.users},${wide}`);
  assert.ok(codesOf(read.diagnostics).includes("file.column.too-many"));
});

test("leaves a courses file with a missing column out and keeps the rest", async () => {
  const read = await readPackage(aPackage({ "courses.csv": "sourcedId,courseCode\nCO-1,ALG\n" }));
  const told = read.diagnostics.find(({ code }) => code === "file.optional.unusable");
  assert.equal(told?.facts.because, "file.column.missing");
  assert.ok(!read.diagnostics.some(({ severity }) => severity === "blocking"));
  assert.equal(read.files.length, 5);
});

test("changes the layout's fingerprint with the header and the profile, not with the rows", async () => {
  const print = async (text: string, dates: "iso" | "mdy" = "iso") => {
    const profile = { encoding: "auto", dates, listSeparator: "," } as const;
    const read = await readPackage(aPackage({ "users.csv": text }), profile);
    return read.files.find(({ table }) => table === "users")?.layoutFingerprint;
  };
  const usual = await print(`${headers.users}\n${rows.users}\n`);
  assert.equal(
    await print(`${headers.users}\r\n${rows.users}\r\n${rows.users.replace("S-1", "S-2")}`),
    usual,
  );
  assert.notEqual(await print(`${headers.users},x\n${rows.users},\n`), usual);
  assert.notEqual(await print(`${headers.users}\n${rows.users}\n`, "mdy"), usual);
});
