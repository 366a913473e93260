import assert from "node:assert/strict";
import { test } from "node:test";
import { aFile, aPackage, codesOf, headers, readRows, rows, rowsOf, rowWith } from "./package-builder.ts";
import { defaultProfile, readPackage } from "./read-package.ts";

const users = (...lines: string[]) => rowsOf("users", [headers.users, ...lines].join("\n"));
const enrollments = (...lines: string[]) => rowsOf("enrollments", [headers.enrollments, ...lines].join("\n"));
const sessions = (...lines: string[]) =>
  rowsOf("academicSessions", [headers.academicSessions, ...lines].join("\n"));
const classes = (...lines: string[]) => rowsOf("classes", [headers.classes, ...lines].join("\n"));

test("Q068 hands both rows of one id on, for others to judge", async () => {
  const read = await users(rows.users, rows.users.replace("09", "10"));
  assert.deepEqual(
    read.map(({ sourcedId, record }) => [sourcedId, record?.grades[0]]),
    [
      ["S-1", "09"],
      ["S-1", "10"],
    ],
  );
});

test("Q069 reads a class and a user that share one id", async () => {
  const read = await readPackage(
    aPackage({
      "classes.csv": `${headers.classes}\n${rowWith("classes", { sourcedId: "1001" })}\n`,
      "users.csv": `${headers.users}\n${rowWith("users", { sourcedId: "1001" })}\n`,
    }),
  );
  assert.equal((await readRows(read, "classes"))[0]?.record?.sourcedId, "1001");
  assert.equal((await readRows(read, "users"))[0]?.record?.sourcedId, "1001");
});

test("Q070 keeps ids as they are: blanks inside, bars, capitals, no GUIDs", async () => {
  for (const id of ["994_1001", "FY", "5678_T5678-0005", "a b", "7|1", "{A0B1}"]) {
    assert.equal((await users(rows.users.replace("S-1", id)))[0]?.record?.sourcedId, id);
  }
});

test("Q071 keeps ids apart that differ in capitals only", async () => {
  const read = await users(rows.users.replace("S-1", "abc"), rows.users.replace("S-1", "ABC"));
  assert.deepEqual(
    read.map(({ sourcedId }) => sourcedId),
    ["abc", "ABC"],
  );
});

test("Q075 takes the role from its column, not from the id's prefix", async () => {
  const [read] = await users(rows.users.replace("S-1", "TCH_1"));
  assert.equal(read?.record?.role, "student");
});

test("Q078 accepts users without a username, told once", async () => {
  const row = rows.users.replace(",ana,", ",,");
  const [first, second] = await users(row, row.replace("S-1", "S-2"));
  assert.equal(first?.record?.username, "");
  assert.deepEqual(codesOf(first?.diagnostics ?? []), ["user.username.missing"]);
  assert.deepEqual(second?.diagnostics, []);
});

test("Q079 keeps siblings who share one e-mail", async () => {
  const read = await users(rows.users, rows.users.replace("S-1", "S-2"));
  assert.ok(read.every(({ record, diagnostics }) => record?.email !== "" && diagnostics.length === 0));
});

for (const [written, role] of [
  ["faculty", "teacher"],
  ["Professor", "teacher"],
  ["sysAdmin", "administrator"],
  ["districtAdmin", "administrator"],
  ["Teacher's Aide", "aide"],
  ["principal", "administrator"],
] as const) {
  test(`Q087 reads ${written} for ${role} in a 1.1 file, with a warning`, async () => {
    const [read] = await users(rows.users.replace("student", written));
    assert.equal(read?.record?.role, role);
    assert.deepEqual(codesOf(read?.diagnostics ?? []), ["user.role.synonym"]);
  });
}

test("Q087 gives an unknown role no rights", async () => {
  const [read] = await users(rows.users.replace("student", "staff"));
  assert.equal(read?.record?.role, "other");
  assert.deepEqual(read?.diagnostics[0]?.facts, { written: "staff" });
});

test("Q088 leaves a user out whose role is blank", async () => {
  const [read] = await users(rows.users.replace("student", ""));
  assert.equal(read?.record, undefined);
  assert.deepEqual(codesOf(read?.diagnostics ?? []), ["user.role.missing"]);
});

test("Q090 keeps parent, guardian and relative, aide and proctor apart", async () => {
  for (const role of ["parent", "guardian", "relative", "aide", "proctor"]) {
    const [read] = await users(rows.users.replace("student", role));
    assert.equal(read?.record?.role, role);
    assert.deepEqual(read?.diagnostics, []);
  }
});

test("Q092 accepts an aide in a class with a warning, and no unknown role", async () => {
  const [aide, odd] = await enrollments(
    rows.enrollments.replace("student", "aide"),
    rows.enrollments.replace("student", "mascot"),
  );
  assert.equal(aide?.record?.role, "aide");
  assert.deepEqual(codesOf(aide?.diagnostics ?? []), ["enrollment.role.synonym"]);
  assert.equal(odd?.record, undefined);
  assert.deepEqual(codesOf(odd?.diagnostics ?? []), ["enrollment.role.unknown"]);
});

test("Q093 takes the schools of a user as a set, in the order written", async () => {
  const [read] = await users(rows.users.replace("0012", '"0015,0012,0015"'));
  assert.deepEqual(read?.record?.orgSourcedIds, ["0015", "0012"]);
});

test("Q095 keeps a person with one name and puts nothing in the other's place", async () => {
  const [read] = await users(rows.users.replace("Ana", ""));
  assert.equal(read?.record?.givenName, "");
  assert.equal(read?.record?.familyName, "Lopez");
  assert.deepEqual(codesOf(read?.diagnostics ?? []), ["user.name.missing"]);
});

test("Q096 keeps classes without a title and with a title of many parts", async () => {
  const [none, long] = await classes(
    rows.classes.replace("Algebra 1", ""),
    rows.classes.replace("Algebra 1", "Nick | 21-22 | Algebra | Per 3(A)"),
  );
  assert.equal(none?.record?.title, "");
  assert.equal(long?.record?.title, "Nick | 21-22 | Algebra | Per 3(A)");
  assert.deepEqual([...(none?.diagnostics ?? []), ...(long?.diagnostics ?? [])], []);
});

test("Q097 splits periods at commas only", async () => {
  const [read] = await classes(rows.classes.replace(/,$/, ',"1, 3-5,0"'));
  assert.deepEqual(read?.record?.periods, ["1", "3-5", "0"]);
});

test("Q099 takes a blank class type for scheduled", async () => {
  const [read] = await classes(rows.classes.replace("scheduled", ""));
  assert.equal(read?.record?.classType, "scheduled");
  assert.deepEqual(read?.diagnostics, []);
});

test("Q100 reads sessions that are all terms without parents", async () => {
  const [read] = await sessions(rows.academicSessions);
  assert.equal(read?.record?.type, "term");
  assert.equal(read?.record?.parentSourcedId, "");
});

test("Q102 keeps every term of a yearlong class", async () => {
  const [read] = await classes(rows.classes.replace("T-1", '"T-1,T-2"'));
  assert.deepEqual(read?.record?.termSourcedIds, ["T-1", "T-2"]);
});

test("Q103 counts the end date as the last day, unless the district says it is exclusive", async () => {
  const [inclusive] = await enrollments(rows.enrollments);
  assert.equal(inclusive?.record?.endDate, "2027-06-10");
  const text = `${headers.enrollments}\n${rows.enrollments.replace("2027-06-10", "2027-03-01")}`;
  const [exclusive] = await rowsOf("enrollments", text, { ...defaultProfile, endExclusive: true });
  assert.equal(exclusive?.record?.endDate, "2027-02-28");
});

for (const [written, end, year] of [
  ["2026-2027", "2027-06-10", "2027"],
  ["", "2026-12-20", "2027"],
  ["26", "2027-05-31", "2027"],
] as const) {
  test(`Q104 works the school year out when it is written ${JSON.stringify(written)}`, async () => {
    const row = rows.academicSessions.replace("2026-12-20", end).replace(/2027$/, written);
    const [read] = await sessions(row);
    assert.equal(read?.record?.schoolYear, year);
    assert.deepEqual(codesOf(read?.diagnostics ?? []), ["session.year.derived"]);
  });
}

test("Q105 reads a term that has not begun like any other", async () => {
  const [read] = await sessions(
    rows.academicSessions.replace("2026-08-15", "2099-08-15").replace("2026-12-20", "2099-12-20"),
  );
  assert.equal(read?.record?.startDate, "2099-08-15");
  assert.deepEqual(read?.diagnostics, []);
});

test("Q106 ignores both dates of an enrollment that ends before it begins", async () => {
  const [read] = await enrollments(
    rows.enrollments.replace("2026-08-15,2027-06-10", "2027-08-15,2026-06-10"),
  );
  assert.equal(read?.record?.beginDate, "");
  assert.equal(read?.record?.endDate, "");
  assert.deepEqual(codesOf(read?.diagnostics ?? []), ["value.date.order"]);
});

test("Q107 keeps both enrollments of a student who left and came back", async () => {
  const read = await enrollments(rows.enrollments, rows.enrollments.replace("E-1", "E-2"));
  assert.deepEqual(
    read.map(({ sourcedId }) => sourcedId),
    ["E-1", "E-2"],
  );
});

test("Q108 keeps a student who also teaches the class", async () => {
  const read = await enrollments(rows.enrollments, rows.enrollments.replace("student", "teacher"));
  assert.deepEqual(
    read.map(({ record }) => record?.role),
    ["student", "teacher"],
  );
});

test("leaves an enrollment out that names no class or no user", async () => {
  const [noClass, noUser] = await enrollments(
    rows.enrollments.replace("C-1", ""),
    rows.enrollments.replace("S-1", ""),
  );
  assert.deepEqual(codesOf(noClass?.diagnostics ?? []), ["row.reference.missing"]);
  assert.equal(noClass?.sourcedId, "E-1");
  assert.equal(noUser?.record, undefined);
});

const guardians = (header: string, ...lines: string[]) =>
  readPackage([aFile("guardians.csv", [header, ...lines].join("\n"))]);

test("opens a guardian file that comes alone", async () => {
  const read = await guardians(
    headers.guardians,
    "S-1,G-1,Paul,Okafor,paul@example.org,555-0100,,es,father,primary",
  );
  assert.equal(read.format, "three-file");
  assert.deepEqual(read.diagnostics, []);
  const [row] = await readRows(read, "guardians");
  assert.deepEqual(row?.record, {
    sourcedId: "S-1|G-1",
    status: "active",
    studentSourcedId: "S-1",
    guardianSourcedId: "G-1",
    givenName: "Paul",
    familyName: "Okafor",
    email: "paul@example.org",
    mobile: "555-0100",
    homePhone: "",
    language: "es",
    relationship: "father",
    contactType: "primary",
  });
});

for (const header of [
  "studentId,guardianId,firstName,lastName,email,mobile,homePhone,language",
  "Student ID,Guardian ID,First Name,Last Name,E-mail,Cell Phone,Home Phone,Lang",
  "student_id,guardian_id,first_name,last_name,email_address,sms,phone,language_code",
]) {
  test(`understands the guardian header ${header}`, async () => {
    const read = await guardians(header, "S-1,G-1,Paul,Okafor,paul@example.org,555-0100,555-0101,es");
    assert.deepEqual(read.diagnostics, []);
    const [row] = await readRows(read, "guardians");
    assert.equal(row?.record?.familyName, "Okafor");
    assert.equal(row?.record?.email, "paul@example.org");
    assert.equal(row?.record?.mobile, "555-0100");
    assert.equal(row?.record?.homePhone, "555-0101");
    assert.equal(row?.record?.language, "es");
  });
}

test("knows a guardian without an id by e-mail, then mobile, then name", async () => {
  const read = await guardians(
    headers.guardians,
    "S-1,,Paul,Okafor,Paul@Example.org,555-0100,,,,",
    "S-1,,Paul,Okafor,,(555) 0100,,,,",
    "S-1,,Paul,  Okafor,,,,,,",
    "S-1,,,,,,555-0101,,,",
    ",G-1,Paul,Okafor,,,,,,",
  );
  const found = await readRows(read, "guardians");
  assert.deepEqual(
    found.map(({ sourcedId }) => sourcedId),
    ["S-1|paul@example.org", "S-1|5550100", "S-1|paul okafor", "", ""],
  );
  assert.deepEqual(codesOf(found[3]?.diagnostics ?? []), ["guardian.identity.missing"]);
  assert.deepEqual(codesOf(found[4]?.diagnostics ?? []), ["row.reference.missing"]);
});

test("freezes the guardians alone when their file cannot be used", async () => {
  const read = await readPackage([
    aFile("users.csv", "sourcedId,role,givenName,familyName,orgSourcedIds\nS-1,student,Ana,Lopez,0012\n"),
    aFile("classes.csv", "sourcedId,title,schoolSourcedId\nC-1,Math,0012\n"),
    aFile("enrollments.csv", "classSourcedId,schoolSourcedId,userSourcedId,role\nC-1,0012,S-1,student\n"),
    aFile("guardians.csv", "name,mail\nPaul,paul@example.org\n"),
  ]);
  assert.equal(read.format, "three-file");
  assert.deepEqual(new Set(codesOf(read.diagnostics)), new Set(["file.optional.unusable"]));
  assert.equal(read.files.length, 3);
});
