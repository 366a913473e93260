import assert from "node:assert/strict";
import { test } from "node:test";
import { makeLargePlan } from "@muster/sync/directory/plan/test-large-plan.ts";
import { type Roster, smallRoster, student, withCells } from "@muster/sync/run/test-district.ts";
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
    const { ask } = await as("data-manager");
    const { body: list } = await ask("GET", "/api/v1/plans");
    assert.equal(list.waiting.length, 1);
    assert.equal(list.waiting[0].says, "12 changes wait for you, 1 is done");
    const at = `/api/v1/plans/${list.waiting[0].hash.slice(0, 12)}`;
    const { body: shown } = await ask("GET", at);
    assert.equal(
      shown.headline,
      "12 students leave in 2 schools · 1 staff member changes at Oak Elementary.",
    );
    assert.deepEqual([shown.isOpen, shown.mayDecide, shown.holds.length], [true, true, 1]);
    assert.equal(shown.holds[0].message.code, "gate.removals.many");
    assert.equal(shown.holds[0].more.length, 1);
    assert.ok(shown.holds[0].message.vendorText.length > 20, "there is a text for the vendor");
    assert.deepEqual(shown.matrix[0].cells[2], {
      ...{ kind: "removal", changes: 12, held: 12, applied: 0, share: "63.2 %", isOverLimit: true },
    });
    const oak = shown.schools.find(({ name }: { name: string }) => name === "Oak Elementary");
    const { body: rows } = await ask("GET", `${at}/changes?kind=removal&school=${oak.schoolId}&limit=2`);
    assert.deepEqual([rows.total, rows.items.length], [6, 2]);
    const { body: next } = await ask(
      "GET",
      `${at}/changes?kind=removal&school=${oak.schoolId}&after=${rows.next}`,
    );
    assert.equal(next.items.length, 4);
    const { body: one } = await ask("GET", `${at}/changes/${rows.items[0].change}`);
    assert.match(
      one.why[0],
      /^s1 Sorrel \(student\) leaves Oak Elementary, because users\.csv no longer lists them/,
    );
    assert.match(one.why.at(-1), /^It waits for a person: /);
    assert.ok(
      one.diff.some(({ was, now }: { was: string; now: string }) => was === "active" && now === "archived"),
    );
    const file = await ask("GET", `${at}/changes.csv?kind=removal`);
    assert.equal(file.body.trim().split("\r\n").length, 13);

    const choice = { mode: "only", parts: [{ kind: "removal", schoolId: oak.schoolId }] };
    const { body: looked } = await ask("POST", `${at}/preview`, { choice });
    assert.deepEqual([looked.changes, looked.leftOut.changes, looked.removals.mustType], [6, 6, true]);
    assert.deepEqual(looked.effects, ["6 students leave at Oak Elementary"]);
    assert.equal(
      (await ask("POST", `${at}/approve`, { choice })).status,
      400,
      "without a reason nothing is done",
    );
    const reason = "the wing has closed";
    const untyped = await ask("POST", `${at}/approve`, { choice, reason, confirm: 12 });
    assert.deepEqual([untyped.status, untyped.body.code], [409, "plan.count.needed"]);
    const { body: done } = await ask("POST", `${at}/approve`, { choice, reason, confirm: 6 });
    assert.deepEqual([done.applied, done.waiting, done.says], [6, 6, null]);
    const { body: after } = await ask("GET", at);
    assert.deepEqual(
      [after.state, after.applied, after.runs.length, after.runs[1].isProven],
      ["partly_applied", 7, 2, true],
    );
    const { body: no } = await ask("POST", `${at}/decline`, { reason: "Elm's export is broken" });
    assert.equal(no.declined, 6);
    const { body: home } = await ask("GET", "/api/v1/home");
    assert.deepEqual(
      [home.state.tone, home.state.sentence],
      ["apart", "A part of the last sync was declined."],
    );
    assert.match(home.state.more, /: \d+ changes? applied, 6 changes declined\./);
    const refused = await ask("POST", `${at}/approve`, { reason: "yes after all" });
    assert.deepEqual([refused.status, refused.body.code], [409, "plan.state.declined"]);
    assert.equal((await ask("GET", "/api/v1/plans")).body.waiting.length, 0);
  }));

test("a school administrator sees their own school's part of a plan, in numbers as in rows, and decides nothing", () =>
  withTestHttp(async ({ district, as }) => {
    await district.sync(monday);
    district.pass();
    await district.sync(tuesday);
    const { ask } = await as("school-admin");
    const { body: list } = await ask("GET", "/api/v1/plans");
    const at = `/api/v1/plans/${list.waiting[0].hash}`;
    const { body: shown } = await ask("GET", at);
    assert.deepEqual([shown.held, shown.schools.length, shown.mayDecide], [6, 1, false]);
    const { body: all } = await ask("GET", `${at}/changes`);
    assert.equal(all.total, 7);
    assert.equal((await ask("GET", `${at}/changes.csv`)).body.trim().split("\r\n").length, 8);
    const { body: groups } = await ask("GET", `${at}/groups`);
    assert.equal(
      groups.groups.reduce((sum: number, { changes }: { changes: number }) => sum + changes, 0),
      7,
    );
    const manager = await as("data-manager");
    const elm = (await manager.ask("GET", `${at}/changes`)).body.items.find(
      ({ school }: { school: string }) => school === "Elm Middle",
    );
    assert.equal((await ask("GET", `${at}/changes/${elm.change}`)).status, 404, "Elm is somebody else's");
    assert.equal((await ask("POST", `${at}/preview`, {})).status, 403);
  }));

test("a plan that newer files have overtaken says so and names the newer one", () =>
  withTestHttp(async ({ district, as }) => {
    const hash = await makeLargePlan(district.db, district.districtId, 200);
    const { ask } = await as("owner");
    const { body: before } = await ask("GET", `/api/v1/plans/${hash}`);
    assert.deepEqual([before.isOpen, before.newer], [true, null]);
    await district.sync(monday);
    const { body: after } = await ask("GET", `/api/v1/plans/${hash}`);
    assert.deepEqual([after.isOpen, after.isStale], [false, true]);
    const refused = await ask("POST", `/api/v1/plans/${hash}/approve`, { reason: "too late" });
    assert.deepEqual([refused.status, refused.body.code], [409, "plan.basis.stale"]);
  }));
