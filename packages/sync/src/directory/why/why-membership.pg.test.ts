import assert from "node:assert/strict";
import { test } from "node:test";
import { approvePlan } from "../../run/approve-plan.ts";
import { archiveClassroom } from "../../run/edit-classroom.ts";
import { editPerson } from "../../run/edit-person.ts";
import { unlinkSchool } from "../../run/link-school.ts";
import {
  enrollment,
  type Roster,
  smallRoster,
  student,
  type TestDistrict,
  withCells,
  without,
  withTestDistrict,
} from "../../run/test-district.ts";
import { undoRun } from "../../run/undo-run.ts";
import { askPerson } from "./ask.ts";

async function dropped(district: TestDistrict, who: string, classroom: string) {
  const { membership } = await askPerson(district, who, { classroom });
  assert.equal(membership?.isThere, false);
  return membership?.dropped;
}

const noBenInMath: Roster = { ...smallRoster, enrollments: without(smallRoster.enrollments, "e3") };

test("Ana is in Math because a row lists her, which in the newest file stands on another line than it did", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    district.pass();
    const [first, ...rest] = smallRoster.enrollments;
    const more = enrollment("e0", "C2", "S1", "ben", "student");
    await district.sync({
      ...smallRoster,
      enrollments: [more, ...rest, ...(first === undefined ? [] : [first])],
    });
    const { membership } = await askPerson(district, "ana", { classroom: "Math" });
    assert.equal(membership?.isThere, true);
    const [line] = membership?.journal ?? [];
    assert.deepEqual(
      [line?.action, line?.reason, line?.file, line?.line, line?.appliedInRun, line?.operator],
      ["create", "listed", "enrollments.csv", 3, 1, "nightly"],
    );
    assert.deepEqual(line?.names, { subject: "Ana Alder", other: "Math", school: "Oak Elementary" });
    assert.deepEqual(
      membership?.rows.map((row) => [row.sourcedId, row.line, row.snapshotId, row.takenAt, row.isNewest]),
      [["e2", 3, 2, "2026-09-02T03:00:00Z", true]],
    );
    const tom = await askPerson(district, "tom", { classroom: "C1" });
    assert.deepEqual(
      tom.membership?.rows.map((row) => [row.sourcedId, row.line]),
      [["e1", 8]],
    );
  });
});

test("Ben is not in Math because the newest file does not list him, and was last in the file of the day before", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    district.pass();
    await district.sync(noBenInMath);
    const why = await dropped(district, "ben", "Math");
    assert.equal(why?.step, "not-listed");
    if (why?.step !== "not-listed") return;
    assert.deepEqual(
      [why.lastSeenAt, why.line?.action, why.line?.appliedInRun],
      ["2026-09-01T03:00:00Z", "archive", 2],
    );
    const never = await dropped(district, "cai", "Math");
    assert.deepEqual(never, { step: "not-listed" });
  });
});

test("Dee is not in Math because her row was left out for an error, which is named with its line", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    await district.sync({
      ...smallRoster,
      users: [...smallRoster.users, student("dee", "S1", "Dee", "Dahl")],
      enrollments: [...smallRoster.enrollments, enrollment("e7", "C1", "S1", "dee", "wizard")],
    });
    const { membership } = await askPerson(district, "dee", { classroom: "Math" });
    const why = membership?.dropped;
    assert.equal(why?.step, "row-left-out");
    if (why?.step !== "row-left-out") return;
    assert.deepEqual(
      why.findings.map((one) => [one.code, one.file, one.line]),
      [["enrollment.role.unknown", "enrollments.csv", 8]],
    );
    assert.deepEqual(
      membership?.rows.map((row) => [row.line, row.isRead]),
      [[8, false]],
    );
  });
});

test("Ben stays in Math although his row points to a class that is not there, and the row is named", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    await district.sync({
      ...smallRoster,
      enrollments: withCells(smallRoster.enrollments, "e3", { classSourcedId: "C99" }),
    });
    const { membership } = await askPerson(district, "ben", { classroom: "Math" });
    assert.equal(membership?.isThere, true);
    assert.deepEqual(
      membership?.errors.map((one) => [one.code, one.line]),
      [["enrollment.class.missing", 4]],
    );
    assert.deepEqual(
      membership?.rows.map((row) => [row.line, row.isNewest, row.snapshotId]),
      [[4, false, 1]],
    );
  });
});

test("Ben is not in Math because his enrollment ended by its date, or because a person archived Math", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    await district.sync({
      ...smallRoster,
      enrollments: withCells(smallRoster.enrollments, "e3", { endDate: "2026-08-30" }),
    });
    assert.deepEqual(await dropped(district, "ben", "Math"), { step: "ended-by-date", endsOn: "2026-08-30" });
    await district.sync({
      ...smallRoster,
      enrollments: withCells(smallRoster.enrollments, "e3", { endDate: "2027-06-10" }),
    });
    assert.equal((await askPerson(district, "ben", { classroom: "Math" })).membership?.isThere, true);
    const math = await district.one<{ classroom_id: number }>(
      "select classroom_id from classroom where district_id = $1 and title = 'Math'",
    );
    await archiveClassroom(world, { districtId, classroomId: math?.classroom_id ?? 0, operator: "kim" });
    const why = await dropped(district, "ben", "Math");
    assert.equal(why?.step, "classroom-archived");
    if (why?.step === "classroom-archived")
      assert.deepEqual([why.by, why.line?.operator, why.line?.reason], ["person", "kim", "edit"]);
  });
});

test("Cai is not in Music because his school is no longer linked", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId, sourceId } = district;
    await district.sync(smallRoster);
    await unlinkSchool(world, { districtId, sourceId, sourcedId: "S2", operator: "kim" });
    await district.sync(smallRoster);
    const why = await dropped(district, "cai", "Music");
    assert.equal(why?.step, "school-not-linked");
  });
});

test("Ben is not in Math because he left the school, and Tom is no student of it", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    await district.sync({
      ...smallRoster,
      users: without(smallRoster.users, "ben"),
      enrollments: without(smallRoster.enrollments, "e3"),
    });
    const ben = await dropped(district, "ben", "Math");
    assert.equal(ben?.step, "person-archived");
    if (ben?.step === "person-archived")
      assert.deepEqual([ben.role, ben.by, ben.line?.reason], ["student", "sync", "absent"]);
    await district.sync({
      ...smallRoster,
      enrollments: [...smallRoster.enrollments, enrollment("e8", "C2", "S1", "tom", "student")],
    });
    assert.deepEqual(await dropped(district, "tom", "Art"), {
      step: "other-role",
      needed: "student",
      holds: ["staff"],
    });
  });
});

test("Ben is not in Math because a person undid the run that brought him", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(noBenInMath);
    const { run } = await district.sync(smallRoster);
    await undoRun(world, { districtId, runId: run, operator: "kim", applies: true });
    const why = await dropped(district, "ben", "Math");
    assert.equal(why?.step, "ended-by-hand");
    if (why?.step === "ended-by-hand")
      assert.deepEqual([why.line.reason, why.line.operator], ["undo", "kim"]);
  });
});

test("somebody whom a plan would bring waits for that plan, and its hash is told", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(noBenInMath);
    const planned = await district.sync(smallRoster, false);
    const why = await dropped(district, "ben", "Math");
    assert.equal(why?.step, "waits");
    if (why?.step === "waits") assert.equal(why.line.planHash, planned.plan?.hash);
  });
});

/** Oak's students get a second class at once: a whole column of additions that a gate holds. */
const crowd = Array.from({ length: 60 }, (_one, index) => `s${index}`);
const crowded: Roster = {
  ...smallRoster,
  users: [...smallRoster.users, ...crowd.map((id) => student(id, "S1", id, "Sorrel"))],
  enrollments: [
    ...smallRoster.enrollments,
    ...crowd.map((id) => enrollment(`c-${id}`, "C1", "S1", id, "student")),
  ],
};

test("somebody whom a gate holds waits for an approval, and after it the journal says who gave it and why", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(crowded);
    const late = crowd.map((id) => enrollment(`d-${id}`, "C2", "S1", id, "student"));
    const held = await district.sync({ ...crowded, enrollments: [...crowded.enrollments, ...late] });
    const why = await dropped(district, "s7", "Art");
    assert.equal(why?.step, "held");
    if (why?.step !== "held") return;
    assert.deepEqual([why.line.planHash, why.line.gates], [held.plan?.hash, ["gate.additions.many"]]);
    await approvePlan(world, {
      districtId,
      hash: held.plan?.hash ?? "",
      operator: "lee",
      approve: true,
      reason: "new course",
    });
    const { membership } = await askPerson(district, "s7", { classroom: "Art" });
    assert.equal(membership?.isThere, true);
    const [line] = membership?.journal ?? [];
    assert.deepEqual([line?.approvedBy, line?.approvedFor], ["lee", "new course"]);
  });
});

test("somebody whom a stale plan would have let in is not told to approve that plan", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(noBenInMath);
    await district.sync(smallRoster, false);
    const personId = (await askPerson(district, "ana")).subject.id;
    await editPerson(world, { districtId, personId, operator: "kim", fields: { mobile: "555-0100" } });
    const why = await dropped(district, "ben", "Math");
    assert.equal(why?.step, "planned-stale");
  });
});

test("Ben is not in Math because his row says that it is deleted", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const enrollments = withCells(smallRoster.enrollments, "e3", { status: "tobedeleted" });
    await district.sync({ ...smallRoster, enrollments });
    const { membership } = await askPerson(district, "ben", { classroom: "Math" });
    assert.equal(membership?.dropped?.step, "row-deleted");
    assert.deepEqual(
      membership?.rows.map((row) => [row.line, row.isDeleted]),
      [[4, true]],
    );
  });
});
