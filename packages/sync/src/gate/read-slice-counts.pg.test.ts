import assert from "node:assert/strict";
import { test } from "node:test";
import { smallRoster, staff, withTestDistrict } from "../run/test-district.ts";
import { readSliceCounts } from "./read-slice-counts.ts";

test("a teacher at two schools is one of each, and one of the district", () =>
  withTestDistrict(async ({ db, districtId, sync }) => {
    const ida = staff("ida", "S1,S2", "Ida", "Ilex");
    await sync({ ...smallRoster, users: [...smallRoster.users, ida] });
    const { of, totals } = await db.session(districtId, (session) =>
      session.read((tx) => readSliceCounts(tx, districtId)),
    );
    assert.equal(totals.staff, 3);
    const schools = await db.session(districtId, (session) =>
      session.read((tx) =>
        tx.query<{ id: number }>("select school_id as id from school where district_id = $1", [districtId]),
      ),
    );
    assert.deepEqual(
      schools.map(({ id }) => of("staff", id)),
      [2, 2],
    );
  }));
