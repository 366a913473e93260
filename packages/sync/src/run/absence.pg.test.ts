import assert from "node:assert/strict";
import { test } from "node:test";
import type { Absence } from "../snapshot/weighing.ts";
import { runSync } from "./run-sync.ts";
import type { SyncResult } from "./sync-request.ts";
import {
  type Cells,
  type Roster,
  smallRoster,
  type TestDistrict,
  user,
  withCells,
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

async function syncSchool(district: TestDistrict, roster: Roster, absence: Absence): Promise<SyncResult> {
  const { districtId, sourceId, world } = district;
  const path = district.folder("school");
  await writeRoster(path, roster);
  return runSync(world, { districtId, sourceId, path, operator: "olga", applies: false, absence });
}

test("one school's files may leave the school out of every row", () =>
  withTestDistrict(async (district) => {
    await district.sync(smallRoster);
    const isOak = ({ orgSourcedIds, schoolSourcedId }: Cells) => (orgSourcedIds ?? schoolSourcedId) === "S1";
    const oak: Roster = {
      ...smallRoster,
      users: without(smallRoster.users.filter(isOak), "ben").map((row) => ({ ...row, orgSourcedIds: "" })),
      classes: smallRoster.classes.filter(isOak).map((row) => ({ ...row, schoolSourcedId: "" })),
      enrollments: smallRoster.enrollments.filter((row) => isOak(row) && row.userSourcedId !== "ben"),
    };
    const { plan } = await syncSchool(district, oak, ["S1"]);
    const counts = plan?.counts;
    assert.deepEqual([counts?.student.archive, counts?.student.keep], [1, 2], "Ben alone has left");
    assert.deepEqual([counts?.classroom.archive, counts?.classroom.keep], [0, 3]);
    assert.deepEqual([counts?.staff.archive, counts?.guardian.archive], [0, 0]);
  }));

test("guardians without a school stay when another school's files do not list them", () =>
  withTestDistrict(async (district) => {
    const leo = user("leo", "", "guardian", "Leo", "Birch", {
      email: "leo@home.example.org",
      agentSourcedIds: "ben",
    });
    const users = [...withCells(smallRoster.users, "mia", { orgSourcedIds: "" }), leo];
    await district.sync({ ...smallRoster, users });
    const isElm = ({ orgSourcedIds, schoolSourcedId }: Cells) => (orgSourcedIds ?? schoolSourcedId) === "S2";
    const elm: Roster = {
      ...smallRoster,
      users: smallRoster.users.filter(isElm),
      classes: smallRoster.classes.filter(isElm),
      enrollments: smallRoster.enrollments.filter(isElm),
    };
    const apart = await syncSchool(district, elm, ["S2"]);
    assert.deepEqual(
      [apart.plan?.counts.guardian.archive ?? 0, apart.plan?.counts.student.archive ?? 0],
      [0, 0],
    );
    const oak: Roster = { ...smallRoster, users: without(without(users, "mia"), "cai") };
    const own = await syncSchool(
      district,
      { ...oak, users: withCells(oak.users, "ana", { agentSourcedIds: "" }) },
      ["S1"],
    );
    assert.equal(own.plan?.counts.guardian.archive, 1, "her own school's files no longer name her");
  }));
