import assert from "node:assert/strict";
import { join } from "node:path";
import { test } from "node:test";
import { practiceWeek, writePracticeDay } from "./practice.ts";
import { type Cells, type ReadBack, readBack, scratchFolder } from "./testing.ts";

const middleSchool = "0007";

async function writeWeek(folder: string): Promise<{ monday: ReadBack; tuesday: ReadBack }> {
  await writePracticeDay(join(folder, "monday"), "monday");
  await writePracticeDay(join(folder, "tuesday"), "tuesday");
  return { monday: await readBack(join(folder, "monday")), tuesday: await readBack(join(folder, "tuesday")) };
}

function studentsOf(roster: ReadBack): Cells[] {
  return roster.rows("users.csv").filter((user) => user.role === "student");
}

test("on Tuesday the middle school lost three students in ten and the other schools hardly anybody", async (t) => {
  const { monday, tuesday } = await writeWeek(await scratchFolder(t));
  const present = tuesday.byId("users.csv");
  const before = studentsOf(monday);
  const gone = before.filter((student) => !present.has(student.sourcedId ?? ""));
  const inMiddle = (student: Cells) => student.orgSourcedIds === middleSchool;
  const share = gone.filter(inMiddle).length / before.filter(inMiddle).length;
  assert.ok(share >= 0.25 && share <= 0.35, `${share} of the middle school`);
  assert.ok(gone.filter((student) => !inMiddle(student)).length <= 2);
  assert.ok(gone.length / before.length < 0.1, "the loss stands out in the whole district");
});

test("on Tuesday no record type loses a tenth of its records but in the middle school", async (t) => {
  const { monday, tuesday } = await writeWeek(await scratchFolder(t));
  for (const file of ["users.csv", "enrollments.csv"]) {
    const before = monday.rows(file);
    const present = tuesday.byId(file);
    const school = (row: Cells) => row.schoolSourcedId ?? row.orgSourcedIds ?? "";
    const elsewhere = before.filter((row) => school(row) !== middleSchool);
    const gone = elsewhere.filter((row) => !present.has(row.sourcedId ?? ""));
    assert.ok(gone.length < elsewhere.length / 10);
    assert.ok(before.filter((row) => !present.has(row.sourcedId ?? "")).length < before.length / 10);
  }
});

test("on Tuesday one enrollment that was there on Monday points to a class that is not there", async (t) => {
  const { monday, tuesday } = await writeWeek(await scratchFolder(t));
  const classes = tuesday.byId("classes.csv");
  const lost = tuesday.rows("enrollments.csv").filter((row) => !classes.has(row.classSourcedId ?? ""));
  assert.deepEqual(
    lost.map((row) => row.classSourcedId),
    [practiceWeek.unknownClass],
  );
  const was = monday.byId("enrollments.csv").get(lost[0]?.sourcedId ?? "");
  assert.ok(monday.byId("classes.csv").has(was?.classSourcedId ?? ""));
  assert.ok(tuesday.byId("users.csv").has(lost[0]?.userSourcedId ?? ""));
});

test("besides its troubles Tuesday brings joiners, renames, new contacts and changed classes", async (t) => {
  const { monday, tuesday } = await writeWeek(await scratchFolder(t));
  const before = monday.byId("users.csv");
  const after = tuesday.byId("users.csv");
  assert.equal(studentsOf(tuesday).filter((student) => !before.has(student.sourcedId ?? "")).length, 3);
  const changed = (column: string) =>
    [...before].filter(([id, user]) => (after.get(id)?.[column] ?? user[column]) !== user[column]).length;
  assert.ok(changed("familyName") + changed("givenName") > 0);
  assert.ok(changed("email") + changed("sms") > 3);
  const old = monday.byId("enrollments.csv");
  assert.ok(tuesday.rows("enrollments.csv").filter((row) => !old.has(row.sourcedId ?? "")).length > 9);
});
