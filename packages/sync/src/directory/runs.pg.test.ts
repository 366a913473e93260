import assert from "node:assert/strict";
import { test } from "node:test";
import { parse } from "csv-parse/sync";
import { Fault } from "../fault.ts";
import { approvePlan } from "../run/approve-plan.ts";
import { beginRun } from "../run/run.ts";
import {
  enrollment,
  type Roster,
  smallRoster,
  student,
  withCells,
  without,
  withTestDistrict,
} from "../run/test-district.ts";
import { undoRun } from "../run/undo-run.ts";
import { changesCsv, findingsCsv } from "./report-csv.ts";
import { runChanges, runFindings } from "./run-changes.ts";
import { listRuns, showRun } from "./runs.ts";

type Row = Readonly<Record<string, string>>;

async function all<T>(items: AsyncIterable<T>): Promise<readonly T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

/** Six of Oak's twelve students are gone: more than its limit lets go. */
const tuesday = ["s1", "s2", "s3", "s4", "s5", "s6"];
const monday: Roster = {
  ...smallRoster,
  users: [
    ...smallRoster.users,
    ...[...tuesday, "s7", "s8", "s9", "s10"].map((id) => student(id, "S1", id.toUpperCase(), "Sorrel")),
  ],
};
const massLeave: Roster = {
  ...monday,
  users: withCells(
    monday.users.filter((row) => !tuesday.includes(row.sourcedId ?? "")),
    "tom",
    { email: "=tom@school.example.org" },
  ),
};

test("lists a district's runs with the newest first, what they applied and what waits", async () => {
  await withTestDistrict(async (district) => {
    const { db, districtId } = district;
    await district.sync(monday);
    district.pass();
    const held = await district.sync(massLeave);
    assert.equal(held.outcome, "partly_applied");
    const [second, first, ...none] = await listRuns(db, districtId);
    assert.deepEqual(none, []);
    assert.deepEqual(
      [first?.run, first?.outcome, first?.waiting, first?.source],
      [1, "applied", 0, "Uploaded files"],
    );
    assert.deepEqual([second?.run, second?.kind, second?.applied, second?.waiting], [2, "sync", 1, 6]);
    assert.equal(second?.planHash, held.plan?.hash);
    assert.equal(second?.planState, "partly_applied");
    assert.equal(second?.startedAt, "2026-09-02T03:00:00Z");
  });
});

test("tells a run whose process died as died, and one that is still under way as running", async () => {
  await withTestDistrict(async (district) => {
    const { db, districtId } = district;
    const stateOf = async () => (await listRuns(db, districtId))[0]?.state;
    const at = "2026-09-02T03:00:00Z";
    await db.session(districtId, async (session) => {
      const begin = { districtId, kind: "sync", sourceId: undefined, operator: "nightly", at } as const;
      await beginRun(session, { ...begin, onWait: () => undefined });
      assert.equal(await stateOf(), "running");
    });
    // Its connection is gone, and nobody said how it ended.
    assert.equal(await stateOf(), "died");
    assert.equal((await showRun(db, districtId, 1)).state, "died");
    await district.sync(monday);
    const [, closed] = await listRuns(db, districtId);
    assert.deepEqual([closed?.state, closed?.outcome], ["finished", "failed"]);
  });
});

test("shows which slice of a run waits, for which school and why", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(monday);
    await district.sync(massLeave);
    const run = await showRun(district.db, district.districtId, 2);
    assert.deepEqual(
      run.slices.map((slice) => [slice.type, slice.school, slice.kind, slice.changes, slice.verdict]),
      [
        ["student", "Oak Elementary", "removal", 6, "hold"],
        ["staff", "Oak Elementary", "update", 1, "go"],
      ],
    );
    assert.deepEqual(
      run.slices[0]?.gates.map((gate) => [gate.code, gate.observed]),
      [["gate.removals.many", 6]],
    );
    assert.deepEqual([run.slices[1]?.appliedInRun, run.slices[0]?.appliedInRun], [2, null]);
    assert.equal(run.snapshot?.id, 2);
    await assert.rejects(
      showRun(district.db, district.districtId, 99),
      (error) => error instanceof Fault && error.code === "run.id.unknown",
    );
  });
});

test("a run that approved what was held tells what it applied, and no more", async () => {
  await withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    await district.sync(monday);
    const held = await district.sync(massLeave);
    const approval = {
      districtId,
      hash: held.plan?.hash ?? "",
      operator: "lee",
      approve: true,
      reason: "moved away",
      confirmed: 6,
    };
    const { run } = await approvePlan(world, approval);
    const changes = await all(runChanges(db, districtId, run));
    assert.deepEqual(
      changes.map((change) => [change.type, change.action, change.standing, change.approvedBy]),
      Array(6).fill(["student", "archive", "applied", "lee"]),
    );
    assert.equal((await all(runChanges(db, districtId, held.run))).length, 7);
    assert.deepEqual(await all(runChanges(db, districtId, 99)), []);
  });
});

test("names everybody a change is about, also those who are only planned", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(smallRoster, false);
    const changes = await all(runChanges(district.db, district.districtId, 1));
    const joins = changes.find((change) => change.type === "membership" && change.sourcedIds.includes("e2"));
    assert.deepEqual(joins?.names, { subject: "Ana Alder", other: "Math", school: "Oak Elementary" });
    assert.deepEqual([joins?.standing, joins?.file, joins?.line], ["waits", "enrollments.csv", 3]);
    const family = changes.find((change) => change.type === "guardianship");
    assert.deepEqual(family?.names, { subject: "Mia Alder", other: "Ana Alder", school: "Oak Elementary" });
  });
});

test("shows a run that was taken back beside the run that did it", async () => {
  await withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    await district.sync(smallRoster);
    await district.sync({
      ...smallRoster,
      users: withCells(smallRoster.users, "ana", { givenName: "Anna" }),
    });
    await undoRun(world, { districtId, runId: 2, operator: "kim", applies: true });
    const [undo, undone] = await listRuns(db, districtId);
    assert.deepEqual([undone?.outcome, undone?.undoneBy], ["undone", 3]);
    assert.deepEqual([undo?.kind, undo?.undoes, undo?.operator], ["undo", 2, "kim"]);
  });
});

test("writes the changes of a run for a spreadsheet, field by field and with no cell that it would run", async () => {
  await withTestDistrict(async (district) => {
    await district.sync(monday);
    await district.sync({
      ...massLeave,
      enrollments: without(withCells(monday.enrollments, "e2", { endDate: "2027-06-01" }), "e3"),
    });
    const text = (await all(changesCsv(district.db, district.districtId, 2))).join("");
    const rows = parse<Row>(text, { columns: true });
    assert.deepEqual(
      rows
        .filter((row) => row.standing === "applied")
        .map((row) => [row.type, row.action, row.record, row.before, row.after]),
      [
        ["staff", "update", "Tom Thorn", "email: tom@school.example.org", "email: =tom@school.example.org"],
        ["membership", "update", "Ana Alder in Math", "", "endsOn: 2027-06-01"],
        ["membership", "archive", "Ben Birch in Math", "status: active", "status: ended"],
      ],
    );
    const held = rows.filter((row) => row.standing === "held");
    assert.equal(held.length, 6);
    assert.equal(held[0]?.before, "student at Oak Elementary: active, 04");
    assert.equal(held[0]?.reason, "absent");
  });
});

test("a name that begins with a formula's sign is written with an apostrophe before it", async () => {
  await withTestDistrict(async (district) => {
    const users = withCells(smallRoster.users, "ana", { givenName: "=HYPERLINK(A1)", familyName: "-1" });
    await district.sync({ ...smallRoster, users });
    const text = (await all(changesCsv(district.db, district.districtId, 1))).join("");
    const rows = parse<Row>(text, { columns: true });
    assert.equal(rows.find((row) => row.type === "student")?.record, "'=HYPERLINK(A1) -1");
    for (const row of rows) for (const cell of Object.values(row)) assert.doesNotMatch(cell, /^[=+\-@]/);
  });
});

test("tells every finding of a run with its place", async () => {
  await withTestDistrict(async (district) => {
    await district.sync({
      ...smallRoster,
      enrollments: [...smallRoster.enrollments, enrollment("e9", "C9", "S1", "ana", "student")],
    });
    const findings = await all(runFindings(district.db, district.districtId, 1));
    const missing = findings.find((finding) => finding.code === "enrollment.class.missing");
    assert.deepEqual([missing?.file, missing?.line, missing?.sourcedId], ["enrollments.csv", 8, "e9"]);
    assert.equal(missing?.column, undefined);
    const rows = parse<Row>((await all(findingsCsv(district.db, district.districtId, 1))).join(""), {
      columns: true,
    });
    assert.equal(rows.length, findings.length);
    const run = await showRun(district.db, district.districtId, 1);
    assert.equal(run.findings[0]?.code, "enrollment.class.missing");
  });
});
