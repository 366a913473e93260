import assert from "node:assert/strict";
import { test } from "node:test";
import { exportPlanChanges, listPlanChanges, showPlanChange } from "@muster/api/resource/change.ts";
import { showHome } from "@muster/api/resource/home.ts";
import {
  approvePlan,
  declinePlan,
  listPlanGroups,
  listPlans,
  previewPlan,
  showPlan,
} from "@muster/api/resource/plan.ts";
import { makeLargePlan } from "@muster/sync/directory/plan/test-large-plan.ts";
import {
  type Roster,
  smallRoster,
  student,
  type TestDistrict,
  withCells,
} from "@muster/sync/run/test-district.ts";
import { withTestHttp } from "../test-http.ts";

const gone = ["s1", "s2", "s3", "s4", "s5", "s6"];
const more = (school: string, prefix: string) =>
  ["1", "2", "3", "4", "5", "6", "7", "8"].map((n) =>
    student(`${prefix}${n}`, school, `${prefix}${n}`, "Sorrel"),
  );
const monday: Roster = {
  ...smallRoster,
  users: [...smallRoster.users, ...more("S1", "s"), ...more("S2", "e")],
};
/** Six leave Oak and six leave Elm, which waits; Tom has another address, which does not. */
const tuesday: Roster = {
  ...monday,
  users: withCells(
    monday.users.filter(
      ({ sourcedId }) => !gone.includes(sourcedId ?? "") && !/^e[1-6]$/.test(sourcedId ?? ""),
    ),
    "tom",
    { email: "thorn@school.example.org" },
  ),
};

test("a data manager finds what waits, reads why, approves one school and declines the rest", () =>
  withTestHttp(async ({ district, as }) => {
    await district.sync(monday);
    district.pass();
    await district.sync(tuesday);
    const { told, refused } = await as("data-manager");
    const list = await told(listPlans);
    assert.equal(list.waiting.length, 1);
    assert.equal(list.waiting[0]?.says, "12 changes wait for you, 1 is done");
    const params = { plan: list.waiting[0]?.hash.slice(0, 12) ?? "" };
    const shown = await told(showPlan, { params });
    assert.equal(
      shown.headline,
      "12 students leave in 2 schools · 1 staff member changes at Oak Elementary.",
    );
    assert.deepEqual([shown.isOpen, shown.mayDecide, shown.holds.length], [true, true, 1]);
    assert.equal(shown.holds[0]?.message.code, "gate.removals.many");
    assert.equal(shown.holds[0]?.more.length, 1);
    assert.match(shown.holds[0]?.message.vendorText ?? "", /.{20}/, "there is a text for the vendor");
    assert.deepEqual(shown.matrix[0]?.cells[2], {
      ...{ kind: "removal", changes: 12, held: 12, applied: 0, share: "63.2 %", isOverLimit: true },
    });
    const oak = shown.schools.find(({ name }) => name === "Oak Elementary");
    const rows = await told(listPlanChanges, {
      params,
      query: { kind: "removal", school: oak?.schoolId, limit: 2 },
    });
    assert.deepEqual([rows.total, rows.items.length], [6, 2]);
    const next = await told(listPlanChanges, {
      params,
      query: { kind: "removal", school: oak?.schoolId, after: rows.next ?? "" },
    });
    assert.equal(next.items.length, 4);
    const one = await told(showPlanChange, {
      params: { ...params, change: rows.items[0]?.change },
    });
    assert.match(
      one.why[0] ?? "",
      /^s1 Sorrel \(student\) leaves Oak Elementary, because users\.csv no longer lists them/,
    );
    assert.match(one.why.at(-1) ?? "", /^It waits for a person: /);
    assert.ok(one.diff.some(({ was, now }) => was === "active" && now === "archived"));
    const file = await told(exportPlanChanges, {
      params,
      query: { kind: "removal" },
    });
    assert.equal(file.trim().split("\r\n").length, 13);

    const parts = [{ kind: "removal" as const, schoolId: oak?.schoolId ?? 0 }];
    const choice = { mode: "only" as const, parts };
    const looked = await told(previewPlan, {
      params,
      body: { choice },
    });
    assert.deepEqual([looked.changes, looked.leftOut.changes, looked.removals.mustType], [6, 6, true]);
    assert.deepEqual(looked.effects, ["6 students leave at Oak Elementary"]);
    const unsaid = await refused(approvePlan, { params, body: { choice, reason: "" } });
    assert.equal(unsaid.status, 400, "without a reason nothing is done");
    const reason = "the wing has closed";
    const untyped = await refused(approvePlan, {
      params,
      body: { choice, reason, confirm: 12 },
    });
    assert.deepEqual([untyped.status, untyped.code], [409, "plan.count.needed"]);
    const done = await told(approvePlan, {
      params,
      body: { choice, reason, confirm: 6 },
    });
    assert.deepEqual([done.applied, done.waiting, done.says], [6, 6, null]);
    const after = await told(showPlan, { params });
    assert.deepEqual(
      [after.state, after.applied, after.runs.length, after.runs[1]?.isProven],
      ["partly_applied", 7, 2, true],
    );
    const no = await told(declinePlan, {
      params,
      body: { reason: "Elm's export is broken" },
    });
    assert.equal(no.declined, 6);
    const home = await told(showHome);
    assert.deepEqual(
      [home.state.tone, home.state.sentence],
      ["apart", "A part of the last sync was declined."],
    );
    assert.match(home.state.more, /: \d+ changes? applied, 6 changes declined\./);
    assert.equal(home.days.at(-1)?.outcome, "rest_declined", "nothing waits for anybody");
    await endsWellElsewhere(district);
    const both = await told(showHome);
    assert.match(both.state.sentence, /^Uploaded files: a part of the last sync was declined\.$/);
    const late = await refused(approvePlan, {
      params,
      body: { reason: "yes after all" },
    });
    assert.deepEqual([late.status, late.code], [409, "plan.state.declined"]);
    assert.equal((await told(listPlans)).waiting.length, 0);
  }));

/** A newer sync of another source, after which all is as its files say; the first one runs by itself, too. */
async function endsWellElsewhere({ db, districtId }: TestDistrict): Promise<void> {
  const statements = [
    "update source set kind = 'folder' where district_id = $1",
    "insert into source (district_id, source_id, kind, name) values ($1, 2, 'folder', 'Families')",
    `insert into run (district_id, run_id, kind, source_id, state, outcome, fencing, operator, started_at, ended_at)
     select $1, max(run_id) + 1, 'sync', 2, 'finished', 'no_changes', max(fencing), 'nightly', max(ended_at), max(ended_at)
       from run where district_id = $1`,
  ];
  await db.session(districtId, (session) =>
    session.write(async (tx) => {
      for (const sql of statements) await tx.query(sql, [districtId]);
    }),
  );
}

test("a school administrator sees their own school's part of a plan, in numbers as in rows, and decides nothing", () =>
  withTestHttp(async ({ district, as }) => {
    await district.sync(monday);
    district.pass();
    await district.sync(tuesday);
    const { told, refused } = await as("school-admin");
    const list = await told(listPlans);
    const params = { plan: list.waiting[0]?.hash ?? "" };
    const shown = await told(showPlan, { params });
    assert.deepEqual([shown.held, shown.schools.length, shown.mayDecide], [6, 1, false]);
    const all = await told(listPlanChanges, { params });
    assert.equal(all.total, 7);
    assert.equal((await told(exportPlanChanges, { params })).trim().split("\r\n").length, 8);
    const groups = await told(listPlanGroups, { params });
    assert.equal(
      groups.groups.reduce((sum, { changes }) => sum + changes, 0),
      7,
    );
    const manager = await as("data-manager");
    const elm = (await manager.told(listPlanChanges, { params })).items.find(
      ({ school }) => school === "Elm Middle",
    );
    assert.equal(
      (await refused(showPlanChange, { params: { ...params, change: elm?.change } })).status,
      404,
      "Elm is somebody else's",
    );
    assert.equal((await refused(previewPlan, { params })).status, 403);
  }));

test("a plan that newer files have overtaken says so and names the newer one", () =>
  withTestHttp(async ({ district, as }) => {
    const hash = await makeLargePlan(district.db, district.districtId, 200);
    const { told, refused } = await as("owner");
    const before = await told(showPlan, { params: { plan: hash } });
    assert.deepEqual([before.isOpen, before.newer], [true, null]);
    await district.sync(monday);
    const after = await told(showPlan, { params: { plan: hash } });
    assert.deepEqual([after.isOpen, after.isStale], [false, true]);
    const late = await refused(approvePlan, { params: { plan: hash }, body: { reason: "too late" } });
    assert.deepEqual([late.status, late.code], [409, "plan.basis.stale"]);
    // Eleven rows have lost their ID: nobody leaves for it, and the files wait for a word.
    const [some, rest] = [monday.users.slice(0, 11), monday.users.slice(11)];
    const users = [...some.map((row) => ({ ...row, sourcedId: "" })), ...rest];
    const held = await district.sync({ ...monday, users });
    assert.deepEqual([held.outcome, held.held], ["held", 0]);
    const list = await told(listPlans);
    assert.deepEqual(
      list.waiting.map(({ run, changes, says }) => [run, changes, says]),
      [[held.run, 0, "Its files wait for you; nothing would change"]],
    );
    const params = { plan: held.plan?.hash ?? "" };
    const whole = await told(showPlan, { params });
    assert.deepEqual([whole.isOpen, whole.holds[0]?.message.code], [true, "gate.rows.unreadable"]);
    const accepted = await told(approvePlan, { params, body: { reason: "they are on paper" } });
    assert.deepEqual([accepted.outcome, accepted.applied], ["applied", 0]);
    assert.equal((await told(listPlans)).waiting.length, 0);
    assert.deepEqual((await told(showPlan, { params })).holds, [], "once decided nothing holds it");
  }));
