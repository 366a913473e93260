import assert from "node:assert/strict";
import { test } from "node:test";
import { liveDay, newSis, rollOver } from "./day.ts";
import { createDistrict, type District } from "./district.ts";
import { type Cells, type ReadBack, townPlan, writeAndRead } from "./testing.ts";

const rank = (grade: string) => (grade === "KG" ? 0 : Number(grade));
const list = (text = "") => (text === "" ? [] : text.split(","));

function checkClasses(roster: ReadBack): void {
  const orgs = roster.byId("orgs.csv");
  const courses = roster.byId("courses.csv");
  const sessions = roster.byId("academicSessions.csv");
  for (const org of orgs.values()) if (org.type === "school") assert.ok(orgs.has(org.parentSourcedId ?? ""));
  for (const session of sessions.values())
    assert.ok(session.parentSourcedId === "" || sessions.has(session.parentSourcedId ?? ""));
  for (const cls of roster.rows("classes.csv")) {
    assert.equal(orgs.get(cls.schoolSourcedId ?? "")?.type, "school");
    assert.ok(courses.has(cls.courseSourcedId ?? ""));
    assert.ok(list(cls.termSourcedIds).length > 0);
    for (const term of list(cls.termSourcedIds)) assert.ok(sessions.has(term));
  }
}

function checkPeople(roster: ReadBack): void {
  const orgs = roster.byId("orgs.csv");
  const users = roster.byId("users.csv");
  assert.equal(users.size, roster.rows("users.csv").length, "a sourcedId occurs twice");
  for (const [id, user] of users) {
    assert.ok(list(user.orgSourcedIds).length > 0);
    for (const org of list(user.orgSourcedIds)) assert.ok(orgs.has(org));
    assert.notEqual(user.givenName, "");
    assert.notEqual(user.familyName, "");
    assert.notEqual(user.username, "");
    for (const agent of list(user.agentSourcedIds))
      assert.ok(list(users.get(agent)?.agentSourcedIds).includes(id), "a family link goes one way only");
    if (["parent", "guardian", "relative"].includes(user.role ?? ""))
      assert.ok(list(user.agentSourcedIds).length > 0, "a guardian without a child");
  }
}

function checkEnrollment(row: Cells, cls: Cells | undefined, user: Cells | undefined): void {
  assert.ok(cls !== undefined && user !== undefined, "an enrollment points to nothing");
  assert.equal(row.schoolSourcedId, cls.schoolSourcedId);
  assert.ok(list(user.orgSourcedIds).includes(cls.schoolSourcedId ?? ""), "a class of another school");
  assert.ok((row.beginDate ?? "") < (row.endDate ?? ""));
  const roles = row.role === "student" ? ["student"] : ["teacher", "aide"];
  assert.ok(roles.includes(user.role ?? ""));
  if (row.role !== "student") return;
  assert.ok(
    list(cls.grades)
      .map(rank)
      .includes(rank(user.grades ?? "")),
    "a class of another grade",
  );
}

function checkEnrollments(roster: ReadBack): void {
  const users = roster.byId("users.csv");
  const classes = roster.byId("classes.csv");
  const rows = roster.rows("enrollments.csv");
  const seen = new Set<string>();
  const teachers = new Map<string, number>();
  const studied = new Set<string>();
  for (const row of rows) {
    const { classSourcedId: cls = "", userSourcedId: user = "" } = row;
    checkEnrollment(row, classes.get(cls), users.get(user));
    seen.add(`${cls} ${user}`);
    if (row.primary === "true") teachers.set(cls, (teachers.get(cls) ?? 0) + 1);
    if (row.role === "student") studied.add(user);
  }
  assert.equal(seen.size, rows.length, "somebody is twice in one class");
  assert.equal(roster.byId("enrollments.csv").size, rows.length, "a sourcedId occurs twice");
  for (const id of classes.keys()) assert.equal(teachers.get(id), 1);
  for (const [id, user] of users)
    if (user.role === "student") assert.ok(studied.has(id), "a student in no class");
}

async function check(t: Parameters<typeof writeAndRead>[0], district: District): Promise<ReadBack> {
  const roster = await writeAndRead(t, district);
  checkClasses(roster);
  checkPeople(roster);
  checkEnrollments(roster);
  return roster;
}

const busyDay = {
  seed: 9,
  leavers: 40,
  joiners: 40,
  moves: 20,
  classChanges: 80,
  renames: 30,
  contactChanges: 30,
};

test("in a new district every reference leads somewhere and every child sits in a class of his own school", async (t) => {
  const roster = await check(t, createDistrict(townPlan));
  const students = roster.rows("users.csv").filter((user) => user.role === "student");
  assert.ok(
    students.some((student) => list(student.orgSourcedIds).length === 2),
    "nobody has two schools",
  );
  const classes = roster.rows("classes.csv");
  assert.ok(classes.some((cls) => cls.classType === "homeroom"));
  assert.ok(classes.some((cls) => list(cls.termSourcedIds).length === 2));
  assert.ok(roster.rows("enrollments.csv").some((row) => row.role === "teacher" && row.primary === "false"));
});

test("the references hold through a hundred ordinary changes, day after day", async (t) => {
  let district = createDistrict(townPlan);
  for (const seed of [1, 2, 3]) {
    const day = { ...busyDay, seed, newClasses: 6, closedClasses: 6, shareChanged: 0.02 };
    district = liveDay(district, day);
  }
  await check(t, district);
});

test("the references hold when a fifth of all records changes at once", async (t) => {
  await check(t, liveDay(createDistrict(townPlan), { seed: 4, shareChanged: 0.2 }));
});

test("the references hold over two summers and a new information system", async (t) => {
  const older = rollOver(rollOver(liveDay(createDistrict(townPlan), busyDay), 1), 2);
  await check(t, newSis(liveDay(older, busyDay), 3));
});

test("the references hold with UUIDs and in a district of one school", async (t) => {
  await check(t, createDistrict(townPlan, "uuid"));
  const one = {
    ...townPlan,
    schools: 1,
    students: 90,
    guardians: 100,
    staff: 8,
    classes: 80,
    enrollments: 600,
  };
  await check(
    t,
    liveDay(createDistrict(one), { seed: 1, joiners: 5, leavers: 5, moves: 3, closedClasses: 1 }),
  );
});
