import assert from "node:assert/strict";
import { readdir, utimes } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import type { CheckedItem } from "@muster/rules/report/self-check/self-check.ts";
import { addSource, listSources } from "../../connection/connections.ts";
import { lookAtSource, lookBeforeSaving } from "../../connection/look-at-source.ts";
import type { SourceWorld } from "../../connection/source-world.ts";
import { folderSource } from "../../source/folder/folder-source.ts";
import { sftpSource } from "../../source/sftp/sftp-source.ts";
import { sourceLimits } from "../../source/source.ts";
import { createPerson } from "../create-person.ts";
import { createSchool } from "../create-school.ts";
import { createClassroom } from "../edit-classroom.ts";
import { linkSchool } from "../link-school.ts";
import type { RunWorld } from "../sync-request.ts";
import { syncSource } from "../sync-source.ts";
import {
  smallRoster,
  type TestDistrict,
  withCells,
  withTestDistrict,
  writeRoster,
} from "../test-district.ts";
import { checkSource, type SelfCheck } from "./check-source.ts";
import { enableSource, listEnablings } from "./enable-source.ts";

function worldOf({ world }: TestDistrict): RunWorld & SourceWorld {
  return {
    ...world,
    kinds: new Map([folderSource, sftpSource].map((kind) => [kind.kind, kind])),
    limits: sourceLimits,
    allowsPrivateHosts: true,
    signal: new AbortController().signal,
    wait: async () => undefined,
  };
}

const operator = "olga";
const noProgress = { onProgress: () => undefined };

async function addFolder(district: TestDistrict, world: SourceWorld, roster = smallRoster): Promise<number> {
  const place = district.folder("site");
  await writeRoster(place, roster);
  const at = new Date(world.now().getTime() - 3_600_000);
  for (const name of await readdir(place)) await utimes(path.join(place, name), at, at);
  const { districtId } = district;
  const sourceId = await addSource(world.db, world.keys, {
    ...{ districtId, kind: folderSource, name: "Folder", values: { path: place } },
    ...{ joins: undefined, follows: "separate", startsAt: "02:30" },
  });
  return sourceId;
}

function itemOf({ items }: SelfCheck, id: string): CheckedItem {
  const item = items.find((one) => one.id === id);
  assert.ok(item !== undefined, id);
  return item;
}

const counted = (check: SelfCheck, id: string): readonly (number | string)[] => {
  const { state, count, of } = itemOf(check, id);
  return [state, count, of];
};

test("before the first fetch a district is told what can be known, and what cannot", () =>
  withTestDistrict(async (district) => {
    const world = worldOf(district);
    const { districtId } = district;
    const sourceId = await addFolder(district, world);
    const bare = await checkSource(world, { districtId, sourceId });
    assert.equal(bare.state, "must");
    assert.deepEqual(counted(bare, "source.look.none"), ["must", 1, 1]);
    assert.equal(itemOf(bare, "student.class.none").state, "unknown");
    await assert.rejects(() => enableSource(world, { districtId, sourceId, operator, anyway: "please" }), {
      code: "source.look.needed",
    });
    await lookAtSource(world, { districtId, sourceId }, () => undefined);
    const looked = await checkSource(world, { districtId, sourceId });
    assert.equal(looked.state, "look");
    assert.equal(looked.run, null);
    assert.match(itemOf(looked, "source.look.none").says, /: 2 schools, 3 students\.$/);
    assert.deepEqual(counted(looked, "school.students.none"), ["fine", 0, 2]);
    assert.match(itemOf(looked, "roster.fetch.none").todo, /source plan 2/);
    assert.equal((await enableSource(world, { districtId, sourceId, operator })).isEnabled, true);
  }));

test("a first roster is counted before anything of it is in the directory", () =>
  withTestDistrict(async (district) => {
    const world = worldOf(district);
    const { districtId } = district;
    const users = withCells(
      withCells(withCells(smallRoster.users, "ben", { grades: "" }), "eva", { email: "" }),
      "mia",
      { email: "" },
    );
    const sourceId = await addFolder(district, world, { ...smallRoster, users });
    await lookAtSource(world, { districtId, sourceId }, () => undefined);
    await syncSource(world, { ...{ districtId, sourceId, operator, applies: false }, ...noProgress });
    const check = await checkSource(world, { districtId, sourceId });
    const counts: Readonly<Record<string, readonly [string, number, number]>> = {
      "source.look.none": ["fine", 0, 1],
      "roster.fetch.none": ["fine", 0, 1],
      "roster.proof.missing": ["fine", 0, 4],
      "school.link.none": ["fine", 0, 2],
      "school.students.none": ["fine", 0, 2],
      "student.grade.none": ["look", 1, 3],
      "student.class.none": ["fine", 0, 3],
      "student.family.none": ["look", 2, 3],
      "class.teacher.none": ["look", 1, 3],
      "class.student.none": ["fine", 0, 3],
      "teacher.email.none": ["look", 1, 2],
      "guardian.contact.none": ["look", 1, 1],
      "person.match.exact": ["fine", 0, 0],
    };
    const found = Object.fromEntries(Object.keys(counts).map((id) => [id, counted(check, id)]));
    assert.deepEqual(found, counts);
    assert.deepEqual(counted(check, "plan.records.removed").slice(0, 2), ["fine", 0]);
    assert.deepEqual(counted(check, "plan.changes.held").slice(0, 2), ["fine", 0]);
    assert.deepEqual(itemOf(check, "student.grade.none").examples, [
      { sourcedId: "ben", file: "users.csv", line: 3, record: null },
    ]);
    assert.match(itemOf(check, "student.grade.none").list, /source check 2 --item student\.grade\.none/);
    assert.equal(
      (await district.one<{ people: number }>("select count(*) as people from person where district_id = $1"))
        ?.people,
      0,
    );
  }));

test("who is there already and would come twice must be solved, or somebody says why not", () =>
  withTestDistrict(async (district) => {
    const world = worldOf(district);
    const { districtId } = district;
    const request = { districtId, operator };
    const { schoolId } = await createSchool(world, { ...request, name: "Oak Elementary" });
    const person = (role: "student" | "guardian" | "staff", fields: object, more: object = {}) =>
      createPerson(world, { ...request, role, schoolId, fields, ...more });
    const ana = await person("student", { givenName: "Ana", familyName: "Alder", studentNumber: "n-ana" });
    await person("student", { givenName: "BEN", familyName: "Birch", studentNumber: "other" });
    await person("student", { givenName: "Nobody", familyName: "Else", studentNumber: "n-0" });
    const students = [{ studentId: ana.personId ?? 0, relationship: "mother", contactType: "" }];
    await person(
      "guardian",
      { givenName: "Mia", familyName: "Alder", email: "old@home.example.org" },
      { students },
    );
    // Typed in as the data have him: he becomes one with his row, and is counted nowhere.
    await person("staff", { givenName: "Tom", familyName: "Thorn", email: "tom@school.example.org" });
    await createClassroom(world, { ...request, schoolId, fields: { title: "math" } });
    const sourceId = await addFolder(district, world);
    await linkSchool(world, { ...request, sourceId, sourcedId: "S1", school: String(schoolId) });
    await lookAtSource(world, { districtId, sourceId }, () => undefined);
    await syncSource(world, { ...request, sourceId, applies: false, ...noProgress });

    const check = await checkSource(world, { districtId, sourceId });
    assert.deepEqual(counted(check, "school.link.none"), ["look", 1, 2]);
    assert.deepEqual(counted(check, "person.match.exact"), ["must", 1, 5]);
    assert.equal(itemOf(check, "person.match.exact").examples[0]?.record, ana.personId);
    assert.deepEqual(counted(check, "person.match.likely"), ["look", 1, 4]);
    assert.deepEqual(counted(check, "guardian.details.differ"), ["look", 1, 1]);
    assert.deepEqual(counted(check, "classroom.match.likely"), ["look", 1, 1]);

    const refused = await enableSource(world, { ...request, sourceId });
    assert.equal(refused.isEnabled, false);
    assert.equal((await listSources(world.db, districtId)).at(-1)?.state, "draft");
    const anyway = "They are merged by hand on Monday.";
    assert.equal((await enableSource(world, { ...request, sourceId, anyway })).isEnabled, true);
    const [kept] = await listEnablings(world.db, districtId, sourceId);
    assert.deepEqual([kept?.enabledBy, kept?.state, kept?.anywayFor], [operator, "must", anyway]);
  }));

test("a look before saving tells what is there, and keeps nothing", () =>
  withTestDistrict(async (district) => {
    const world = worldOf(district);
    const { districtId } = district;
    const place = district.folder("site");
    await writeRoster(place, smallRoster);
    const typed = { districtId, kind: folderSource, values: { path: place } };
    const sighting = await lookBeforeSaving(world, typed, () => undefined);
    assert.deepEqual(
      sighting.schools.map(({ sourcedId, students }) => [sourcedId, students]),
      [
        ["S1", 2],
        ["S2", 1],
      ],
    );
    assert.deepEqual(
      (await listSources(world.db, districtId)).map(({ kind }) => kind),
      ["upload"],
    );
    assert.deepEqual(await readdir(path.join(world.home, "arrivals")), []);
    await assert.rejects(() => lookBeforeSaving(world, { ...typed, values: {} }, () => undefined), {
      code: "source.field.missing",
    });
  }));

test("an SFTP source without a pinned host key is told so", () =>
  withTestDistrict(async (district) => {
    const world = worldOf(district);
    const { districtId } = district;
    const values = { host: "sftp.example.org", login: "roster", password: "canary-Pa55word" };
    const sourceId = await addSource(world.db, world.keys, {
      ...{ districtId, kind: sftpSource, name: "SFTP", values },
      ...{ joins: undefined, follows: undefined, startsAt: undefined },
    });
    const check = await checkSource(world, { districtId, sourceId });
    const item = itemOf(check, "source.secret.missing");
    assert.deepEqual([item.state, item.count, item.of, item.says], ["must", 1, 2, "Missing: Host key."]);
    assert.ok(!JSON.stringify(check).includes("canary"));
  }));

test("what two roles say differently, and families that are not managed here, are told apart", () =>
  withTestDistrict(async (district) => {
    const users = [
      ...smallRoster.users,
      {
        ...(smallRoster.users.find(({ sourcedId }) => sourcedId === "mia") ?? {}),
        sourcedId: "mia-t",
        role: "teacher",
        agentSourcedIds: "",
        sms: "2125550100",
      },
    ];
    await district.sync({ ...smallRoster, users }, false);
    const at = { districtId: district.districtId, sourceId: district.sourceId };
    const check = await checkSource(worldOf(district), at);
    assert.deepEqual(counted(check, "adult.accounts.several"), ["look", 1, 1]);
    assert.deepEqual(counted(check, "student.family.none"), ["look", 2, 3]);
    assert.deepEqual(counted(check, "source.look.none"), ["fine", 0, 0], "files by hand have no connection");
  }));
