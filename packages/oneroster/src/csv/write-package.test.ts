import assert from "node:assert/strict";
import { test } from "node:test";
import type { Class } from "../model/class.ts";
import type { Enrollment } from "../model/enrollment.ts";
import type { Org } from "../model/org.ts";
import { aFile, codesOf, headers } from "./package-builder.ts";
import { readPackage } from "./read-package.ts";
import { writeManifest, writeTable } from "./write-package.ts";

const org: Org = {
  sourcedId: "0012",
  status: "active",
  name: "Oak Grove",
  type: "school",
  identifier: "",
  parentSourcedId: "",
};
const enrollment: Enrollment = {
  sourcedId: "E-1",
  status: "active",
  classSourcedId: "C-1",
  schoolSourcedId: "0012",
  userSourcedId: "S-1",
  role: "student",
  primary: false,
  beginDate: "",
  endDate: "",
};

async function written(chunks: AsyncIterable<string>): Promise<string> {
  let text = "";
  for await (const chunk of chunks) text += chunk;
  return text;
}

test("writes the exact header, CRLF, blank status, and quotes only where they are needed", async () => {
  const text = await written(writeTable("orgs", "1.1", [org, { ...org, name: 'The "Old" Mill, North' }]));
  assert.equal(
    text,
    `${headers.orgs}\r\n0012,,,Oak Grove,school,,\r\n0012,,,"The ""Old"" Mill, North",school,,\r\n`,
  );
});

test("writes a header alone for a table without rows", async () => {
  assert.equal(await written(writeTable("users", "1.1", [])), `${headers.users}\r\n`);
});

test("never lets a line break into a cell, as the standard demands", async () => {
  const text = await written(writeTable("orgs", "1.1", [{ ...org, name: "Oak\r\nGrove\nHigh" }]));
  assert.ok(text.includes(",Oak Grove High,"));
});

test("fills status and date in a delta file", async () => {
  const rows = [enrollment, { ...enrollment, status: "tobedeleted" as const }];
  const options = { mode: "delta", dateLastModified: "2026-11-01T00:00:00.000Z" } as const;
  const lines = (await written(writeTable("enrollments", "1.1", rows, options))).split("\r\n");
  assert.ok(lines[1]?.startsWith("E-1,active,2026-11-01T00:00:00.000Z,C-1"));
  assert.ok(lines[2]?.startsWith("E-1,tobedeleted,"));
});

test("marks words that 1.2 does not have, and leaves them bare in 1.1", async () => {
  const aide = [{ ...enrollment, role: "aide" as const }];
  assert.ok((await written(writeTable("enrollments", "1.2", aide))).includes(",ext:aide,"));
  assert.ok((await written(writeTable("enrollments", "1.1", aide))).includes(",aide,"));
});

test("refuses a table that the version does not have, and an id list that cannot be written", async () => {
  await assert.rejects(written(writeTable("roles", "1.1", [])), /no table roles/);
  const cls: Class = {
    sourcedId: "C-1",
    status: "active",
    title: "",
    grades: [],
    courseSourcedId: "",
    classCode: "",
    classType: "scheduled",
    location: "",
    schoolSourcedId: "",
    termSourcedIds: [],
    subjects: ["Science, General"],
    subjectCodes: [],
    periods: [],
  };
  assert.ok((await written(writeTable("classes", "1.1", [cls]))).includes(",Science General,"));
  await assert.rejects(written(writeTable("classes", "1.1", [{ ...cls, termSourcedIds: ["a,b"] }])), /comma/);
});

test("hands a large table out in pieces", async () => {
  function* many() {
    for (let at = 0; at < 5000; at += 1) yield enrollment;
  }
  let pieces = 0;
  for await (const piece of writeTable("enrollments", "1.1", many())) {
    assert.ok(piece.length < 70_000);
    pieces += 1;
  }
  assert.ok(pieces > 2);
});

test("lists every file of the version in the manifest, and its own reader has nothing to say about it", async () => {
  const modes = { orgs: "bulk", users: "bulk" } as const;
  const old = writeManifest("1.1", modes);
  assert.equal(old.match(/^file\./gm)?.length, 13);
  assert.ok(old.startsWith("propertyName,value\r\nmanifest.version,1.0\r\noneroster.version,1.1\r\n"));
  assert.ok(old.includes("file.users,bulk\r\n") && old.includes("file.classes,absent\r\n"));
  const source = { systemName: "Muster", systemCode: "muster" };
  const recent = writeManifest("1.2", {}, source);
  assert.equal(recent.match(/^file\./gm)?.length, 21);
  const read = await readPackage([aFile("manifest.csv", recent)]);
  assert.deepEqual(codesOf(read.diagnostics), ["package.manifest.alone"]);
  assert.deepEqual(read.manifest, { version: "1.2", sourceSystem: "Muster" });
});
