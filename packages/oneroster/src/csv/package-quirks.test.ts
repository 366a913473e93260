import assert from "node:assert/strict";
import { test } from "node:test";
import { aFile, aManifest, aPackage, codesOf, headers, readRows, rows, rowsOf } from "./package-builder.ts";
import { defaultProfile, readPackage } from "./read-package.ts";
import { scanRecords } from "./scan-records.ts";

const bytesOf = (text: string) => new TextEncoder().encode(text);
const users = `${headers.users}\r\n${rows.users}\r\n`;

function utf16(text: string, isLittle: boolean, hasMark: boolean): Uint8Array {
  const bytes = new Uint8Array(text.length * 2);
  const view = new DataView(bytes.buffer);
  for (let at = 0; at < text.length; at += 1) view.setUint16(at * 2, text.charCodeAt(at), isLittle);
  const mark = isLittle ? [0xff, 0xfe] : [0xfe, 0xff];
  return hasMark ? new Uint8Array([...mark, ...bytes]) : bytes;
}

/** Latin-1 as far as it goes, with the bytes of Windows-1252 given by number. */
function oneByte(text: string): Uint8Array {
  return Uint8Array.from(text, (character) => character.charCodeAt(0));
}

test("Q001 reads a school's users behind a byte order mark", async () => {
  const [read] = await rowsOf("users", `\ufeff${users}`);
  assert.equal(read?.record?.sourcedId, "S-1");
  assert.deepEqual(read?.diagnostics, []);
});

test("Q002 reads Muñoz from a Windows-1252 file and says on which line it noticed", async () => {
  const text = users.replace("Lopez", "Mu\u00f1oz").replace("Ana", "D\x92Arc");
  const read = await readPackage(aPackage({ "users.csv": oneByte(text) }));
  const told = read.diagnostics.find(({ code }) => code === "file.encoding.guessed");
  assert.equal(told?.place.line, 2);
  assert.equal(told?.facts.encoding, "windows-1252");
  const [user] = await readRows(read, "users");
  assert.equal(user?.record?.familyName, "Muñoz");
  assert.equal(user?.record?.givenName, "D’Arc");
});

test("Q002 refuses a Windows-1252 file where the district said UTF-8 only", async () => {
  const entries = aPackage({ "users.csv": oneByte(users.replace("Lopez", "Mu\u00f1oz")) });
  const strict = await readPackage(entries, { ...defaultProfile, encoding: "utf-8" });
  const told = strict.diagnostics.find(({ code }) => code === "file.encoding.invalid");
  assert.equal(told?.severity, "blocking");
  assert.equal(told?.place.line, 2);
});

test("Q002 reads a Windows-1252 file without a word where the district said so", async () => {
  const entries = aPackage({ "users.csv": oneByte(users.replace("Lopez", "Mu\u00f1oz")) });
  const profile = { ...defaultProfile, encoding: "windows-1252" } as const;
  const read = await readPackage(entries, profile);
  assert.deepEqual(codesOf(read.diagnostics), ["package.manifest.missing"]);
  assert.equal((await readRows(read, "users", profile))[0]?.record?.familyName, "Muñoz");
});

test("keeps UTF-8 names whole although the district's setting still says Windows-1252", async () => {
  const entries = aPackage({ "users.csv": users.replace("Lopez", "Muñoz") });
  const read = await readPackage(entries, { ...defaultProfile, encoding: "windows-1252" });
  assert.ok(codesOf(read.diagnostics).includes("file.encoding.differs"));
  assert.equal((await readRows(read, "users"))[0]?.record?.familyName, "Muñoz");
});

test("holds a file glued together from two encodings, with the place of the first bad byte", async () => {
  const mixed = [
    ...bytesOf(users.replace("Lopez", "Muñoz")),
    ...oneByte(`${rows.users.replace("Lopez", "N\u00fa\u00f1ez")}\n`),
  ];
  const read = await readPackage(aPackage({ "users.csv": Uint8Array.from(mixed) }));
  const told = read.diagnostics.find(({ code }) => code === "file.encoding.mixed");
  assert.equal(told?.place.line, 3);
  assert.equal(typeof told?.facts.offset, "number");
});

test("holds a file whose bytes are no known text", async () => {
  const read = await readPackage(aPackage({ "users.csv": oneByte(users.replace("Lopez", "L\x81pez")) }));
  assert.ok(codesOf(read.diagnostics).includes("file.encoding.invalid"));
});

for (const [name, isLittle, hasMark] of [
  ["little-endian with a mark", true, true],
  ["big-endian with a mark", false, true],
  ["little-endian without a mark", true, false],
  ["big-endian without a mark", false, false],
] as const) {
  test(`Q002 reads UTF-16 ${name}, as Excel's Unicode text comes`, async () => {
    const text = users.replace("Lopez", "Nguyễn 🎓");
    const read = await readPackage(aPackage({ "users.csv": utf16(text, isLittle, hasMark) }));
    assert.ok(codesOf(read.diagnostics).includes("file.encoding.guessed"));
    assert.equal((await readRows(read, "users"))[0]?.record?.familyName, "Nguyễn 🎓");
  });
}

test("Q003 reads LF, CRLF and lone CR line ends, mixed in one file", async () => {
  const row = (id: string) => rows.users.replace("S-1", id);
  const text = `${headers.users}\r${row("S-1")}\n${row("S-2")}\r\n${row("S-3")}\r${row("S-4")}`;
  const read = await rowsOf("users", text);
  assert.deepEqual(
    read.map(({ sourcedId }) => sourcedId),
    ["S-1", "S-2", "S-3", "S-4"],
  );
});

test("Q004 reads the last student although no line end follows", async () => {
  const read = await rowsOf("users", `${headers.users}\r\n${rows.users}`);
  assert.equal(read[0]?.record?.grades[0], "09");
});

test("Q005 skips blank rows and rows made only of commas, and still counts their lines", async () => {
  const commas = ",".repeat(17);
  const text = `\n${headers.users}\n\n${commas}\n${rows.users}\n${commas}\n"", ""${",".repeat(16)}\n\n`;
  const read = await readPackage(aPackage({ "users.csv": text }));
  const file = read.files.find(({ table }) => table === "users");
  assert.ok(file);
  for await (const batch of scanRecords(file, [1, 2])) {
    assert.equal(batch.count, 1);
    assert.equal(batch.line[0], 5);
    assert.equal(batch.firstRecord, 1);
  }
});

test("Q006 finds the roster in the one folder of an archive and says so", async () => {
  const entries = aPackage().map((entry) => ({ ...entry, path: `export/${entry.path}` }));
  const read = await readPackage(entries);
  assert.ok(codesOf(read.diagnostics).includes("package.folder.nested"));
  assert.equal(read.files.length, 6);
});

test("Q006 refuses to choose between two folders that both hold a roster", async () => {
  const entries = ["north", "south"].flatMap((folder) =>
    aPackage().map((entry) => ({ ...entry, path: `${folder}/${entry.path}` })),
  );
  const read = await readPackage(entries);
  assert.deepEqual(codesOf(read.diagnostics), ["package.folder.several"]);
  assert.deepEqual(read.files, []);
});

test("Q006 takes the root when folders lie beside it", async () => {
  const old = aPackage().map((entry) => ({ ...entry, path: `last-year/${entry.path}` }));
  const read = await readPackage([...old, ...aPackage()]);
  assert.equal(read.files[0]?.entry.path, "orgs.csv");
  assert.equal(read.setAside.length, 6);
});

test("Q007 passes over what a Mac and an unfinished upload leave", async () => {
  const litter = ["__MACOSX/._users.csv", "._users.csv", ".DS_Store", "users.csv.filepart", "~$users.xlsx"];
  const read = await readPackage([...aPackage(), ...litter.map((path) => aFile(path, "x"))]);
  assert.deepEqual(
    read.setAside.map(({ reason }) => reason),
    litter.map(() => "litter"),
  );
  assert.deepEqual(codesOf(read.diagnostics), ["package.manifest.missing"]);
});

test("Q008 takes Users.csv for users.csv and says so", async () => {
  const read = await readPackage(aPackage({ "users.csv": undefined, "Users.csv": users }));
  assert.ok(codesOf(read.diagnostics).includes("file.name.case"));
  assert.equal(read.files.length, 6);
});

test("Q008 refuses two files whose names are equal without case", async () => {
  const read = await readPackage(aPackage({ "Users.csv": users }));
  assert.ok(codesOf(read.diagnostics).includes("file.name.duplicate"));
  assert.ok(!codesOf(read.diagnostics).includes("file.required.missing"));
});

test("refuses an archive that holds users.csv twice", async () => {
  const read = await readPackage([...aPackage(), aFile("users.csv", users)]);
  assert.ok(codesOf(read.diagnostics).includes("file.name.duplicate"));
});

for (const name of [
  "users (1).csv",
  "users_2026-11-01.csv",
  "20261101-users.csv",
  "User.csv",
  "users.xlsx",
  "Users copy.csv",
]) {
  test(`asks whether ${name} was meant for users.csv instead of using it`, async () => {
    const read = await readPackage(aPackage({ "users.csv": undefined, [name]: users }));
    const told = read.diagnostics.find(({ code }) => code === "file.name.similar");
    assert.equal(told?.severity, "blocking");
    assert.deepEqual(told?.facts, { expected: "users.csv", found: name });
  });
}

test("takes a district's own file names once they are mapped", async () => {
  const profile = { ...defaultProfile, fileNames: { "People.csv": "users" } } as const;
  const read = await readPackage(aPackage({ "users.csv": undefined, "people.csv": users }), profile);
  assert.equal(read.files.find(({ table }) => table === "users")?.entry.path, "people.csv");
});

test("leaves last week's copy beside the real file alone", async () => {
  const read = await readPackage(aPackage({ "users_2026-11-01.csv": users }));
  assert.ok(codesOf(read.diagnostics).includes("file.name.spare"));
  assert.ok(!read.diagnostics.some(({ severity }) => severity === "blocking"));
});

test("Q014 reads a semicolon file that its header proves, and says so", async () => {
  const text = `${headers.users}\n${rows.users}\n`.replaceAll(",", ";");
  const read = await readPackage(aPackage({ "users.csv": text }));
  assert.equal(read.diagnostics.find(({ code }) => code === "file.delimiter.other")?.facts.delimiter, ";");
  assert.equal((await readRows(read, "users"))[0]?.record?.email, "ana@example.org");
});

test("Q015 takes single quotes for letters: O'Brien, and a cell in them", async () => {
  const [read] = await rowsOf(
    "users",
    `${headers.users}\n${rows.users.replace("Lopez", "O'Brien").replace("Ana", "'Ana'")}\n`,
  );
  assert.equal(read?.record?.familyName, "O'Brien");
  assert.equal(read?.record?.givenName, "'Ana'");
});

test("Q016 says that a file holds a header and no rows", async () => {
  const read = await readPackage(aPackage({ "enrollments.csv": `${headers.enrollments}\r\n` }));
  assert.ok(codesOf(read.diagnostics).includes("file.rows.none"));
  assert.deepEqual(await readRows(read, "enrollments"), []);
});

test("Q017 refuses a file without a header instead of guessing one", async () => {
  const read = await readPackage(aPackage({ "users.csv": `${rows.users}\n${rows.users}\n` }));
  assert.ok(codesOf(read.diagnostics).includes("file.header.missing"));
});

test("Q018 names Microsoft's School Data Sync instead of listing missing columns", async () => {
  const read = await readPackage([
    aFile("orgs.csv", "sourcedId,name,type,parentSourcedId\n1,Oak,school,\n"),
    aFile(
      "users.csv",
      "sourcedId,username,givenName,familyName,password,activeDirectoryMatchId,email\n1,a,A,B,,,\n",
    ),
    aFile(
      "roles.csv",
      "userSourcedId,orgSourcedId,role,sessionSourcedId,grade,isPrimary\n1,1,student,,,TRUE\n",
    ),
    aFile("classes.csv", "sourcedId,orgSourcedId,title,sessionSourcedIds,courseSourcedId\n1,1,Math,,\n"),
    aFile("enrollments.csv", "classSourcedId,userSourcedId,role\n1,1,student\n"),
  ]);
  assert.equal(read.format, "unknown");
  assert.deepEqual(codesOf(read.diagnostics), ["package.format.unsupported"]);
  assert.equal(read.diagnostics[0]?.facts.format, "Microsoft School Data Sync 2");
});

test("Q018 names Clever's files", async () => {
  const names = ["students.csv", "sections.csv", "schools.csv", "teachers.csv", "enrollments.csv"];
  const read = await readPackage(
    names.map((name) => aFile(name, "School_id,Section_id,Student_id\n1,2,3\n")),
  );
  assert.equal(read.diagnostics[0]?.facts.format, "Clever");
});

for (const [type, start] of [
  ["xlsx", "PK\x03\x04\x14\x00[Content_Types].xml"],
  ["zip", "PK\x03\x04\x14\x00users.csv"],
  ["gzip", "\x1f\x8b\x08\x00"],
  ["html", "<!DOCTYPE html><html>"],
  ["pdf", "%PDF-1.7"],
] as const) {
  test(`says that users.csv is really ${type}`, async () => {
    const read = await readPackage(aPackage({ "users.csv": oneByte(start) }));
    const told = read.diagnostics.find(({ code }) => code === "file.type.other");
    assert.equal(told?.facts.type, type);
  });
}

test("says that users.csv is empty, and leaves an empty courses.csv out alone", async () => {
  const read = await readPackage(aPackage({ "users.csv": "", "courses.csv": "" }));
  assert.equal(read.diagnostics.find(({ code }) => code === "file.bytes.none")?.place.file, "users.csv");
  const left = read.diagnostics.find(({ code }) => code === "file.optional.unusable");
  assert.deepEqual(left?.facts, { table: "courses", because: "file.bytes.none" });
  assert.ok(!read.files.some(({ table }) => table === "courses"));
});

test("names the missing file and the ones it found", async () => {
  const entries = aPackage({ "classes.csv": undefined, "manifest.csv": aManifest("1.1", { users: "bulk" }) });
  const read = await readPackage(entries.filter(({ path }) => path !== "academicSessions.csv"));
  const missing = read.diagnostics.filter(({ code }) => code === "file.required.missing");
  assert.ok(missing.some(({ facts }) => facts.file === "classes.csv" && facts.found === "users.csv"));
});

test("says that a folder without any roster file holds none", async () => {
  const read = await readPackage([aFile("readme.txt", "hello"), aFile("photo.png", "x")]);
  assert.deepEqual(codesOf(read.diagnostics), ["package.files.none"]);
  assert.equal(read.format, "unknown");
});
