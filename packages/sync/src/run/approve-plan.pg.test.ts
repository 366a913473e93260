import assert from "node:assert/strict";
import { test } from "node:test";
import { listRuns } from "../directory/runs.ts";
import { Fault } from "../fault.ts";
import { approvePlan } from "./approve-plan.ts";
import {
  type Roster,
  smallRoster,
  student,
  type TestDistrict,
  withCells,
  withTestDistrict,
} from "./test-district.ts";

const left = ["s1", "s2", "s3", "s4", "s5", "s6"];
const monday: Roster = {
  ...smallRoster,
  users: [
    ...smallRoster.users,
    ...[...left, "s7", "s8", "s9", "s10"].map((id) => student(id, "S1", id.toUpperCase(), "Sorrel")),
  ],
};
/** Six of Oak's twelve students are gone, which waits; Tom has another address, which does not. */
const tuesday: Roster = {
  ...monday,
  users: withCells(
    monday.users.filter((row) => !left.includes(row.sourcedId ?? "")),
    "tom",
    { email: "thorn@school.example.org" },
  ),
};

function approve({ world, districtId }: TestDistrict, hash: string, reason?: string) {
  const operator = "olga";
  return approvePlan(world, { districtId, hash, operator, approve: reason !== undefined, reason });
}

const refusedBy = (code: string) => (error: unknown) => error instanceof Fault && error.code === code;

async function heldTuesday(district: TestDistrict): Promise<string> {
  await district.sync(monday);
  district.pass();
  const held = await district.sync(tuesday);
  assert.equal(held.outcome, "partly_applied");
  return held.plan?.hash ?? "";
}

test("an approval tells what it did, not what was done of the same plan before", () =>
  withTestDistrict(async (district) => {
    const approved = await approve(district, await heldTuesday(district), "the wing has closed");
    assert.equal(approved.applied, 6);
    assert.deepEqual(approved.done?.student, { create: 0, update: 0, archive: 6, restore: 0, keep: 7 });
    assert.deepEqual(approved.done?.staff, { create: 0, update: 0, archive: 0, restore: 0, keep: 2 });
    assert.equal(approved.plan?.counts.staff.update, 1, "the plan stays what it was");
  }));

test("refuses what is held without an approval, and makes no run of the refusal", () =>
  withTestDistrict(async (district) => {
    const hash = await heldTuesday(district);
    await assert.rejects(approve(district, hash), refusedBy("plan.approval.needed"));
    await assert.rejects(approve(district, hash, " "), refusedBy("plan.reason.needed"));
    assert.equal((await listRuns(district.db, district.districtId)).length, 2);
  }));

test("says of a plan that a newer one took its place, and of another that it was applied already", () =>
  withTestDistrict(async (district) => {
    const first = await heldTuesday(district);
    district.pass();
    const newer = await district.sync(tuesday);
    assert.equal(newer.outcome, "held");
    await assert.rejects(approve(district, first, "yes"), refusedBy("plan.state.superseded"));
    const hash = newer.plan?.hash ?? "";
    assert.equal((await approve(district, hash, "yes")).outcome, "applied");
    await assert.rejects(approve(district, hash, "again"), refusedBy("plan.state.applied"));
  }));

test("the same files on the same day make the same plan again while all of it waits", () =>
  withTestDistrict(async (district) => {
    await heldTuesday(district);
    const second = await district.sync(tuesday);
    const third = await district.sync(tuesday);
    assert.deepEqual([second.outcome, third.outcome], ["held", "held"]);
    assert.equal(third.plan?.hash, second.plan?.hash);
    assert.equal((await approve(district, third.plan?.hash ?? "", "yes")).applied, 6);
  }));
