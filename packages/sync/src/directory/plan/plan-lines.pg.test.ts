import assert from "node:assert/strict";
import { test } from "node:test";
import { causeWords, knownCauses } from "@muster/rules/report/cause-words.ts";
import {
  enrollment,
  type Roster,
  smallRoster,
  staff,
  student,
  type TestDistrict,
  withCells,
  withTestDistrict,
} from "../../run/test-district.ts";
import { comparePlans } from "./compare-plans.ts";
import { makePlanLines } from "./make-plan-lines.ts";
import { readChoices } from "./plan-choices.ts";
import { type PlanGroup, readGroups } from "./plan-groups.ts";
import { countLines, type LineFilter, type LineScope, readLines } from "./plan-lines.ts";
import { readSamples } from "./read-samples.ts";
import { showPlan } from "./show-plan.ts";
import { makeLargePlan } from "./test-large-plan.ts";

async function newestPlan({ db, districtId, one, world }: TestDistrict): Promise<LineScope> {
  const row = await one<{ id: number }>("select max(plan_id) as id from plan where district_id = $1");
  const planId = row?.id ?? 0;
  await makePlanLines(db, districtId, planId, world.now());
  return { districtId, planId, schoolIds: null };
}

const groupsOf = ({ db, districtId }: TestDistrict, scope: LineScope): Promise<readonly PlanGroup[]> =>
  db.session(districtId, (session) => session.read(async (tx) => (await readGroups(tx, scope)).groups));

const count = ({ db, districtId }: TestDistrict, scope: LineScope, filter: LineFilter): Promise<number> =>
  db.session(districtId, (session) => session.read((tx) => countLines(tx, scope, filter)));

test("every way of dividing a plan adds up to the whole, and a page holds what its filter says", () =>
  withTestDistrict(async (district) => {
    const { db, districtId } = district;
    await makeLargePlan(db, districtId, 2000);
    const scope = await newestPlan(district);
    const shown = await db.session(districtId, (session) =>
      session.read((tx) => showPlan(tx, districtId, scope.planId, null)),
    );
    const groups = await groupsOf(district, scope);
    const ways: readonly (readonly LineFilter[])[] = [
      (["addition", "update", "removal"] as const).map((kind) => ({ kind })),
      shown.schools.map(({ schoolId }) => ({ schoolId })),
      groups.map(({ group }) => ({ group })),
      (["held", "go", "applied"] as const).map((standing) => ({ standing })),
    ];
    for (const way of ways) {
      const counts = await Promise.all(way.map((filter) => count(district, scope, filter)));
      assert.equal(
        counts.reduce((sum, n) => sum + n, 0),
        2000,
      );
    }
    for (const { slice, kind, schoolId, changes } of shown.slices.slice(0, 6))
      assert.equal(await count(district, scope, { kind, schoolId }), changes, `slice ${slice}`);
    for (const { group, changes } of groups) assert.equal(await count(district, scope, { group }), changes);
    assert.deepEqual(
      groups.map(({ cause, changes }) => [cause, changes]),
      [
        ["email-domain", 1000],
        ["absent", 400],
        ["grade-up", 360],
        ["listed", 200],
        ["values", 40],
      ],
    );
    const filter = { kind: "removal", text: "Cai" };
    const all = await count(district, scope, filter);
    const first = await db.session(districtId, (session) =>
      session.read((tx) => readLines(tx, scope, filter, { after: 0, limit: 10 })),
    );
    const rest = await db.session(districtId, (session) =>
      session.read((tx) => readLines(tx, scope, filter, { after: first.at(-1)?.ordinal ?? 0, limit: 500 })),
    );
    assert.equal(first.length + rest.length, all);
    assert.ok(
      all > 20 &&
        [...first, ...rest].every(
          ({ names, action }) => names.subject.startsWith("Cai ") && action === "archive",
        ),
    );
    const samples = await db.session(districtId, (session) =>
      session.read((tx) => readSamples(tx, scope, { group: 1, turn: 3, now: district.world.now() })),
    );
    assert.equal(
      new Set(samples.map(({ schoolId }) => schoolId)).size,
      5,
      "samples are of different schools",
    );
    const own = { ...scope, schoolIds: [shown.schools[0]?.schoolId ?? 0] };
    assert.equal(await count(district, own, {}), 100, "a school administrator sees their own");
    assert.equal(await count(district, own, { schoolId: shown.schools[1]?.schoolId }), 0);
  }));

const sixth = ["f1", "f2", "f3", "f4", "f5", "f6"];
const spring: Roster = {
  ...smallRoster,
  classes: [...smallRoster.classes, { sourcedId: "C4", title: "Math A", schoolSourcedId: "S1" }],
  users: [
    ...smallRoster.users,
    ...sixth.map((id) => student(id, "S1", id.toUpperCase(), "Fern", { email: `${id}@old.example.org` })),
    student("gil", "S2", "Gil", "Gorse", { grades: "12" }),
    staff("uma", "S1", "Uma", "Umber"),
  ],
  enrollments: [
    ...smallRoster.enrollments,
    ...sixth.map((id) => enrollment(`m-${id}`, "C4", "S1", id, "student")),
  ],
};
const autumn: Roster = {
  ...spring,
  orgs: withCells(spring.orgs, "S2", { name: "Elm Academy" }),
  classes: [
    ...spring.classes.filter(({ sourcedId }) => sourcedId !== "C4"),
    { sourcedId: "C5", title: "Math B", schoolSourcedId: "S1" },
  ],
  users: [
    ...spring.users
      .filter(({ sourcedId }) => sourcedId !== "gil")
      .map((row) => {
        if (row.sourcedId === "cai") return { ...row, grades: "05" };
        if (row.sourcedId === "ben") return { ...row, familyName: "BIRCH" };
        return row.familyName === "Fern" ? { ...row, email: `${row.sourcedId}@new.example.org` } : row;
      }),
  ],
  enrollments: [
    ...withCells(smallRoster.enrollments, "e1", { userSourcedId: "uma" }),
    ...sixth.map((id) => enrollment(`n-${id}`, "C5", "S1", id, "student")),
  ],
};

test("likes are found with likes, and each cause is recognised: grades, graduates, a school's name, sections, teachers, formatting", () =>
  withTestDistrict(async (district) => {
    await district.sync(spring);
    const first = await groupsOf(district, await newestPlan(district));
    assert.ok(first.every(({ cause }) => cause === "first"));
    district.pass();
    await district.sync({ ...autumn, users: withCells(autumn.users, "ben", { familyName: "Birch" }) }, false);
    const before = await newestPlan(district);
    await district.sync(autumn);
    const scope = await newestPlan(district);
    const groups = await groupsOf(district, scope);
    const found = new Map(groups.map((group) => [group.cause, causeWords(group).title]));
    assert.equal(found.get("grade-up"), "New school year: 1 student moves up one grade");
    assert.equal(found.get("graduates"), "1 student leaves grade 12, the last one");
    assert.equal(found.get("school-renamed"), "Elm Middle is called Elm Academy now");
    assert.equal(found.get("section"), "Moved: 6 students go from Math A to Math B");
    assert.equal(found.get("teacher-replaced"), "Teachers are replaced: 2 class memberships");
    assert.equal(found.get("email-domain"), "E-mail domain old.example.org → new.example.org: 6 people");
    assert.equal(found.get("format"), "Formatting alone, last name: 1 student");
    for (const { cause } of groups) assert.ok(knownCauses.includes(cause), `${cause} has words`);
    await findsOthersWay(district, scope, before);

    const { db, districtId, world } = district;
    const signIn = "update person set signed_in_at = $2 where district_id = $1 and given_name = 'F2'";
    await db.session(districtId, (session) =>
      session.write((tx) => tx.query(signIn, [districtId, district.pass()])),
    );
    await district.sync({
      ...autumn,
      enrollments: autumn.enrollments.filter(
        ({ sourcedId = "" }) => !["n-f1", "n-f2", "n-f3"].includes(sourcedId),
      ),
    });
    const winter = await newestPlan(district);
    const left = (await groupsOf(district, winter)).find(({ types }) => types.includes("membership"));
    const samples = await db.session(districtId, (session) =>
      session.read((tx) => readSamples(tx, winter, { group: left?.group ?? 0, turn: 0, now: world.now() })),
    );
    assert.deepEqual(
      samples.map(({ names, first }) => [names.subject, first]),
      [
        ["F2 Fern", "signed-in"],
        ["F1 Fern", "no-class-left"],
        ["F3 Fern", undefined],
      ],
    );
  }));

/** By grade, class, teacher; and by what the plan made just before did not have: that Ben is written in capitals. */
async function findsOthersWay(district: TestDistrict, scope: LineScope, before: LineScope): Promise<void> {
  const choices = await district.db.session(district.districtId, (session) =>
    session.read((tx) => readChoices(tx, scope)),
  );
  const idOf = (name: string): number =>
    [...choices.classes, ...choices.teachers].find((choice) => choice.name === name)?.id ?? 0;
  assert.deepEqual(
    choices.grades.map(({ grade, changes }) => [grade, changes]),
    [
      ["04", 13],
      ["05", 1],
      ["12", 1],
    ],
  );
  assert.equal(await count(district, scope, { grade: "05" }), 1);
  assert.equal(await count(district, scope, { classroomId: idOf("Math B") }), 7, "the class and its six");
  assert.equal(await count(district, scope, { teacherId: idOf("Uma Umber") }), 2, "she comes for Tom");
  const all = await count(district, scope, {});
  const parts = await district.db.session(district.districtId, (session) =>
    session.read((tx) => comparePlans(tx, scope, before.planId)),
  );
  assert.deepEqual(
    parts.filter(({ fresh }) => fresh > 0),
    [{ type: "student", kind: "update", fresh: 1, same: 7, gone: 0 }],
  );
  assert.equal(
    parts.reduce((sum, { same, fresh }) => sum + same + fresh, 0),
    all,
  );
  assert.equal(await count(district, scope, { otherPlanId: before.planId }), 1);
}
