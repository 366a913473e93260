import assert from "node:assert/strict";
import { test } from "node:test";
import { why } from "../directory/why.ts";
import { Fault } from "../fault.ts";
import { adoptClasses } from "./adopt-classes.ts";
import { endMembership } from "./edit-membership.ts";
import { linkClassroom } from "./link-classroom.ts";
import { enrollment, smallRoster, type TestDistrict, withCells, withTestDistrict } from "./test-district.ts";
import { undoRun } from "./undo-run.ts";
import { unlinkClassroom } from "./unlink-classroom.ts";

const isFault = (code: string) => (error: unknown) => error instanceof Fault && error.code === code;

/** The next day: Math is called otherwise, Ben has left it, and Cai has come to it. */
const nextDay = {
  ...smallRoster,
  classes: withCells(smallRoster.classes, "C1", { title: "Maths" }),
  enrollments: [
    ...smallRoster.enrollments.filter(({ sourcedId }) => sourcedId !== "e3"),
    enrollment("e9", "C1", "S1", "cai", "student"),
  ],
};

function request(district: TestDistrict, sourcedId = "C1") {
  const { districtId, sourceId } = district;
  return { districtId, sourceId, sourcedId, operator: "kim" };
}

/** Every class with who is in it: `Math: Ana synced, Tom synced`. */
async function rooms(district: TestDistrict): Promise<readonly string[]> {
  const row = await district.one<{ rooms: string[] }>(
    `select array_agg(c.title || ': ' || coalesce((
              select string_agg(p.given_name || ' ' || m.origin, ', ' order by p.given_name)
                from membership m join person p using (district_id, person_id)
               where m.district_id = $1 and m.classroom_id = c.classroom_id and m.status = 'active'), 'nobody')
            order by c.title, c.classroom_id) as rooms
       from classroom c where c.district_id = $1 and c.status = 'active'`,
  );
  return row?.rooms ?? [];
}

const others = ["Art: Ana synced", "Music: Cai synced, Eva synced"];

test("a class whose link somebody took away keeps everybody through every sync, and its class at the source stays out until it is taken in again", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const whole = await rooms(district);
    const gone = await unlinkClassroom(world, { ...request(district), people: "stay" });
    assert.deepEqual([gone.record.name, gone.changes, gone.left], ["Math", 1, 0]);
    assert.deepEqual(await rooms(district), whole);
    await assert.rejects(
      unlinkClassroom(world, { ...request(district), people: "stay" }),
      isFault("link.sourced-id.unknown"),
    );

    // Everything is weighed again: by the same files, and by files in which nothing of the class is as it was.
    await district.sync(smallRoster);
    assert.deepEqual(await rooms(district), whole);
    const next = await district.sync(nextDay);
    assert.equal(next.applied, 0);
    assert.deepEqual(await rooms(district), whole);
    const told = await why(world, { districtId, who: "C1" });
    assert.equal(told.kind === "unknown" ? told.absent[0]?.dropped.step : told.kind, "class-left-out");
    const cai = await why(world, { districtId, who: "Cai", classroom: "Math" });
    assert.ok(cai.kind === "person");
    assert.deepEqual([cai.membership?.dropped?.step, cai.membership?.unfed?.type], ["class-not-fed", "link"]);

    const ben = await district.one<{ classroomId: number; personId: number; role: "student" }>(
      `select m.classroom_id as "classroomId", m.person_id as "personId", m.role
         from membership m join person p using (district_id, person_id)
        where m.district_id = $1 and p.given_name = 'Ben' and m.status = 'active'`,
    );
    assert.ok(ben);
    await endMembership(world, { ...ben, districtId, operator: "kim" });

    await adoptClasses(world, { ...request(district), sourcedIds: ["C1"] });
    await district.sync(nextDay);
    assert.deepEqual(await rooms(district), [
      ...["Art: Ana synced", "Math: Ana synced, Tom synced"],
      // A class at Oak, which Cai of Elm may visit.
      "Maths: Ana synced, Cai synced, Tom synced",
      "Music: Cai synced, Eva synced",
    ]);
  });
});

test("whom a class brought that was linked by mistake leaves with the link if somebody says so, undo brings both back, and of two links the other goes on", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const whole = await rooms(district);
    const gone = await unlinkClassroom(world, { ...request(district), people: "leave" });
    assert.deepEqual([gone.changes, gone.left], [4, 3]);
    assert.deepEqual(await rooms(district), ["Art: Ana synced", "Math: nobody", ...others.slice(1)]);
    await district.sync(smallRoster);
    assert.deepEqual(await rooms(district), ["Art: Ana synced", "Math: nobody", ...others.slice(1)]);

    // Taken back, done again, and taken back again.
    let run = gone.run;
    for (const kept of [whole, ["Art: Ana synced", "Math: nobody", ...others.slice(1)], whole]) {
      const undone = await undoRun(world, { districtId, runId: run, operator: "kim", applies: true });
      assert.deepEqual([undone.outcome, undone.applied, undone.conflicts], ["applied", 4, []]);
      assert.deepEqual(await rooms(district), kept);
      run = undone.run;
    }
    await district.sync(nextDay);
    assert.deepEqual(await rooms(district), [
      ...["Art: Ana synced", "Maths: Ana synced, Cai synced, Tom synced", "Music: Cai synced, Eva synced"],
    ]);

    // Of Math and Art one is made: Ana is in both lists, Ben in one.
    const art = await unlinkClassroom(world, { ...request(district, "C2"), people: "leave" });
    await linkClassroom(world, { ...request(district, "C2"), classroom: "Maths" });
    const late = await undoRun(world, { districtId, runId: art.run, operator: "kim", applies: true });
    assert.deepEqual(
      late.conflicts.map(({ type, name, because }) => [type, name, because]),
      [["link", "Maths", "changed"]],
      "a link that was made since stays",
    );
    const one = await unlinkClassroom(world, { ...request(district), people: "leave" });
    assert.deepEqual([one.brought, one.left], [2, 2], "Ana is listed by the other class still");
    await district.sync(nextDay);
    assert.ok((await rooms(district)).includes("Art: Ana synced"), "the class follows the other alone");
  });
});
