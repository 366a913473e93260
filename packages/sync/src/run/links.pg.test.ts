import assert from "node:assert/strict";
import { test } from "node:test";
import { listSchools } from "../directory/schools.ts";
import { Fault } from "../fault.ts";
import { createSchool } from "./create-school.ts";
import { linkSchool, unlinkSchool } from "./link-school.ts";
import {
  enrollment,
  type Roster,
  smallRoster,
  student,
  type TestDistrict,
  withTestDistrict,
} from "./test-district.ts";
import { undoRun } from "./undo-run.ts";

const isFault = (code: string) => (error: unknown) => error instanceof Fault && error.code === code;

/** The same district with a third school, whose number begins with zeros. */
const threeSchools: Roster = {
  ...smallRoster,
  orgs: [...smallRoster.orgs, { sourcedId: "0070", name: "Ash High", type: "school", identifier: "0303" }],
  users: [...smallRoster.users, student("dee", "0070", "Dee", "Dahl")],
  classes: [...smallRoster.classes, { sourcedId: "C4", title: "Latin", schoolSourcedId: "0070" }],
  enrollments: [...smallRoster.enrollments, enrollment("e7", "C4", "0070", "dee", "student")],
};

function request(district: TestDistrict, sourcedId: string) {
  const { districtId, sourceId } = district;
  return { districtId, sourceId, sourcedId, operator: "kim" };
}

test("a school that is not linked stays out until a person links it, and comes whole with the next sync", async () => {
  await withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    await district.sync(smallRoster);
    await district.sync(threeSchools);
    const before = await listSchools(db, districtId);
    assert.deepEqual(
      before.unlinked.map((org) => [org.sourcedId, org.name, org.suggestions]),
      [["0070", "Ash High", []]],
    );
    const { schoolId } = await createSchool(world, {
      districtId,
      name: "Ash High School",
      identifier: "303",
      operator: "kim",
    });
    const suggested = (await listSchools(db, districtId)).unlinked[0]?.suggestions;
    assert.deepEqual(suggested, [{ schoolId, name: "Ash High School", evidence: "zeros" }]);

    const linked = await linkSchool(world, { ...request(district, "0070"), school: "ash high school" });
    assert.deepEqual([linked.changes, linked.isListed, linked.record.id], [1, true, schoolId]);
    const result = await district.sync(threeSchools);
    assert.equal(result.outcome, "applied");
    const after = await listSchools(db, districtId);
    const ash = after.schools.find((school) => school.schoolId === schoolId);
    assert.deepEqual(
      [ash?.students, ash?.classrooms, ash?.name, ash?.origin],
      [1, 1, "Ash High School", "manual"],
    );
    assert.deepEqual(after.unlinked, []);
  });
});

test("one sourcedId cannot feed two schools, and linking it twice to the same changes nothing", async () => {
  await withTestDistrict(async (district) => {
    const { world } = district;
    await district.sync(smallRoster);
    await assert.rejects(
      linkSchool(world, { ...request(district, "S1"), school: "Elm Middle" }),
      isFault("link.sourced-id.taken"),
    );
    const again = await linkSchool(world, { ...request(district, "S1"), school: "Oak Elementary" });
    assert.equal(again.changes, 0);
    assert.equal((await district.sync(smallRoster)).outcome, "no_changes");
  });
});

test("two schools of a source feed one school of the district", async () => {
  await withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    await district.sync(smallRoster);
    await linkSchool(world, { ...request(district, "0070"), school: "Oak Elementary" });
    await district.sync(threeSchools);
    const { schools } = await listSchools(db, districtId);
    assert.deepEqual(
      schools.map((school) => [school.links.map((link) => link.sourcedId), school.students]).sort(),
      [
        [["0070", "S1"], 3],
        [["S2"], 1],
      ],
    );
  });
});

test("what an unlinked school brought leaves with the next sync, and the reason is in the journal", async () => {
  await withTestDistrict(async (district) => {
    const { world } = district;
    await district.sync(smallRoster);
    const gone = await unlinkSchool(world, request(district, "S2"));
    assert.deepEqual([gone.changes, gone.record.name], [1, "Elm Middle"]);
    await assert.rejects(unlinkSchool(world, request(district, "S2")), isFault("link.sourced-id.unknown"));
    const result = await district.sync(smallRoster);
    assert.equal(result.plan?.counts.student.archive, 1);
    const cai = await district.one<{ reason: string }>(
      "select reason from journal where district_id = $1 and type = 'student' and action = 'archive' and sourced_ids = '{cai}'",
    );
    assert.equal(cai?.reason, "not-linked");
    const undone = await undoRun(world, {
      ...{ districtId: district.districtId, runId: gone.run, operator: "kim", applies: true },
    });
    assert.deepEqual([undone.outcome, undone.applied], ["applied", 1]);
    assert.equal(
      (await district.sync(smallRoster)).plan?.counts.student.restore,
      1,
      "and it is back at undo",
    );
  });
});

test("a link by an id without its zeros is made, and the id that was probably meant is told", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    await district.sync(threeSchools);
    await createSchool(world, { districtId, name: "Ash", operator: "kim" });
    const linked = await linkSchool(world, { ...request(district, "70"), school: "Ash" });
    assert.deepEqual([linked.isListed, linked.lookalike], [false, "0070"]);
  });
});

test("refuses a school nobody knows, a name two schools could share, and a source that is not there", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    await assert.rejects(
      createSchool(world, { districtId, name: "oak elementary", operator: "kim" }),
      isFault("school.name.taken"),
    );
    await assert.rejects(
      linkSchool(world, { ...request(district, "0070"), school: "Nowhere" }),
      isFault("school.name.unknown"),
    );
    await assert.rejects(
      linkSchool(world, { ...request(district, "0070"), sourceId: 9, school: "Oak Elementary" }),
      isFault("source.id.unknown"),
    );
  });
});

test("a number that several schools bear is linked to none of them, and the number of one school leads to it", async () => {
  await withTestDistrict(async (district) => {
    const { world } = district;
    await district.sync(smallRoster);
    await district.sync(threeSchools);
    const linked = await linkSchool(world, { ...request(district, "0303"), school: "Oak Elementary" });
    assert.deepEqual([linked.sourcedId, linked.understoodAs, linked.isListed], ["0070", "identifier", true]);
    const twins = threeSchools.orgs.map((org) => ({ ...org, identifier: "0303" }));
    await district.sync({ ...threeSchools, orgs: twins });
    await assert.rejects(
      linkSchool(world, { ...request(district, "0303"), school: "Elm Middle" }),
      isFault("link.sourced-id.ambiguous"),
    );
  });
});

/** The same schools with what their own system calls them. */
function called(ids: Readonly<Record<string, string>>): Roster {
  const orgs = threeSchools.orgs.map((org) => ({ ...org, otherIds: ids[org.sourcedId ?? ""] ?? "" }));
  return { ...threeSchools, orgs };
}

test("when the other ID of a school changes nobody is touched, and the new one leads to the school", async () => {
  await withTestDistrict(async (district) => {
    const { world } = district;
    await district.sync(called({ S1: "sis_id:oak-1" }));
    const again = await district.sync(called({ S1: "sis_id:oak-2" }));
    assert.deepEqual([again.applied, again.outcome], [0, "no_changes"]);
    const oak = { ...request(district, "oak-2"), school: "Oak Elementary" };
    const linked = await linkSchool(world, oak);
    assert.deepEqual([linked.sourcedId, linked.understoodAs, linked.changes], ["S1", "sis_id", 0]);
    assert.equal((await linkSchool(world, { ...oak, sourcedId: "oak-1" })).isListed, false);
  });
});

test("a school that was linked by another of its IDs before the source listed it is proposed, and not fed by a guess", async () => {
  await withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    await district.sync(smallRoster);
    const { schoolId } = await createSchool(world, { districtId, name: "The Ash", operator: "kim" });
    await linkSchool(world, { ...request(district, "ash-9"), school: "The Ash" });
    await district.sync(called({ "0070": "sis_id:ash-9" }));
    const [org] = (await listSchools(db, districtId)).unlinked;
    assert.deepEqual(org?.suggestions, [{ schoolId, name: "The Ash", evidence: "id" }]);
  });
});
