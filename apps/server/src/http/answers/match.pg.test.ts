import assert from "node:assert/strict";
import {
  adoptClasses,
  adoptSchools,
  linkClassrooms,
  linkSchools,
  showClassMatches,
  showSchoolMatches,
  showUnlinking,
  unlinkClassroom,
} from "@muster/api/resource/match.ts";
import { turnSession } from "@muster/api/resource/session.ts";
import { createDistrict, makePractice, showStart } from "@muster/api/resource/start.ts";
import { createSchool } from "@muster/sync/run/create-school.ts";
import { createClassroom } from "@muster/sync/run/edit-classroom.ts";
import { smallRoster } from "@muster/sync/run/test-district.ts";
import { testVisits } from "../test-visits.ts";

const orgs = [
  ...smallRoster.orgs,
  { sourcedId: "S3", name: "Ash High", type: "school", identifier: "0303", parentSourcedId: "D" },
  { sourcedId: "0042", name: "Fir Primary", type: "school", identifier: "", parentSourcedId: "D" },
  { sourcedId: "S5", name: "Yew Primary", type: "school", identifier: "0505", parentSourcedId: "D" },
];

testVisits("matching and first steps over HTTP", {
  "schools are matched in bulk by what speaks for them, in one run that can be undone": async ({
    as,
    district,
  }) => {
    const { world, districtId, sourceId } = district;
    const by = { districtId, operator: "olga" };
    const ash = await createSchool(world, { ...by, name: "Ash Academy", identifier: "0303" });
    const fir = await createSchool(world, { ...by, name: "Fir", identifier: "42" });
    await district.sync({ ...smallRoster, orgs }, false);
    const { told } = await as("data-manager");
    const { theirs, ours } = await told(showSchoolMatches);
    const of = (id: string) => theirs.find(({ sourcedId }) => sourcedId === id);
    assert.equal(of("S1")?.students, 2);
    assert.equal(of("S1")?.classes, 2);
    assert.equal(of("S1")?.linkedTo?.name, "Oak Elementary");
    assert.deepEqual(
      of("S3")?.suggestions.map(({ record, evidence }) => [record, evidence]),
      [[ash.schoolId, "identifier"]],
    );
    assert.equal(of("0042")?.suggestions[0]?.evidence, "zeros");
    assert.deepEqual(of("S5")?.suggestions, []);
    assert.equal(ours.length, 4);
    const links = [
      { sourcedId: "S3", record: ash.schoolId },
      { sourcedId: "0042", record: fir.schoolId },
    ];
    const linked = await told(linkSchools, { body: { source: sourceId, links } });
    assert.equal(linked.links.length, 2);
    const runs = await district.one<{ runs: number }>(
      "select count(distinct run_id) as runs from plan where district_id = $1 and run_id = $2",
      linked.run,
    );
    assert.equal(runs?.runs, 1);
    const adopted = await told(adoptSchools, { body: { source: sourceId, sourcedIds: ["S5"] } });
    assert.equal(adopted.made, 1);
    const after = (await told(showSchoolMatches)).theirs;
    assert.ok(after.every(({ linkedTo }) => linkedTo !== null));
  },

  "of links that are made together all are made, or none": async ({ as, district }) => {
    const { world, districtId, sourceId } = district;
    const ash = await createSchool(world, { districtId, operator: "olga", name: "Ash Annex" });
    const { refused } = await as("data-manager");
    const links = [
      { sourcedId: "S9", record: ash.schoolId },
      { sourcedId: "S1", record: ash.schoolId },
    ];
    const taken = await refused(linkSchools, { body: { source: sourceId, links } });
    assert.equal(taken.code, "link.sourced-id.taken");
    const kept = await district.one<{ links: number }>(
      "select count(*) as links from link where district_id = $1 and sourced_id = 'S9'",
    );
    assert.equal(kept?.links, 0);
  },

  "a classroom made by hand is handed over to the class that has its name and its teacher": async ({
    as,
    district,
  }) => {
    const { world, districtId, sourceId } = district;
    const oak = await district.one<{ id: number }>(
      "select school_id as id from school where district_id = $1 and name = 'Oak Elementary'",
    );
    const schoolId = oak?.id ?? 0;
    const drama = { title: "Drama", classCode: "D-1" };
    await createClassroom(world, { districtId, operator: "olga", schoolId, fields: drama });
    const listed = { sourcedId: "C9", title: "Drama", classCode: "D-1", schoolSourcedId: "S1" };
    await district.sync({ ...smallRoster, classes: [...smallRoster.classes, listed] }, false);
    const manager = await as("data-manager");
    const { ours, theirs } = await manager.told(showClassMatches, { params: { school: schoolId } });
    assert.equal(ours.length, 1);
    const found = theirs.find(({ sourcedId }) => sourcedId === "C9");
    assert.equal(found?.suggestions[0]?.record, ours[0]?.classroom);
    const links = [{ sourcedId: "C9", record: ours[0]?.classroom }];
    const linked = await manager.told(linkClassrooms, { body: { source: sourceId, links } });
    assert.equal(linked.links[0]?.name, "Drama");
    const link = { source: sourceId, sourcedId: "C9" };
    const params = { classroom: ours[0]?.classroom ?? 0 };
    const told = await manager.told(showUnlinking, { params, query: link });
    assert.match(told.says.join(" "), /No sync changes Drama .* C9 .* by itself again/);
    assert.deepEqual(told.choices, [], "nobody is in it by that link");
    const gone = await manager.told(unlinkClassroom, { params, body: { ...link, people: "stay" } });
    assert.deepEqual([gone.left, gone.links[0]?.sourcedId], [0, "C9"]);
    const left = await manager.told(showClassMatches, { params: { school: schoolId } });
    const out = left.theirs.find(({ sourcedId }) => sourcedId === "C9");
    assert.deepEqual([out?.linkedTo, out?.isLeftOut], [null, true]);
    assert.equal(left.theirs[0]?.sourcedId, "C9", "what feeds nothing comes first");
    const body = { source: sourceId, sourcedIds: ["C9"] };
    assert.equal((await manager.told(adoptClasses, { body })).made, 1);
    const admin = await as("school-admin");
    const elm = await district.one<{ id: number }>(
      "select school_id as id from school where district_id = $1 and name = 'Elm Middle'",
    );
    assert.equal((await admin.refused(showClassMatches, { params: { school: elm?.id ?? 0 } })).status, 404);
    const music = await district.one<{ classroom: number }>(
      "select classroom_id as classroom from classroom where district_id = $1 and title = 'Music'",
    );
    const query = { source: sourceId, sourcedId: "C3" };
    const hidden = await admin.refused(showUnlinking, {
      ...{ params: { classroom: music?.classroom ?? 0 }, query },
    });
    assert.equal(hidden.code, "classroom.id.unknown", "of a school that is not theirs");
    const mine = await admin.told(showSchoolMatches);
    assert.deepEqual(
      [...mine.ours, ...mine.theirs].map(({ name }) => name),
      ["Oak Elementary", "Oak Elementary"],
    );
  },

  "whoever makes a district owns it, and the practice district is made once": async ({
    as,
    district,
    other,
  }) => {
    const owner = await as("owner");
    const body = { name: "Birch Valley", zone: "America/Denver", yearStart: "august" };
    const made = await owner.told(createDistrict, { body });
    await owner.told(turnSession, { body: made });
    const start = await owner.told(showStart);
    assert.deepEqual([start.zone, start.yearStart], ["America/Denver", "august"]);
    assert.equal(start.steps[0]?.state, "done");
    assert.equal(start.steps[1]?.state, "next");
    assert.ok(start.zones.includes("America/Denver"));
    const wrong = await owner.refused(createDistrict, { body: { name: "X", zone: "Mars/Base" } });
    assert.equal(wrong.code, "setting.value.invalid");
    const never = await owner.refused(createDistrict, { body: { ...body, name: "X", yearStart: "may" } });
    assert.equal(never.code, "setting.value.invalid");
    const practice = await owner.told(makePractice);
    const again = await owner.told(makePractice);
    assert.deepEqual(again, practice);
    const stranger = await as("owner", other);
    const theirs = (await stranger.told(makePractice)).districtId;
    assert.notEqual(theirs, practice.districtId, "nobody is let in where somebody else practises");
    await owner.told(turnSession, { body: practice });
    const { steps } = await owner.told(showStart);
    assert.equal(steps.find(({ id }) => id === "first-sync")?.state, "done");
    assert.ok(district.districtId !== practice.districtId);
  },
});
