import assert from "node:assert/strict";
import { test } from "node:test";
import { addMembership } from "./edit-membership.ts";
import { smallRoster, type TestDistrict, withCells, without, withTestDistrict } from "./test-district.ts";
import { undoRun } from "./undo-run.ts";

const operator = "olga";

/** Not the bytes of the first day, which a gate would hold as old. */
const theDayAfter = { ...smallRoster, classes: withCells(smallRoster.classes, "C2", { title: "Arts" }) };

test("archives a classroom again when its return is undone, although somebody was in it by hand before", () =>
  withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    await addByHand(district, "eva", "C1");
    await district.sync({ ...smallRoster, classes: without(smallRoster.classes, "C1") });
    assert.equal(await statusOf(district, "C1"), "archived");
    const back = await district.sync(theDayAfter);
    assert.equal(await statusOf(district, "C1"), "active");
    const undone = await undoRun(world, { districtId, runId: back.run, operator, applies: true });
    assert.deepEqual(undone.conflicts, []);
    assert.equal(await statusOf(district, "C1"), "archived");
  }));

test("keeps a classroom that came back when somebody was added to it by hand since", () =>
  withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    await district.sync({ ...smallRoster, classes: without(smallRoster.classes, "C1") });
    const back = await district.sync(theDayAfter);
    await addByHand(district, "eva", "C1");
    const undone = await undoRun(world, { districtId, runId: back.run, operator, applies: true });
    assert.deepEqual(
      undone.conflicts.map(({ type, field }) => [type, field]),
      [["classroom", "record"]],
    );
    assert.equal(await statusOf(district, "C1"), "active");
  }));

async function addByHand(district: TestDistrict, person: string, classroom: string): Promise<void> {
  const { world, districtId } = district;
  const classroomId = await idOf(district, "classroom", classroom);
  const personId = await idOf(district, "person", person);
  await addMembership(world, { districtId, classroomId, personId, role: "co-teacher", operator });
}

async function idOf(district: TestDistrict, type: string, sourcedId: string): Promise<number> {
  const row = await district.one<{ id: number }>(
    "select record_id as id from link where district_id = $1 and record_type = $2 and sourced_id = $3",
    type,
    sourcedId,
  );
  return row?.id ?? 0;
}

async function statusOf(district: TestDistrict, classroom: string): Promise<string | undefined> {
  const row = await district.one<{ status: string }>(
    `select c.status from link l join classroom c on c.district_id = $1 and c.classroom_id = l.record_id
      where l.district_id = $1 and l.record_type = 'classroom' and l.sourced_id = $2`,
    classroom,
  );
  return row?.status;
}
