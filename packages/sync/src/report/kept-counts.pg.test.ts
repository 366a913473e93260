import assert from "node:assert/strict";
import { test } from "node:test";
import { addMembership } from "../run/edit-membership.ts";
import { smallRoster, type TestDistrict, withCells, withTestDistrict } from "../run/test-district.ts";
import { readHome } from "./home-facts.ts";
import { makeReady } from "./make-ready.ts";

const badAddress = { ...smallRoster, users: withCells(smallRoster.users, "ana", { email: "none" }) };

test("Home counts a district once after a change and once after an edit, and an old problem of a row that nobody mended", () =>
  withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    await district.sync(badAddress);
    const before = await countsOf(district);
    assert.deepEqual(before["class.teacher"], { count: 1, of: 3 });
    district.pass(24);
    const renamed = {
      ...badAddress,
      classes: withCells(smallRoster.classes, "C3", { title: "Choir" }),
    };
    const { run } = await district.sync(renamed);
    await makeReady(db, districtId, run, world.now());
    const ready = await keptOf(district);
    assert.deepEqual([...ready.keys()], ["all", "sent"], "what was counted of the day before is gone");
    const after = await countsOf(district);
    assert.deepEqual(
      after["problem.open"],
      before["problem.open"],
      "Ana's row was not read again and is as bad as before",
    );
    assert.ok((after["problem.open"]?.count ?? 0) > 0);
    assert.deepEqual(await keptOf(district), ready, "Home is told what was made ready");
    district.pass(24);
    assert.equal((await district.sync(renamed)).outcome, "no_changes");
    assert.deepEqual(await countsOf(district), after);
    const same = await keptOf(district);
    assert.equal(same.get("all"), ready.get("all"), "a night in which nothing changed counts no records");
    assert.notEqual(same.get("sent"), ready.get("sent"));

    const ids = await district.one<{ classroomId: number; personId: number }>(
      `select (select record_id from link where district_id = $1 and sourced_id = 'C2') as "classroomId",
              (select record_id from link where district_id = $1 and sourced_id = 'tom') as "personId"`,
    );
    assert.ok(ids !== undefined);
    await addMembership(world, { districtId, ...ids, role: "teacher", operator: "olga" });
    assert.deepEqual((await countsOf(district))["class.teacher"], { count: 0, of: 3 });
    assert.notEqual((await keptOf(district)).get("all"), ready.get("all"));
  }));

/** Which state of the district each part that is kept tells. */
async function keptOf(district: TestDistrict): Promise<ReadonlyMap<string, string>> {
  const row = await district.one<{ kept: readonly (readonly [string, string])[] }>(
    "select jsonb_agg(jsonb_build_array(part, basis) order by part) as kept from directory_count where district_id = $1",
  );
  return new Map(row?.kept);
}

async function countsOf({ db, districtId, world }: TestDistrict) {
  return (await readHome(db, districtId, undefined, world.now())).counts.health;
}
