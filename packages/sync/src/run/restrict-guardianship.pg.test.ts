import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { exportDirectory } from "../directory/export-directory.ts";
import { addGuardianship, endGuardianship, restrictGuardianship } from "./edit-guardianship.ts";
import { smallRoster, type TestDistrict, withTestDistrict } from "./test-district.ts";
import { undoRun } from "./undo-run.ts";

async function linkOf(
  district: TestDistrict,
): Promise<{ status: string; is_restricted: boolean } | undefined> {
  return district.one("select status, is_restricted from guardianship where district_id = $1");
}

async function personOf(district: TestDistrict, givenName: string): Promise<number> {
  const row = await district.one<{ person_id: number }>(
    "select person_id from person where district_id = $1 and given_name = $2",
    givenName,
  );
  return row?.person_id ?? 0;
}

test("a restricted mother stays away from Ana through the next sync, and comes back when it is lifted", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const studentId = await personOf(district, "Ana");
    const guardianId = await personOf(district, "Mia");
    const key = { districtId, studentId, guardianId, operator: "kim" };
    const done = await restrictGuardianship(world, { ...key, isRestricted: true });
    assert.deepEqual([done.changes, done.refused], [1, []]);
    assert.deepEqual(await linkOf(district), { status: "ended", is_restricted: true });
    const users = smallRoster.users.map((row) => ({ ...row, middleName: "X" }));
    await district.sync({ ...smallRoster, users });
    assert.deepEqual(await linkOf(district), { status: "ended", is_restricted: true });
    const added = await addGuardianship(world, { ...key, relationship: "mother", contactType: "" });
    assert.deepEqual(
      added.refused.map(({ code }) => code),
      ["guardianship.person.restricted"],
    );
    await restrictGuardianship(world, { ...key, isRestricted: false });
    assert.deepEqual(await linkOf(district), { status: "active", is_restricted: false });
  });
});

test("taking a restriction back by undo gives Ana her mother again", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync(smallRoster);
    const key = { districtId, studentId: await personOf(district, "Ana"), operator: "kim" };
    const guardianId = await personOf(district, "Mia");
    const { run } = await restrictGuardianship(world, { ...key, guardianId, isRestricted: true });
    await undoRun(world, { districtId, runId: run, operator: "kim", applies: true });
    assert.deepEqual(await linkOf(district), { status: "active", is_restricted: false });
  });
});

test("undoing what ended a link does not lift the restriction that came after it", async () => {
  await withTestDistrict(async (district) => {
    const { world, districtId } = district;
    await district.sync({
      ...smallRoster,
      users: smallRoster.users.map((row) => ({ ...row, agentSourcedIds: "" })),
    });
    const studentId = await personOf(district, "Ben");
    const key = { districtId, studentId, guardianId: await personOf(district, "Eva"), operator: "kim" };
    await addGuardianship(world, { ...key, relationship: "aunt", contactType: "" });
    const ended = await endGuardianship(world, key);
    await restrictGuardianship(world, { ...key, isRestricted: true });
    await undoRun(world, { districtId, runId: ended.run, operator: "kim", applies: true });
    assert.deepEqual(await linkOf(district), { status: "ended", is_restricted: true });
  });
});

test("who must stay away from Ana is in no export, of today or of the day before; with all she is marked", async () => {
  await withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    await district.sync(smallRoster);
    const asOf = district.pass();
    const key = { districtId, studentId: await personOf(district, "Ana"), operator: "kim" };
    const guardianId = await personOf(district, "Mia");
    const families = async (name: string, options: { readonly all?: boolean; readonly asOf?: Date }) => {
      const folder = district.folder(name);
      await exportDirectory(db, { districtId, folder, ...options });
      const users = await readFile(path.join(folder, "users.csv"), "utf8");
      const text = await readFile(path.join(folder, "guardianships.csv"), "utf8");
      return { links: text.trim().split("\r\n").slice(1), ana: users.split("\r\n")[1] ?? "" };
    };
    assert.deepEqual((await families("free", {})).links, ["ana,mia,,,synced"]);
    await restrictGuardianship(world, { ...key, guardianId, isRestricted: true });
    for (const [name, options] of Object.entries({ today: {}, before: { asOf } })) {
      const { links, ana } = await families(name, options);
      assert.deepEqual(links, [], name);
      assert.ok(ana.startsWith("ana,") && !ana.includes("mia"), name);
    }
    assert.deepEqual((await families("all", { all: true })).links, ["ana,mia,,,synced,tobedeleted,true"]);
  });
});
