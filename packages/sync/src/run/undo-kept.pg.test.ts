import assert from "node:assert/strict";
import { test } from "node:test";
import { editPerson } from "./edit-person.ts";
import { smallRoster, student, type TestDistrict, withTestDistrict } from "./test-district.ts";
import { undoRun } from "./undo-run.ts";

const operator = "olga";
const withLeona = {
  ...smallRoster,
  users: [...smallRoster.users, student("leo", "S1", "Leona", "Lind")],
};

test("keeps Leona, whom the run brought and somebody edited since, and names her", () =>
  withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const second = await district.sync(withLeona);
    const personId = await idOf(district, "Leona");
    await editPerson(world, { districtId, personId, operator, fields: { homePhone: "555-0101" } });
    const undone = await undoRun(world, { districtId, runId: second.run, operator, applies: true });
    assert.deepEqual(undone.conflicts, [
      { type: "student", recordId: personId, field: "homePhone", because: "changed", name: "Leona Lind" },
    ]);
    assert.equal(await statusOf(district, personId), "active");
  }));

test("keeps Tom, whose address was edited after the first load, and his school for his sake", () =>
  withTestDistrict(async (district) => {
    const { world, districtId } = district;
    const first = await district.sync(smallRoster);
    const personId = await idOf(district, "Tom");
    await editPerson(world, { districtId, personId, operator, fields: { email: "tom@new.example.org" } });
    const undone = await undoRun(world, { districtId, runId: first.run, operator, applies: true });
    assert.deepEqual(
      undone.conflicts.map(({ type, name, field, because }) => [type, name, field, because]),
      [
        ["staff", "Tom Thorn", "email", "changed"],
        ["school", "Oak Elementary", "record", "needed"],
      ],
    );
    assert.equal(await statusOf(district, personId), "active");
  }));

async function idOf(district: TestDistrict, givenName: string): Promise<number> {
  const row = await district.one<{ id: number }>(
    "select person_id as id from person where district_id = $1 and given_name = $2",
    givenName,
  );
  return row?.id ?? 0;
}

async function statusOf(district: TestDistrict, personId: number): Promise<string | undefined> {
  const row = await district.one<{ status: string }>(
    "select status from role_record where district_id = $1 and person_id = $2",
    personId,
  );
  return row?.status;
}
