import assert from "node:assert/strict";
import { test } from "node:test";
import { newSis, rollOver } from "./day.ts";
import { countDistrict, createDistrict } from "./district.ts";
import { type Cells, townPlan, writeAndRead } from "./testing.ts";

const rank = (grade = "") => (grade === "KG" ? 0 : Number(grade));
const isStudent = (user: Cells) => user.role === "student";

test("after the summer everybody is a grade higher, the twelfth is gone, kindergarten is new", async (t) => {
  const district = createDistrict(townPlan);
  const before = (await writeAndRead(t, district)).byId("users.csv");
  const after = (await writeAndRead(t, rollOver(district, 1))).byId("users.csv");
  for (const [id, user] of before) {
    if (!isStudent(user)) continue;
    const now = after.get(id);
    if (user.grades === "12") assert.equal(now, undefined);
    else assert.equal(rank(now?.grades), rank(user.grades) + 1);
  }
  const newcomers = [...after.values()].filter(
    (user) => isStudent(user) && !before.has(user.sourcedId ?? ""),
  );
  assert.ok(newcomers.length > 50 && newcomers.every((user) => user.grades === "KG"));
  assert.equal([...after.values()].filter(isStudent).length, townPlan.students);
});

test("after the summer every class, every enrollment and every session is new, as many as before", async (t) => {
  const district = createDistrict(townPlan);
  const next = rollOver(district, 1);
  const before = await writeAndRead(t, district);
  const after = await writeAndRead(t, next);
  for (const file of ["classes.csv", "enrollments.csv", "academicSessions.csv"]) {
    const old = new Set(before.byId(file).keys());
    assert.deepEqual(
      [...after.byId(file).keys()].filter((id) => old.has(id)),
      [],
    );
  }
  const { classes, enrollments, staff } = countDistrict(next);
  assert.deepEqual({ classes, enrollments, staff }, { classes: 380, enrollments: 9_600, staff: 100 });
  assert.ok(after.rows("academicSessions.csv").every((session) => session.schoolYear === "2028"));
  assert.equal((await writeAndRead(t, rollOver(district, 1))).fingerprint(), after.fingerprint());
});

test("a new information system knows the same people under other ids", async (t) => {
  const district = createDistrict(townPlan);
  const before = await writeAndRead(t, district);
  const after = await writeAndRead(t, newSis(district, 4));
  for (const file of ["orgs.csv", "users.csv", "classes.csv", "courses.csv", "enrollments.csv"]) {
    const old = new Set(before.byId(file).keys());
    const ids = [...after.byId(file).keys()];
    assert.equal(ids.length, old.size);
    assert.equal(ids.filter((id) => old.has(id)).length, 0);
  }
  const known = ({ givenName, familyName, identifier, email, sms, username }: Cells) =>
    [givenName, familyName, identifier, email, sms, username].join("|");
  assert.deepEqual(after.rows("users.csv").map(known), before.rows("users.csv").map(known));
  const twice = await writeAndRead(t, newSis(newSis(district, 4), 5));
  assert.notEqual(twice.text("users.csv"), before.text("users.csv"));
});
