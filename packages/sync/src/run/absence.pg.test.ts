import assert from "node:assert/strict";
import { test } from "node:test";
import type { Absence } from "../snapshot/weighing.ts";
import { runSync } from "./run-sync.ts";
import type { SyncResult } from "./sync-request.ts";
import {
  type Roster,
  smallRoster,
  type TestDistrict,
  without,
  withTestDistrict,
  writeRoster,
} from "./test-district.ts";

/** Ana and Cai are in no file any more, nor is the class of either. */
const less: Roster = {
  ...smallRoster,
  classes: without(without(smallRoster.classes, "C2"), "C3"),
  users: without(without(smallRoster.users, "ana"), "cai"),
  enrollments: smallRoster.enrollments.filter(({ sourcedId }) => sourcedId === "e1" || sourcedId === "e3"),
};

async function syncLess(district: TestDistrict, absence: Absence): Promise<SyncResult> {
  const { districtId, sourceId, world } = district;
  const path = district.folder("less");
  await writeRoster(path, less);
  return runSync(world, { districtId, sourceId, path, operator: "olga", applies: true, absence });
}

const archived = ({ plan }: SyncResult): readonly (number | undefined)[] => [
  plan?.counts.student.archive,
  plan?.counts.classroom.archive,
  plan?.counts.membership.archive,
];

test("files that hold only what is new take nobody away", () =>
  withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const result = await syncLess(district, "nothing");
    assert.deepEqual(archived(result), [0, 0, 0]);
    assert.equal(result.outcome, "no_changes");
  }));

test("the same files mean leaving once they are given as the whole district's", () =>
  withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    await syncLess(district, "nothing");
    const result = await syncLess(district, "left");
    assert.equal(result.plan?.counts.student.archive, 2);
    assert.equal(result.plan?.counts.classroom.archive, 2);
  }));

test("one school's files take away only what is this school's", () =>
  withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const result = await syncLess(district, ["S1"]);
    assert.equal(result.plan?.counts.student.archive, 1, "Ana leaves Oak, Cai stays at Elm");
    assert.equal(result.plan?.counts.classroom.archive, 1);
    const cai = await district.one<{ status: string }>(
      `select r.status from role_record r join link l on l.district_id = r.district_id and l.record_type = 'person'
          and l.record_id = r.person_id
        where r.district_id = $1 and l.sourced_id = 'cai'`,
    );
    assert.equal(cai?.status, "active");
  }));
