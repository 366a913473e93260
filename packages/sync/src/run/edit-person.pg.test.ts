import assert from "node:assert/strict";
import { test } from "node:test";
import { setSetting } from "../directory/settings.ts";
import { Fault } from "../fault.ts";
import { createPerson } from "./create-person.ts";
import { addGuardianship, endGuardianship } from "./edit-guardianship.ts";
import { editPerson } from "./edit-person.ts";
import { smallRoster, type TestDistrict, withCells, withTestDistrict } from "./test-district.ts";
import { undoRun } from "./undo-run.ts";

async function idOf(district: TestDistrict, givenName: string): Promise<number> {
  const row = await district.one<{ person_id: number }>(
    "select person_id from person where district_id = $1 and given_name = $2",
    givenName,
  );
  return row?.person_id ?? 0;
}

async function signIn(district: TestDistrict, personId: number): Promise<void> {
  await district.db.session(district.districtId, (session) =>
    session.write((tx) =>
      tx.query("update person set signed_in_at = now() where district_id = $1 and person_id = $2", [
        district.districtId,
        personId,
      ]),
    ),
  );
}

const emailOf = (district: TestDistrict, personId: number) =>
  district.one<{ email: string; origin: string }>(
    "select email, origin from person where district_id = $1 and person_id = $2",
    personId,
  );

test("an edit of Tom's address stays when he has signed in, and says that it will", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const personId = await idOf(district, "Tom");
    await signIn(district, personId);
    const edited = await editPerson(world, {
      ...{ districtId, personId, operator: "kim" },
      fields: { email: " tom@new.example.org " },
    });
    assert.deepEqual([edited.changes, edited.refused, edited.overwrites], [1, [], []]);
    await district.sync(smallRoster);
    assert.deepEqual(await emailOf(district, personId), { email: "tom@new.example.org", origin: "synced" });
  });
});

test("an edit of somebody who never signed in is set back by the next sync of the same file, and says so before", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId, sourceId } = district;
    await district.sync(smallRoster);
    assert.equal((await district.sync(smallRoster)).outcome, "no_changes");
    const personId = await idOf(district, "Tom");
    const edited = await editPerson(world, {
      ...{ districtId, personId, operator: "kim" },
      fields: { email: "tom@new.example.org", homePhone: "555-0101" },
    });
    assert.deepEqual(edited.overwrites, [{ field: "email", sourceId, said: "tom@school.example.org" }]);
    const result = await district.sync(smallRoster);
    assert.equal(result.outcome, "applied");
    assert.equal(result.plan?.counts.staff.update, 1);
    assert.equal((await emailOf(district, personId))?.email, "tom@school.example.org");
    assert.equal((await district.sync(smallRoster)).outcome, "no_changes");
  });
});

test("the setting that lets the sync decide about active people is told before an edit vanishes by it", async () => {
  await withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    await district.sync(smallRoster);
    const personId = await idOf(district, "Eva");
    await signIn(district, personId);
    await setSetting(db, districtId, "contact.update-active", "on", "kim");
    const edited = await editPerson(world, {
      districtId,
      personId,
      operator: "kim",
      fields: { givenName: "Evi" },
    });
    assert.deepEqual(
      edited.overwrites.map(({ field, said }) => [field, said]),
      [["givenName", "Eva"]],
    );
  });
});

test("an edit can be undone, and one that changes nothing leaves nothing behind", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const personId = await idOf(district, "Tom");
    const request = { districtId, personId, operator: "kim" };
    const same = await editPerson(world, { ...request, fields: { givenName: "Tom" } });
    assert.equal(same.changes, 0);
    const edited = await editPerson(world, { ...request, fields: { email: "tom@new.example.org" } });
    await undoRun(world, { districtId, runId: edited.run, operator: "kim", applies: true });
    assert.equal((await emailOf(district, personId))?.email, "tom@school.example.org");
  });
});

test("refuses a person without a name, an address that is none, and somebody who is not there", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const personId = await idOf(district, "Tom");
    const request = { districtId, personId, operator: "kim" };
    const nameless = await editPerson(world, { ...request, fields: { givenName: "", familyName: " " } });
    assert.deepEqual(
      nameless.refused.map((one) => one.code),
      ["person.name.empty"],
    );
    const wrong = await editPerson(world, { ...request, fields: { email: "tom at school" } });
    assert.deepEqual(
      wrong.refused.map((one) => one.code),
      ["person.email.invalid"],
    );
    assert.equal((await emailOf(district, personId))?.email, "tom@school.example.org");
    await assert.rejects(
      editPerson(world, { ...request, personId: 999_999, fields: { email: "" } }),
      (error) => error instanceof Fault && error.code === "person.id.unknown",
    );
  });
});

test("takes no half of a name away by hand, and no language that is none", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const personId = await idOf(district, "Tom");
    const request = { districtId, personId, operator: "kim" };
    const codeOf = async (fields: Parameters<typeof editPerson>[1]["fields"]) =>
      (await editPerson(world, { ...request, fields })).refused.map((one) => one.code);
    for (const fields of [{ familyName: "" }, { givenName: " " }])
      assert.deepEqual(await codeOf(fields), ["person.name.emptied"]);
    for (const language of ["xx-yy", "english", "e", "zz", "en_"])
      assert.deepEqual(await codeOf({ language }), ["person.language.unknown"], language);
    for (const language of ["es", "pt-BR", "zh-Hant", "so", ""])
      assert.deepEqual(await codeOf({ language }), []);
    const made = await createPerson(world, {
      ...{ districtId, operator: "kim", role: "staff", schoolId: 0, title: "teacher" },
      fields: { givenName: "Madonna", language: "qq-zz" },
    });
    assert.deepEqual(
      made.refused.map((one) => one.code),
      ["person.language.unknown"],
    );
  });
});

test("people made by hand outlive every sync; a student of a synced school is enrolled in the source instead", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const school = await district.one<{ school_id: number }>(
      "select school_id from school where district_id = $1 and name = 'Oak Elementary'",
    );
    const schoolId = school?.school_id ?? 0;
    const request = { districtId, schoolId, operator: "kim" };
    const fields = { givenName: "Uma", familyName: "Umber", email: "uma@school.example.org" };
    const made = await createPerson(world, { ...request, role: "staff", title: "aide", fields });
    assert.equal(made.changes, 1);
    const refused = await createPerson(world, { ...request, role: "student", fields });
    assert.deepEqual([refused.personId, refused.refused[0]?.code], [undefined, "student.school.synced"]);
    await district.sync({
      ...smallRoster,
      users: withCells(smallRoster.users, "ana", { givenName: "Anna" }),
    });
    const uma = await district.one<{ status: string; title: string; origin: string }>(
      "select status, title, origin from role_record where district_id = $1 and person_id = $2",
      made.personId ?? 0,
    );
    assert.deepEqual(uma, { status: "active", title: "aide", origin: "manual" });
  });
});

test("a guardian added by hand stays beside the synced one, whom only the source can end", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const studentId = await idOf(district, "Ana");
    const pat = await createPerson(world, {
      ...{ districtId, schoolId: 0, role: "guardian", operator: "kim" },
      fields: { givenName: "Pat", familyName: "Alder" },
      students: [{ studentId, relationship: "parent", contactType: "primary" }],
    });
    assert.equal(pat.changes, 2);
    const tom = await addGuardianship(world, {
      ...{ districtId, studentId, guardianId: await idOf(district, "Tom"), operator: "kim" },
      ...{ relationship: "relative", contactType: "emergency" },
    });
    assert.equal(tom.changes, 2);
    const refused = await endGuardianship(world, {
      ...{ districtId, studentId, guardianId: await idOf(district, "Mia"), operator: "kim" },
    });
    assert.deepEqual([refused.changes, refused.refused[0]?.code], [0, "guardianship.source.lists-it"]);
    await district.sync({
      ...smallRoster,
      users: withCells(smallRoster.users, "ana", { givenName: "Anna" }),
    });
    const families = await district.one<{ names: string[] }>(
      `select array_agg(p.given_name order by p.given_name) as names
         from guardianship g join person p on p.district_id = g.district_id and p.person_id = g.guardian_id
        where g.district_id = $1 and g.student_id = $2 and g.status = 'active'`,
      studentId,
    );
    assert.deepEqual(families?.names, ["Mia", "Pat", "Tom"]);
    const ended = await endGuardianship(world, {
      ...{ districtId, studentId, guardianId: pat.personId ?? 0, operator: "kim" },
    });
    assert.equal(ended.changes, 1);
  });
});
