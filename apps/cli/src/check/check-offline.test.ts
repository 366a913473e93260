import assert from "node:assert/strict";
import { test } from "node:test";
import type { PackageEntry } from "@muster/oneroster/csv/package-entry.ts";
import { defaultProfile } from "@muster/oneroster/csv/read-profile.ts";
import { checkOffline, type OfflineReport } from "./check-offline.ts";

const orgs =
  "sourcedId,status,dateLastModified,name,type,identifier,parentSourcedId\nO1,,,Oak Elementary,school,001,\n";
const classes =
  "sourcedId,status,dateLastModified,title,grades,courseSourcedId,classCode,classType,location,schoolSourcedId,termSourcedIds,subjects,subjectCodes,periods\nC1,,,4B Math,04,,4B,homeroom,,O1,,,,\n";
const userColumns =
  "sourcedId,status,dateLastModified,enabledUser,orgSourcedIds,role,username,userIds,givenName,familyName,middleName,identifier,email,sms,phone,agentSourcedIds,grades,password\n";
const ana = "S1,,,true,O1,student,ana,,Ana,Diaz,,,,,,G1,04,\n";
const ruth = "G1,,,true,O1,guardian,ruth,,Ruth,Diaz,,,ruth@example.org,,,S1,,\n";
const enrollmentColumns =
  "sourcedId,status,dateLastModified,classSourcedId,schoolSourcedId,userSourcedId,role,primary,beginDate,endDate\n";

function entry(path: string, text: string): PackageEntry {
  const bytes = new TextEncoder().encode(text);
  return {
    path,
    size: bytes.length,
    async *open() {
      yield bytes;
    },
  };
}

function check(files: Readonly<Record<string, string>>): Promise<OfflineReport> {
  const entries = Object.entries(files).map(([path, text]) => entry(path, text));
  return checkOffline(entries, {
    profile: defaultProfile,
    findingIn: () => undefined,
    onBytes: () => undefined,
  });
}

const sound = {
  "orgs.csv": orgs,
  "classes.csv": classes,
  "users.csv": userColumns + ana + ruth,
  "enrollments.csv": `${enrollmentColumns}E1,,,C1,O1,S1,student,,,\n`,
};

function codes(report: OfflineReport): readonly string[] {
  return report.findings
    .filter(({ severity }) => severity === "error")
    .map(({ code, count }) => `${code} ${count}`);
}

test("finds nothing wrong with Ana, who stands before her mother in users.csv", async () => {
  const report = await check(sound);
  assert.equal(report.format, "oneroster-1.1");
  assert.equal(report.isRejected, false);
  assert.deepEqual(codes(report), []);
  assert.deepEqual(
    report.files.map(({ table, rows, leftOut }) => [table, rows, leftOut]),
    [
      ["orgs", 1, 0],
      ["classes", 1, 0],
      ["users", 2, 0],
      ["enrollments", 1, 0],
    ],
  );
  assert.equal(
    report.findings.some(({ code }) => code === "user.agent.missing"),
    false,
  );
});

test("says that Ana's mother is nowhere in the files", async () => {
  const report = await check({ ...sound, "users.csv": userColumns + ana });
  const missing = report.findings.find(({ code }) => code === "user.agent.missing");
  assert.equal(missing?.count, 1);
  assert.equal(missing?.first.line, 2);
});

test("leaves out enrollments of a class or a student who is not in the files, and says where", async () => {
  const rows =
    "E1,,,C1,O1,S1,student,,,\nE2,,,C9,O1,S1,student,,,\nE3,,,C1,O1,S9,student,,,\nE4,,,C9,O1,S9,student,,,\n";
  const report = await check({ ...sound, "enrollments.csv": enrollmentColumns + rows });
  assert.deepEqual(codes(report), ["enrollment.class.missing 2", "enrollment.user.missing 2"]);
  assert.deepEqual(report.findings[0]?.first.line, 3);
  assert.equal(report.files.at(-1)?.leftOut, 3);
});

test("leaves out both rows that claim to be Ana, and takes a row that was merely repeated", async () => {
  const other = ana.replace("Ana,", "Anna,");
  const report = await check({ ...sound, "users.csv": userColumns + ana + other + ruth + ruth });
  assert.deepEqual(codes(report), ["row.id.duplicate 2", "enrollment.user.left-out 1"]);
  const repeated = report.findings.find(({ code }) => code === "row.id.repeated");
  assert.deepEqual([repeated?.count, repeated?.first.line, repeated?.first.facts.otherLine], [1, 5, 4]);
  assert.equal(report.files.find(({ table }) => table === "users")?.leftOut, 2);
});

test("believes every school where no orgs.csv came, and every term where no academicSessions.csv did", async () => {
  const { "orgs.csv": _, ...rest } = sound;
  const report = await check({ ...rest, "classes.csv": classes.replace(",O1,,", ",O1,T1,") });
  const codesThere = report.findings.map(({ code }) => code);
  assert.ok(report.files.length === 3);
  for (const code of ["user.org.missing", "class.school.missing", "class.term.missing"] as const)
    assert.equal(codesThere.includes(code), false);
});

test("refuses a folder without a roster, and goes on where one file ends in the middle of a quote", async () => {
  assert.equal((await check({ "notes.txt": "hello" })).isRejected, true);
  const report = await check({ ...sound, "users.csv": `${userColumns}${ana}"G1,,,true` });
  assert.equal(report.isRejected, true);
  assert.deepEqual(report.findings[0]?.code, "file.quote.unclosed");
  assert.equal(report.files.at(-1)?.table, "enrollments");
});

const district = "D1,,,Oak Grove Unified,district,,\n";

test("says of Ana's class whether it is not listed, marked as deleted or left out", async () => {
  const more = "C2,tobedeleted,,4C,04,,,homeroom,,O1,,,,\nC3,,,4D,04,,,homeroom,,O9,,,,\n";
  const rows = ["C2", "C3", "C9"].map((cls, n) => `E${n + 2},,,${cls},O1,S1,student,,,\n`).join("");
  const report = await check({
    ...sound,
    "classes.csv": classes + more,
    "enrollments.csv": enrollmentColumns + rows,
  });
  assert.deepEqual([...codes(report)].sort(), [
    "class.school.missing 1",
    "enrollment.class.deleted 1",
    "enrollment.class.left-out 1",
    "enrollment.class.missing 1",
  ]);
  assert.deepEqual(
    report.files.map(({ leftOut }) => leftOut),
    [0, 1, 0, 3],
  );
});

test("names the other row of two that share an ID, for the first as for the second", async () => {
  const other = ana.replace("Ana,", "Anna,");
  const report = await check({ ...sound, "users.csv": userColumns + ana + ruth + other });
  const duplicate = report.findings.find(({ code }) => code === "row.id.duplicate");
  assert.deepEqual([duplicate?.first.line, duplicate?.first.facts.otherLine], [2, 4]);
});

test("counts what a sync would not take in: a class of the district, a student of no school, a pupil as teacher", async () => {
  const ben = ana.replace("S1", "S2").replace("true,O1", "true,O9");
  const report = await check({
    ...sound,
    "orgs.csv": orgs + district,
    "classes.csv": `${classes}C2,,,Board,04,,,scheduled,,D1,,,,\n`,
    "users.csv": userColumns + ana + ben + ruth,
    "enrollments.csv": `${enrollmentColumns}E1,,,C1,O1,S1,student,,,\nE2,,,C1,O1,S1,teacher,,,\nE3,,,C1,O1,S2,student,,,\n`,
  });
  for (const code of ["class.school.none", "user.school.none", "enrollment.role.not-held"] as const)
    assert.equal(report.findings.find((group) => group.code === code)?.count, 1, code);
  assert.deepEqual(
    report.files.map(({ table, unplaced }) => [table, unplaced]),
    [
      ["orgs", 0],
      ["classes", 1],
      ["users", 1],
      ["enrollments", 2],
    ],
  );
});

test("does not promise to take files in whose orgs.csv lists no school", async () => {
  const report = await check({ ...sound, "orgs.csv": orgs.replace("school,001", "district,001") });
  assert.equal(report.findings[0]?.code, "school.files.none");
  assert.equal(report.isRejected, true);
});
