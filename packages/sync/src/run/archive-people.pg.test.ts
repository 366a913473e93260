import assert from "node:assert/strict";
import { test } from "node:test";
import { setSetting } from "../directory/settings.ts";
import { archivePeople, restorePeople } from "./archive-people.ts";
import { createPerson } from "./create-person.ts";
import { smallRoster, student, type TestDistrict, without, withTestDistrict } from "./test-district.ts";
import { undoRun } from "./undo-run.ts";

async function studentsOf(
  district: TestDistrict,
): Promise<ReadonlyMap<string, { id: number; status: string; by: string | null }>> {
  const row = await district.one<{
    found: { name: string; id: number; status: string; by: string | null }[];
  }>(
    `select jsonb_agg(jsonb_build_object('name', p.given_name, 'id', p.person_id, 'status', r.status, 'by', r.archived_by)) as found
       from role_record r join person p using (district_id, person_id)
      where r.district_id = $1 and r.role = 'student'`,
  );
  return new Map((row?.found ?? []).map(({ name, ...rest }) => [name, rest]));
}

const idsOf = (students: ReadonlyMap<string, { readonly id: number }>): number[] =>
  [...students.values()].map(({ id }) => id);

test("archiving everybody leaves alone whom the source lists, and counts them", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync({
      ...smallRoster,
      users: [...smallRoster.users, student("dee", "S1", "Dee", "Dahl")],
    });
    await district.sync(smallRoster);
    // Dee came back by hand after the source let her go.
    const dee = (await studentsOf(district)).get("Dee")?.id ?? 0;
    await restorePeople(world, { role: "student", districtId, personIds: [dee], operator: "kim" });
    assert.equal((await studentsOf(district)).get("Dee")?.status, "active");

    const all = await archivePeople(world, {
      role: "student",
      districtId,
      personIds: idsOf(await studentsOf(district)),
      operator: "kim",
    });
    assert.equal(all.changes, 1);
    assert.deepEqual(
      all.refused.map((one) => one.code),
      Array(3).fill("student.source.lists-them"),
    );
    const after = await studentsOf(district);
    assert.deepEqual([after.get("Dee")?.status, after.get("Dee")?.by], ["archived", "person"]);
    assert.equal(after.get("Ana")?.status, "active");
  });
});

test("a student whom a person archived stays archived when the source lists them again, unless the district says otherwise", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const gone = {
      ...smallRoster,
      users: without(smallRoster.users, "ben"),
      enrollments: without(smallRoster.enrollments, "e3"),
    };
    await district.sync(gone);
    const ben = (await studentsOf(district)).get("Ben")?.id ?? 0;
    await restorePeople(world, { role: "student", districtId, personIds: [ben], operator: "kim" });
    await archivePeople(world, { role: "student", districtId, personIds: [ben], operator: "kim" });
    await district.sync(smallRoster);
    assert.equal((await studentsOf(district)).get("Ben")?.status, "archived");
    await setSetting(district.db, districtId, "student.archived", "restore", "kim");
    await district.sync(smallRoster);
    assert.equal((await studentsOf(district)).get("Ben")?.status, "active");
  });
});

test("archiving by hand can be undone", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    await district.sync({
      ...smallRoster,
      users: without(smallRoster.users, "ben"),
      enrollments: without(smallRoster.enrollments, "e3"),
    });
    const ben = (await studentsOf(district)).get("Ben")?.id ?? 0;
    await restorePeople(world, { role: "student", districtId, personIds: [ben], operator: "kim" });
    const { run } = await archivePeople(world, {
      role: "student",
      districtId,
      personIds: [ben],
      operator: "kim",
    });
    await undoRun(world, { districtId, runId: run, operator: "kim", applies: true });
    assert.equal((await studentsOf(district)).get("Ben")?.status, "active");
  });
});

test("a teacher made by hand is archived at one school and comes back; one whom the source lists stays", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const school = await district.one<{ id: number }>(
      "select min(school_id) as id from school where district_id = $1",
    );
    const schoolId = school?.id ?? 0;
    const made = await createPerson(world, {
      ...{ districtId, schoolId, role: "staff", operator: "kim" },
      fields: { givenName: "Noor", familyName: "Nash" },
    });
    const noor = { districtId, role: "staff", personIds: [made.personId ?? 0], operator: "kim" } as const;
    assert.equal((await archivePeople(world, { ...noor, schoolIds: [schoolId + 1] })).changes, 0);
    assert.equal((await archivePeople(world, { ...noor, schoolIds: [schoolId] })).changes, 1);
    assert.equal((await restorePeople(world, noor)).changes, 1);
    const tom = await district.one<{ id: number }>(
      "select person_id as id from person where district_id = $1 and given_name = 'Tom'",
    );
    const listed = await archivePeople(world, { ...noor, personIds: [tom?.id ?? 0] });
    assert.deepEqual(
      listed.refused.map(({ code }) => code),
      ["staff.source.lists-them"],
    );
  });
});
