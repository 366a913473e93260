import assert from "node:assert/strict";
import { test } from "node:test";
import { aPackage, codesOf, headers, readRow, readRows, rows, rowsOf, rowWith } from "./package-builder.ts";
import { defaultProfile, readPackage } from "./read-package.ts";

const aUser = (cells: Record<string, string>, profile = defaultProfile) => readRow("users", cells, profile);
const anEnrollment = (cells: Record<string, string>, profile = defaultProfile) =>
  readRow("enrollments", cells, profile);

test("Q053 splits, trims and de-duplicates a list in the order written", async () => {
  const { record, codes } = await aUser({ orgSourcedIds: "0012, 0015,,0012 ,0009" });
  assert.deepEqual(record?.orgSourcedIds, ["0012", "0015", "0009"]);
  assert.deepEqual(codes, []);
});

test("Q053 splits at a bar only when the district says so, and wonders otherwise", async () => {
  const odd = await aUser({ orgSourcedIds: "0012|0015" });
  assert.deepEqual(odd.record?.orgSourcedIds, ["0012|0015"]);
  assert.deepEqual(odd.codes, ["value.list.separator"]);
  const told = await aUser({ orgSourcedIds: "0012|0015" }, { ...defaultProfile, listSeparator: "|" });
  assert.deepEqual(told.record?.orgSourcedIds, ["0012", "0015"]);
  assert.deepEqual(told.codes, []);
});

test("Q054 keeps subjects and their codes apart when they are not equally many", async () => {
  const text = `${headers.courses}\n${rowWith("courses", { subjects: "Science, Physics", subjectCodes: "PHY" })}\n`;
  const [read] = await rowsOf("courses", text);
  assert.deepEqual(read?.record?.subjects, ["Science", "Physics"]);
  assert.deepEqual(read?.record?.subjectCodes, ["PHY"]);
});

test("Q055 never carries userIds, in whatever shape they come", async () => {
  const { record, codes } = await aUser({ userIds: "{LDAP:12},{Fed" });
  assert.ok(!JSON.stringify(record).includes("LDAP"));
  assert.deepEqual(codes, []);
});

test("Q057 keeps long values and cuts what is longer than anybody's name", async () => {
  const long = "x".repeat(400);
  assert.equal((await aUser({ givenName: long })).record?.givenName, long);
  const endless = await aUser({ givenName: "🎓".repeat(900) });
  assert.equal(endless.record?.givenName.length, 1000);
  assert.deepEqual(endless.codes, ["value.text.too-long"]);
});

test("Q058 reads the word NULL as nothing in contacts and ids, and as a family name in a name", async () => {
  const { record, codes } = await aUser({
    email: "NULL",
    sms: "N/A",
    familyName: "Null",
    agentSourcedIds: "NULL",
  });
  assert.equal(record?.email, "");
  assert.equal(record?.sms, "");
  assert.equal(record?.familyName, "Null");
  assert.deepEqual(record?.agentSourcedIds, []);
  assert.deepEqual(codes, ["value.null.word", "value.null.word", "value.null.word"]);
  assert.deepEqual((await aUser({ sourcedId: "NULL" })).codes, ["row.id.missing"]);
});

test("Q059 trims blanks of every kind at the ends and none inside", async () => {
  const { record } = await aUser({ sourcedId: "\u00a0S-1 ", givenName: "  Ana  María ", role: " student " });
  assert.equal(record?.sourcedId, "S-1");
  assert.equal(record?.givenName, "Ana  María");
  assert.equal(record?.role, "student");
});

test("Q061 leaves a row out whose id a spreadsheet turned into 1.23E+11, in every id column", async () => {
  for (const column of ["classSourcedId", "userSourcedId", "sourcedId"]) {
    const { record, codes, diagnostics } = await anEnrollment({ [column]: "1.23E+11" });
    assert.equal(record, undefined);
    assert.deepEqual(codes, ["row.id.scientific"]);
    assert.equal(diagnostics[0]?.place.column, column);
  }
  assert.deepEqual((await aUser({ email: "e+1@example.org", sourcedId: "E+1" })).codes, []);
});

test("Q061 keeps leading zeros", async () => {
  const { record } = await aUser({ sourcedId: "000123", identifier: "0042" });
  assert.equal(record?.sourcedId, "000123");
  assert.equal(record?.identifier, "0042");
});

test("Q062 stores a formula as the name it stands in for", async () => {
  assert.equal((await aUser({ givenName: "=1+2" })).record?.givenName, "=1+2");
});

test("Q063 drops passwords while reading, says which column came, and never repeats one", async () => {
  const text = `${headers.users}\n${rowWith("users", { password: "hunter2", email: "broken" })}\n`;
  const read = await readPackage(aPackage({ "users.csv": text }));
  const [row] = await readRows(read, "users");
  assert.ok(!JSON.stringify([row, read.diagnostics]).includes("hunter2"));
  assert.deepEqual(read.files.find(({ table }) => table === "users")?.droppedColumns, [
    "userIds",
    "password",
  ]);
});

test("Q064 stores codes as they are, whatever other systems refuse", async () => {
  const [cls] = await rowsOf(
    "classes",
    `${headers.classes}\n${rowWith("classes", { classCode: 'A:1*?\\"<b>' })}\n`,
  );
  assert.equal(cls?.record?.classCode, 'A:1*?\\"<b>');
});

test("Q065 reads a line break inside quotes and numbers lines and records apart", async () => {
  const text = `${headers.classes}\n${rowWith("classes", { title: "Algebra\r\nHonors" })}\n${rowWith("classes", { sourcedId: "C-2", termSourcedIds: "1.0E+5" })}\n`;
  const [first, second] = await rowsOf("classes", text);
  assert.equal(first?.record?.title, "Algebra\r\nHonors");
  assert.equal(second?.diagnostics[0]?.place.line, 4);
  assert.equal(second?.diagnostics[0]?.place.record, 2);
});

test("refuses an invisible character inside an id by its number, and trims one outside", async () => {
  const inside = await aUser({ sourcedId: "S\u200b1" });
  assert.equal(inside.record, undefined);
  assert.deepEqual(inside.diagnostics[0]?.facts, { codePoint: "U+200B" });
  assert.equal((await aUser({ sourcedId: "\u200bS-1\u202c" })).record?.sourcedId, "S-1");
  assert.equal((await aUser({ givenName: "\u200fAna" })).record?.sourcedId, "S-1");
});

test("leaves an unreadable reference out where the row can do without it", async () => {
  const { record, codes } = await aUser({ agentSourcedIds: "G-1,2.1E+8,G-3" });
  assert.deepEqual(record?.agentSourcedIds, ["G-1", "G-3"]);
  assert.deepEqual(codes, ["value.reference.damaged"]);
});

test("refuses an id longer than the standard allows", async () => {
  assert.deepEqual((await aUser({ sourcedId: "x".repeat(256) })).codes, ["row.id.too-long"]);
  assert.deepEqual((await aUser({ sourcedId: "x".repeat(255) })).codes, []);
});

test("leaves an e-mail without an @ out and does not repeat it", async () => {
  const { record, codes, diagnostics } = await aUser({ email: "ana at example" });
  assert.equal(record?.email, "");
  assert.deepEqual(codes, ["value.email.invalid"]);
  assert.ok(!JSON.stringify(diagnostics).includes("ana"));
});

test("reads a stray quote as a letter and says so", async () => {
  const [read] = await rowsOf("users", `${headers.users}\n${rows.users.replace("Ana", 'Ana "Annie"')}\n`);
  assert.equal(read?.record?.givenName, 'Ana "Annie"');
  assert.deepEqual(codesOf(read?.diagnostics ?? []), ["row.quote.stray"]);
});

test("leaves a row out whose quote swallowed its neighbours, closed by theirs", async () => {
  const swallowed = rows.users.replace("Ana", '"Ana');
  const second = rows.users.replace("0012", '"0012,0015"');
  const [torn, ...others] = await rowsOf(
    "users",
    `${headers.users}\n${swallowed}\n${second}\n${rows.users}\n`,
  );
  assert.equal(torn?.record, undefined);
  assert.equal(torn?.sourcedId, "S-1");
  assert.deepEqual(codesOf(torn?.diagnostics ?? []), ["row.quote.stray", "row.quote.swallows"]);
  assert.equal(others.length, 1);
  const short = await rowsOf(
    "users",
    `${headers.users}\n${rows.users.replace("Ana,Lopez,,0401", 'A"na,Lopez')}\n`,
  );
  assert.deepEqual(codesOf(short[0]?.diagnostics ?? []), ["row.quote.stray", "row.cells.few"]);
});

test("reads fully quoted rows and blanks between delimiter and quote", async () => {
  const quoted = rows.users
    .split(",")
    .map((cell) => ` "${cell}" `)
    .join(",");
  const [read] = await rowsOf("users", `${headers.users}\n${quoted}\n`);
  assert.equal(read?.record?.email, "ana@example.org");
  assert.deepEqual(read?.diagnostics, []);
});
