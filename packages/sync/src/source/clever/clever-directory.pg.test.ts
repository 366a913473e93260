import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { splitCells } from "@muster/oneroster/csv/split-cells.ts";
import { liveDay } from "@muster/sandbox/day.ts";
import type { District } from "@muster/sandbox/district.ts";
import { practiceDistrict } from "@muster/sandbox/practice.ts";
import type { CleverSharing } from "@muster/sandbox/stand-in/clever/clever-view.ts";
import { ownIds } from "@muster/sandbox/stand-in/clever/own-ids.ts";
import {
  type CleverStandIn,
  startCleverStandIn,
} from "@muster/sandbox/stand-in/clever/start-clever-stand-in.ts";
import { writeRoster } from "@muster/sandbox/write-roster.ts";
import { addSource, changeSource, listSources } from "../../connection/connections.ts";
import { lookAtSource } from "../../connection/look-at-source.ts";
import type { SourceWorld } from "../../connection/source-world.ts";
import { exportDirectory } from "../../directory/export-directory.ts";
import { listSchools } from "../../directory/schools.ts";
import { why } from "../../directory/why.ts";
import { linkClassroom } from "../../run/link-classroom.ts";
import { linkSchool, unlinkSchool } from "../../run/link-school.ts";
import type { RunWorld, SyncResult } from "../../run/sync-request.ts";
import { syncSource } from "../../run/sync-source.ts";
import { type TestDistrict, withTestDistrict } from "../../run/test-district.ts";
import { sourceKinds } from "../registry.ts";
import { type SourceValues, sourceLimits } from "../source.ts";
import { cleverSource } from "./source.ts";

const roster = practiceDistrict("monday");

function worldOf({ world }: TestDistrict): RunWorld & SourceWorld {
  return {
    ...{ ...world, kinds: sourceKinds, limits: sourceLimits, allowsPrivateHosts: true },
    ...{ signal: new AbortController().signal, wait: async () => undefined },
  };
}

/** Sets a source up as a person does; gives back what runs it. */
async function enabled(
  district: TestDistrict,
  kindName: string,
  values: SourceValues,
): Promise<() => Promise<SyncResult>> {
  const world = worldOf(district);
  const { districtId } = district;
  const kind = sourceKinds.get(kindName);
  assert.ok(kind);
  const sourceId = await addSource(world.db, world.keys, {
    ...{ districtId, kind, name: kindName, values },
    ...{ follows: undefined, joins: undefined, startsAt: undefined },
  });
  await lookAtSource(world, { districtId, sourceId }, () => undefined);
  await changeSource(world, kind, { districtId, sourceId }, { state: "enabled" });
  const request = { districtId, sourceId, operator: "olga", applies: true, onProgress: () => undefined };
  return () => syncSource(world, request);
}

async function byClever(
  t: TestContext,
  district: TestDistrict,
  sharing: CleverSharing = {},
): Promise<{ readonly clever: CleverStandIn; readonly sync: () => Promise<SyncResult> }> {
  const clever = await startCleverStandIn({ district: roster, sharing });
  t.after(() => clever.close());
  const { token } = clever.keys;
  const values = { "district-id": clever.districtId, "district-token": token, "base-url": clever.origin };
  return { clever, sync: await enabled(district, "clever", values) };
}

/** What a district holds, as lines that name everybody by the district's own ids. */
async function held(
  { world, districtId, folder }: TestDistrict,
  own: (id: string) => string = (id) => id,
): Promise<Readonly<Record<string, readonly string[]>>> {
  const place = folder("exported");
  await exportDirectory(world.db, { districtId, folder: place });
  const read = async (file: string, columns: readonly string[]) => {
    const text = await readFile(path.join(place, file), "utf8");
    const [header = "", ...lines] = text.split("\r\n").slice(0, -1);
    const names = header.split(",");
    const rows = lines.map((line) => splitCells(line, ",").cells);
    const cells = rows.map((row) => columns.map((name) => own(row[names.indexOf(name)] ?? "")).join(" "));
    return [file, cells.sort()] as const;
  };
  return Object.fromEntries([
    await read("orgs.csv", ["sourcedId", "type", "name", "identifier"]),
    await read("classes.csv", ["sourcedId", "schoolSourcedId", "classCode"]),
    await read("users.csv", ["sourcedId", "role", "identifier", "email", "grades"]),
    await read("enrollments.csv", ["classSourcedId", "userSourcedId", "role"]),
    await read("guardianships.csv", ["studentSourcedId", "guardianSourcedId", "relationship", "contactType"]),
  ]);
}

test("Clever brings the same people, classes, memberships and guardianships as the files, and nothing new the next day", (t) =>
  withTestDistrict(async (first) => {
    const folder = first.folder("files");
    await writeRoster(roster, folder, { form: "oneroster-1.2", guardians: "guardians-csv" });
    const asFiles = await enabled(first, "folder", { path: folder, "quiet-seconds": "0" });
    assert.equal((await asFiles()).outcome, "applied");
    const second = await first.another("by Clever");
    const { clever, sync } = await byClever(t, second);
    assert.equal((await sync()).outcome, "applied");
    assert.deepEqual(await held(second, ownIds(clever.view())), await held(first));
    assert.equal((await sync()).outcome, "no_changes");
  }));

test("I04 an emptied list of contacts is held, and families stay as they are", (t) =>
  withTestDistrict(async (district) => {
    const { clever, sync } = await byClever(t, district);
    await sync();
    const before = await held(district);
    clever.become(roster, { withheldRoles: ["contact"] });
    const result = await sync();
    assert.equal(result.outcome, "held");
    assert.ok(
      result.gates.some(({ code }) => code === "gate.collection.empty"),
      JSON.stringify(result.gates),
    );
    assert.deepEqual(await held(district), before);
  }));

test("I04 an emptied list of teachers, in a file with others, waits for a person", (t) =>
  withTestDistrict(async (district) => {
    const { clever, sync } = await byClever(t, district);
    await sync();
    const before = await held(district);
    clever.become(roster, { withheldRoles: ["teacher", "staff"] });
    const result = await sync();
    assert.equal(result.outcome, "held");
    assert.equal(result.applied, 0);
    assert.deepEqual(await held(district), before);
  }));

test("I17 a district that takes the application away loses nobody", (t) =>
  withTestDistrict(async (district) => {
    const { clever, sync } = await byClever(t, district);
    await sync();
    const before = await held(district);
    clever.revoke();
    await assert.rejects(sync(), { code: "source.district.disconnected" });
    assert.deepEqual(await held(district), before);
    const shown = await listSources(district.db, district.districtId);
    assert.equal(shown.at(-1)?.trouble, "source.district.disconnected");
  }));

test("contacts are chosen by type, relationship and phone type in what is set of the source", (t) =>
  withTestDistrict(async (district) => {
    const { sync } = await byClever(t, district);
    const world = worldOf(district);
    const { districtId } = district;
    const [source] = (await listSources(world.db, districtId)).filter(({ kind }) => kind === "clever");
    assert.ok(source);
    const set = (values: SourceValues) => changeSource(world, cleverSource, source, { values });
    await assert.rejects(set({ "contact-types": "Primary,Neighbour" }), { code: "source.field.invalid" });
    const chosen = { "contact-types": "Primary,Secondary", "contact-relationships": "Parent" };
    await set({ ...chosen, "phone-types": "Home" });
    await lookAtSource(world, source, () => undefined);
    await changeSource(world, cleverSource, source, { state: "enabled" });
    assert.equal((await sync()).outcome, "applied");
    const lines = (await held(district))["guardianships.csv"] ?? [];
    assert.ok(lines.length > 0);
    for (const line of lines) assert.match(line, / parent (primary|secondary)$/i);
    const reached = await district.one<{ count: number }>(
      `select count(*)::int as count from person p where p.district_id = $1 and p.mobile <> ''
          and exists (select from role_record r where r.district_id = $1 and r.person_id = p.person_id and r.role = 'guardian')`,
    );
    assert.equal(reached?.count, 0, "no mobile number was taken");
  }));

test("a contact without an id who changes a phone is updated, and nobody is archived for it", (t) =>
  withTestDistrict(async (district) => {
    const { clever, sync } = await byClever(t, district, { contactIds: false });
    await sync();
    const changed: District = liveDay(roster, {
      ...{ seed: 4, joiners: 0, leavers: 0, classChanges: 0, renames: 0, contactChanges: 8 },
    });
    clever.become(changed);
    const { plan, outcome } = await sync();
    assert.equal(outcome, "applied");
    const { create, update, archive } = plan?.counts.guardian ?? { create: 9, update: 0, archive: 9 };
    assert.ok(update > 0);
    assert.deepEqual([create, archive], [0, 0]);
  }));

test("a school or class is linked by Clever's id or by any other of its ids, and it is told which was written", (t) =>
  withTestDistrict(async (district) => {
    const { world, districtId } = district;
    const { clever, sync } = await byClever(t, district);
    await sync();
    const { roster: sandbox, schools } = clever.view();
    const row = schools[0] ?? 0;
    const own = sandbox.schoolIds[row] ?? "";
    const { schools: ours } = await listSchools(world.db, districtId);
    const link = ours
      .flatMap(({ links }) => links)
      .find(({ sourcedId }) => sourcedId === clever.view().schoolId(row));
    assert.ok(link);
    const request = { districtId, sourceId: link.sourceId, operator: "olga" };
    const gone = await unlinkSchool(world, { ...request, sourcedId: own });
    assert.deepEqual([gone.sourcedId, gone.understoodAs, gone.changes], [link.sourcedId, "sis_id", 1]);
    const number = String(sandbox.district.schools[row]?.number).padStart(4, "0");
    const school = gone.record.name;
    const made = await linkSchool(world, { ...request, school, sourcedId: number });
    assert.deepEqual([made.sourcedId, made.isListed], [link.sourcedId, true]);
    assert.match(made.understoodAs ?? "", /^(sis_id|school_number)$/);
    const again = await linkSchool(world, { ...request, school, sourcedId: link.sourcedId });
    assert.deepEqual([again.changes, again.understoodAs], [0, undefined]);
    const section = clever.view().sections[0] ?? 0;
    const classroom = await linkClassroom(world, {
      ...{ ...request, classroom: clever.view().sectionId(section), sourcedId: sandbox.classId(section) },
    });
    assert.deepEqual(
      [classroom.sourcedId, classroom.understoodAs, classroom.changes],
      [clever.view().sectionId(section), "sis_id", 0],
    );
  }));

test("somebody is found by the id of the district's own system, which Clever knows beside its own", (t) =>
  withTestDistrict(async (district) => {
    const { world, districtId } = district;
    const { clever, sync } = await byClever(t, district);
    await sync();
    const { roster: sandbox, usersOf, userId } = clever.view();
    const row = usersOf("student")[0] ?? 0;
    const answer = await why(world, { districtId, who: sandbox.personId(row) });
    assert.equal(answer.kind, "person");
    if (answer.kind === "person") assert.deepEqual(answer.subject.sourcedIds, [userId(row)]);
    const section = clever.view().sections[0] ?? 0;
    assert.equal((await why(world, { districtId, who: sandbox.classId(section) })).kind, "classroom");
  }));
