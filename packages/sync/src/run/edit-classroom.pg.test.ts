import assert from "node:assert/strict";
import { test } from "node:test";
import { setSetting } from "../directory/settings.ts";
import { archiveClassroom, createClassroom, editClassroom, restoreClassroom } from "./edit-classroom.ts";
import { addMembership, endMembership } from "./edit-membership.ts";
import { linkClassroom } from "./link-classroom.ts";
import {
  enrollment,
  type Roster,
  smallRoster,
  type TestDistrict,
  withCells,
  without,
  withTestDistrict,
} from "./test-district.ts";

async function idOf(
  district: TestDistrict,
  table: "school" | "classroom" | "person",
  name: string,
): Promise<number> {
  const column = { school: "name", classroom: "title", person: "given_name" }[table];
  const row = await district.one<{ id: number }>(
    `select ${table}_id as id from ${table} where district_id = $1 and ${column} = $2 order by 1 limit 1`,
    name,
  );
  return row?.id ?? 0;
}

async function membersOf(district: TestDistrict, classroomId: number): Promise<readonly string[]> {
  const row = await district.one<{ names: string[] | null }>(
    `select array_agg(p.given_name || ' ' || m.role || ' ' || m.origin order by p.given_name) as names
       from membership m join person p using (district_id, person_id)
      where m.district_id = $1 and m.classroom_id = $2 and m.status = 'active'`,
    classroomId,
  );
  return row?.names ?? [];
}

const moreArt: Roster = {
  ...smallRoster,
  classes: [...smallRoster.classes, { sourcedId: "C9", title: "Chess (SIS)", schoolSourcedId: "S1" }],
  enrollments: [...smallRoster.enrollments, enrollment("e9", "C9", "S1", "ben", "student")],
};

test("a classroom made by hand outlives every sync, and is the same one after it is handed over", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId, sourceId } = district;
    await district.sync(smallRoster);
    const schoolId = await idOf(district, "school", "Oak Elementary");
    const made = await createClassroom(world, {
      districtId,
      schoolId,
      operator: "kim",
      fields: { title: "Chess" },
    });
    const classroomId = made.classroomId ?? 0;
    const key = { districtId, classroomId, operator: "kim" };
    await addMembership(world, { ...key, personId: await idOf(district, "person", "Ana"), role: "student" });
    await addMembership(world, { ...key, personId: await idOf(district, "person", "Tom"), role: "teacher" });
    const linked = await linkClassroom(world, {
      ...{ districtId, sourceId, sourcedId: "C9", classroom: "Chess", operator: "kim" },
    });
    assert.deepEqual([linked.record.id, linked.isListed], [classroomId, false]);
    await district.sync(moreArt);
    const chess = await district.one<{ title: string; count: number }>(
      `select title, (select count(*) from classroom where district_id = $1) as count
         from classroom where district_id = $1 and classroom_id = $2`,
      classroomId,
    );
    assert.deepEqual(chess, { title: "Chess (SIS)", count: 4 });
    assert.deepEqual(await membersOf(district, classroomId), [
      "Ana student manual",
      "Ben student synced",
      "Tom teacher manual",
    ]);
  });
});

test("a classroom that a source feeds takes a co-teacher by hand, and no student", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const key = { districtId, classroomId: await idOf(district, "classroom", "Math"), operator: "kim" };
    const eva = await idOf(district, "person", "Eva");
    const added = await addMembership(world, { ...key, personId: eva, role: "co-teacher" });
    assert.equal(added.changes, 1);
    const cai = await addMembership(world, {
      ...{ ...key, personId: await idOf(district, "person", "Cai"), role: "student" },
    });
    assert.deepEqual([cai.changes, cai.refused[0]?.code], [0, "membership.classroom.synced"]);
    const mia = await addMembership(world, {
      ...{ ...key, personId: await idOf(district, "person", "Mia"), role: "teacher" },
    });
    assert.equal(mia.refused[0]?.code, "membership.role.missing");
    await district.sync({ ...smallRoster, enrollments: without(smallRoster.enrollments, "e3") });
    assert.deepEqual(await membersOf(district, key.classroomId), [
      "Ana student synced",
      "Eva co-teacher manual",
      "Tom teacher synced",
    ]);
    assert.equal((await endMembership(world, { ...key, personId: eva, role: "co-teacher" })).changes, 1);
  });
});

test("whom a source enrolls, only the source takes out of the classroom", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const key = { districtId, classroomId: await idOf(district, "classroom", "Math"), operator: "kim" };
    const refused = await endMembership(world, {
      ...{ ...key, personId: await idOf(district, "person", "Ana"), role: "student" },
    });
    assert.deepEqual([refused.changes, refused.refused[0]?.code], [0, "membership.source.lists-it"]);
    assert.equal((await membersOf(district, key.classroomId)).length, 3);
  });
});

test("a classroom archived by hand stays archived while its setting says so, and comes back with everybody", async () => {
  await withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    await district.sync(smallRoster);
    const classroomId = await idOf(district, "classroom", "Math");
    const request = { districtId, classroomId, operator: "kim" };
    const status = () =>
      district.one<{ status: string }>(
        "select status from classroom where district_id = $1 and classroom_id = $2",
        classroomId,
      );
    assert.equal((await archiveClassroom(world, request)).changes, 1);
    assert.equal((await archiveClassroom(world, request)).changes, 0);
    const renamed = { ...smallRoster, classes: withCells(smallRoster.classes, "C1", { title: "Maths" }) };
    await district.sync({ ...renamed, enrollments: without(smallRoster.enrollments, "e3") });
    assert.deepEqual(await status(), { status: "archived" });
    assert.equal((await membersOf(district, classroomId)).length, 3);
    await restoreClassroom(world, request);
    await district.sync({ ...renamed, enrollments: without(smallRoster.enrollments, "e3") });
    assert.deepEqual(await membersOf(district, classroomId), ["Ana student synced", "Tom teacher synced"]);
    await archiveClassroom(world, request);
    await setSetting(db, districtId, "classroom.unarchive", "on", "kim");
    await district.sync(renamed);
    assert.deepEqual(await status(), { status: "active" });
  });
});

test("a synced classroom that is renamed by hand is told to follow its source, and does", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    await district.sync(smallRoster);
    const classroomId = await idOf(district, "classroom", "Math");
    const edited = await editClassroom(world, {
      districtId,
      classroomId,
      operator: "kim",
      fields: { title: "Sums" },
    });
    assert.deepEqual([edited.changes, edited.isFollowing], [1, true]);
    await district.sync(smallRoster);
    assert.equal(await idOf(district, "classroom", "Math"), classroomId);
  });
});
