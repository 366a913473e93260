import assert from "node:assert/strict";
import { test } from "node:test";
import { listRuns } from "../directory/runs.ts";
import { Fault } from "../fault.ts";
import { type Approval, approvePlan } from "./approve-plan.ts";
import { declinePlan } from "./decline-plan.ts";
import { findPlan } from "./plan-row.ts";
import {
  type Roster,
  smallRoster,
  student,
  type TestDistrict,
  withCells,
  withTestDistrict,
} from "./test-district.ts";
import { chooseSlices } from "./waiting-slices.ts";

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

function approve(
  { world, districtId }: TestDistrict,
  hash: string,
  reason?: string,
  more: Partial<Approval> = {},
) {
  const word = { districtId, hash, operator: "olga", approve: reason !== undefined, reason };
  return approvePlan(world, { ...word, confirmed: left.length, ...more });
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

test("who lets half of a school go types how many that is, and nothing moves before", () =>
  withTestDistrict(async (district) => {
    const hash = await heldTuesday(district);
    for (const confirmed of [undefined, 7])
      await assert.rejects(
        approve(district, hash, "the wing has closed", { confirmed }),
        refusedBy("plan.count.needed"),
      );
    assert.equal(await activeAt(district, "Oak Elementary"), 12);
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

/** Tuesday at two schools: six of Oak's students are gone and as many of Elm's. */
const twoSchools: Roster = {
  ...monday,
  users: [
    ...monday.users,
    ...["e1", "e2", "e3", "e4", "e5", "e6", "e7", "e8"].map((id) =>
      student(id, "S2", id.toUpperCase(), "Sedge"),
    ),
  ],
};
const bothLose: Roster = {
  ...twoSchools,
  users: twoSchools.users.filter(
    (row) =>
      !left.includes(row.sourcedId ?? "") &&
      !["e1", "e2", "e3", "e4", "e5", "e6"].includes(row.sourcedId ?? ""),
  ),
};

const activeAt = ({ one }: TestDistrict, school: string) =>
  one<{ students: number }>(
    `select count(*) as students from role_record r join school s using (district_id, school_id)
      where r.district_id = $1 and r.role = 'student' and r.status = 'active' and s.name = $2`,
    school,
  ).then((row) => row?.students);

test("only one school's removals are approved, and the other's wait on and may be approved later", () =>
  withTestDistrict(async (district) => {
    await district.sync(twoSchools);
    district.pass();
    const held = await district.sync(bothLose);
    const hash = held.plan?.hash ?? "";
    assert.equal(held.held, 12);
    const { world, districtId } = district;
    const oak = await district.one<{ id: number }>(
      "select school_id as id from school where district_id = $1 and name = 'Oak Elementary'",
    );
    const approval = {
      districtId,
      hash,
      operator: "olga",
      approve: true,
      reason: "the wing has closed",
      confirmed: 6,
    };
    const choice = { mode: "only", parts: [{ kind: "removal", schoolId: oak?.id }] } as const;
    const some = await approvePlan(world, { ...approval, choice });
    assert.deepEqual([some.outcome, some.applied, some.held], ["partly_applied", 6, 6]);
    assert.equal(await activeAt(district, "Oak Elementary"), 6);
    assert.equal(await activeAt(district, "Elm Middle"), 9);
    await assert.rejects(approvePlan(world, { ...approval, choice }), refusedBy("plan.choice.empty"));
    const rest = await approvePlan(world, approval);
    assert.deepEqual([rest.outcome, rest.applied, rest.held], ["applied", 6, 0]);
    assert.equal(await activeAt(district, "Elm Middle"), 3);
  }));

test("what points to something that was left out is left out with it: nobody is in a class that was not opened", () =>
  withTestDistrict(async (district) => {
    const planned = await district.sync(smallRoster, false);
    const hash = planned.plan?.hash ?? "";
    const { world, districtId, db } = district;
    const choice = { mode: "except", parts: [{ type: "classroom" }] } as const;
    const word = await db.session(districtId, (session) =>
      session.read(async (tx) => {
        const plan = await findPlan(tx, districtId, hash);
        return chooseSlices(tx, districtId, plan.planId, { approve: true, choice });
      }),
    );
    assert.deepEqual([...new Set(word.needsLeftOut.map(({ type }) => type))], ["membership"]);
    const approval = { districtId, hash, operator: "olga", approve: true, reason: "classes come later" };
    const some = await approvePlan(world, { ...approval, choice });
    assert.equal(some.outcome, "partly_applied");
    const dangling = await district.one<{ dangling: number }>(
      `select count(*) as dangling from membership m where m.district_id = $1
          and not exists (select from classroom c where c.district_id = $1 and c.classroom_id = m.classroom_id)`,
    );
    assert.equal(dangling?.dangling, 0);
    assert.equal((await approvePlan(world, approval)).outcome, "applied");
    const done = await district.one<{ members: number }>(
      "select count(*) as members from membership where district_id = $1",
    );
    assert.equal(done?.members, 6);
  }));

test("without its school nothing of a new school comes in, whatever was chosen", () =>
  withTestDistrict(async (district) => {
    const hash = (await district.sync(smallRoster, false)).plan?.hash ?? "";
    const { world, districtId } = district;
    const choice = { mode: "except", parts: [{ type: "school" }] } as const;
    const approval = { districtId, hash, operator: "olga", approve: true, reason: "no schools yet", choice };
    const some = await approvePlan(world, approval);
    assert.equal(some.applied, 1, "Mia, who belongs to no school herself");
    const there = await district.one<{ roles: string[]; rest: number }>(
      `select (select array_agg(role) from role_record where district_id = $1) as roles,
              (select count(*) from classroom where district_id = $1)
              + (select count(*) from guardianship where district_id = $1) as rest`,
    );
    assert.deepEqual(there, { roles: ["guardian"], rest: 0 });
  }));

test("a declined plan waits for nobody, is refused afterwards, and the next sync plans the same anew", () =>
  withTestDistrict(async (district) => {
    const hash = await heldTuesday(district);
    const { world, districtId, db } = district;
    const word = { districtId, hash: hash.slice(0, 8), operator: "olga", reason: "the export is wrong" };
    await assert.rejects(declinePlan(world, { ...word, reason: " " }), refusedBy("plan.reason.needed"));
    assert.deepEqual(await declinePlan(world, word), { hash, declined: 6 });
    assert.equal((await listRuns(db, districtId))[0]?.waiting, 0);
    await assert.rejects(approve(district, hash, "yes after all"), refusedBy("plan.state.declined"));
    await assert.rejects(declinePlan(world, word), refusedBy("plan.state.declined"));
    assert.equal(await activeAt(district, "Oak Elementary"), 12);
    district.pass();
    const again = await district.sync(tuesday);
    assert.deepEqual([again.outcome, again.held], ["held", 6]);
    assert.equal((await approve(district, again.plan?.hash ?? "", "it is right")).applied, 6);
  }));
