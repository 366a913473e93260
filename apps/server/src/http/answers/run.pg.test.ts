import assert from "node:assert/strict";
import { test } from "node:test";
import { healthItemValue, listHealth, showHome } from "@muster/api/resource/home.ts";
import {
  applyUndo,
  compareRuns,
  listCounts,
  listRuns,
  lookAtUndo,
  runChangesCsv,
  showRun,
} from "@muster/api/resource/run.ts";
import { smallRoster, type TestDistrict, withCells, without } from "@muster/sync/run/test-district.ts";
import { addSeason } from "@muster/sync/schedule/seasons.ts";
import { type TestVisitor, withTestHttp } from "../test-http.ts";

/** Removals wait for a person from now on. */
async function holdRemovals({ db, districtId, world }: TestDistrict): Promise<void> {
  const season = { mode: "additions-only", startsOn: "2020-01-01", endsOn: "2199-12-31" } as const;
  await db.session(districtId, (session) =>
    session.write((tx) =>
      addSeason(tx, districtId, { ...season, note: "", setBy: "olga" }, world.now().toISOString()),
    ),
  );
}

const renamed = { ...smallRoster, users: withCells(smallRoster.users, "cai", { familyName: "Cypress" }) };
const withoutBen = {
  ...renamed,
  users: without(renamed.users, "ben"),
  enrollments: without(renamed.enrollments, "e3"),
};

/** What Home counts is what its list has, for whoever looks. */
async function assertListed(
  { told }: TestVisitor,
  health: readonly { readonly id: string; readonly count: number; readonly to: string }[],
): Promise<void> {
  for (const { id, count } of health.filter(({ to }) => to.startsWith("/health/"))) {
    const listed = await told(listHealth, { query: { item: healthItemValue.parse(id), limit: 1 } });
    assert.deepEqual([listed.total, listed.items.length], [count, Math.min(count, 1)], id);
  }
}

test("a held sync is told on Home and in its run, for each person as far as they may see", async () => {
  await withTestHttp(async (http) => {
    const { district } = http;
    await holdRemovals(district);
    district.pass();
    const held = await district.sync(withoutBen);
    assert.equal(held.outcome, "partly_applied");
    const manager = await http.as("data-manager");
    const home = await manager.told(showHome);
    assert.match(home.state.sentence, /^Waiting for you: 1 student would leave Oak Elementary/);
    assert.match(home.state.more, /^Everything else is applied: 1 change\./);
    assert.equal(home.actions[0]?.to, `/changes/${held.plan?.hash.slice(0, 12)}`);
    const numbers = Object.fromEntries(home.counts.map(({ type, count }) => [type, count]));
    assert.deepEqual([numbers.school, numbers.student, numbers.staff, numbers.classroom], [2, 3, 2, 3]);
    const health = Object.fromEntries(home.health.map(({ id, says }) => [id, says]));
    assert.equal(health["student.family"], "2 of 3 students");
    assert.equal(health["class.teacher"], "1 of 3 classes");
    await assertListed(manager, home.health);
    assert.equal(home.days.length, 30);
    const { days: counted } = await manager.told(listCounts, { query: { days: 7 } });
    const students = counted.map(({ values }) => values.student);
    assert.deepEqual(students, [0, 0, 0, 0, 0, 3, 3]);
    assert.equal(home.days.at(-1)?.outcome, "partly_applied");
    assert.equal(home.days.at(-2)?.outcome, "applied");

    const run = await manager.told(showRun, { params: { run: held.run } });
    assert.match(run.headline, /^Partly applied: 1 change is done, \d+ waits? for you\./);
    assert.match(run.rest, /still waits? for a person/);
    const waiting = run.slices.filter(({ standing }) => standing === "waits");
    assert.equal(waiting[0]?.gates[0]?.code, "gate.season.additions-only");
    assert.deepEqual(run.evidence?.files.map(({ path }) => path).sort(), [
      "classes.csv",
      "enrollments.csv",
      "orgs.csv",
      "users.csv",
    ]);
    const school = await http.as("school-admin");
    const own = await school.told(showRun, { params: { run: held.run } });
    const seen = new Set(own.slices.map((slice) => slice.school));
    assert.deepEqual([...seen], ["Oak Elementary"]);
    assert.equal(own.applied, 0, "Cai is renamed at Elm");
    assert.equal(own.evidence, null);
    const csv = await school.told(runChangesCsv, { params: { run: held.run } });
    assert.ok(csv.includes("Ben Birch") && !csv.includes("Cypress"));
    const all = await manager.told(runChangesCsv, { params: { run: held.run } });
    assert.ok(all.includes("Cypress"));
    const ownHome = await school.told(showHome);
    assert.match(ownHome.state.sentence, /^Waiting for your district/);
    const ownStudents = ownHome.counts.find(({ type }) => type === "student");
    assert.equal(ownStudents?.count, 2);
    await assertListed(school, ownHome.health);
  });
});

test("the runs of a district are listed page by page, with how many there are, and compared in exact counts", async () => {
  await withTestHttp(async (http) => {
    const { district, other } = http;
    const planned = await district.sync(renamed, false);
    district.pass();
    const both = {
      ...renamed,
      users: withCells(renamed.users, "ana", { givenName: "Anna" }),
      enrollments: without(renamed.enrollments, "e3"),
    };
    const newer = await district.sync(both, false);
    const viewer = await http.as("viewer");
    const first = await viewer.told(listRuns, { query: { limit: 2 } });
    assert.deepEqual([first.total, first.items.length], [3, 2]);
    assert.equal(first.items[0]?.run, newer.run);
    assert.match(first.items[0]?.says, /^Planned: /);
    const second = await viewer.told(listRuns, { query: { limit: 2, after: first.next ?? "" } });
    assert.deepEqual([second.items.length, second.next, second.total], [1, null, 3]);
    const plans = await viewer.told(listRuns, { query: { kind: "plan", outcome: "held" } });
    assert.equal(plans.total, 2);

    const compared = await viewer.told(compareRuns, { query: { a: planned.run, b: newer.run } });
    assert.deepEqual(compared.totals, { added: 2, gone: 0, same: 1 });
    assert.deepEqual(
      compared.groups.map((group) => [group.type, group.action, group.school, group.added, group.same]),
      [
        ["membership", "archive", "Oak Elementary", 1, 0],
        ["student", "update", "Oak Elementary", 1, 0],
        ["student", "update", "Elm Middle", 0, 1],
      ],
    );
    const rows = compared.files.find(({ file }) => file.startsWith("enrollments"));
    assert.deepEqual([rows?.before, rows?.after], [6, 5]);
    assert.ok(!JSON.stringify(compared).includes("Anna"), "nobody's name is needed");
    const foreign = await other.one<{ run: number }>(
      "select max(run_id) as run from run where district_id = $1",
    );
    for (const unknown of [foreign?.run, 999_999]) {
      const answer = await viewer.refused(compareRuns, { query: { a: planned.run, b: unknown } });
      assert.deepEqual([answer.status, answer.code], [404, "run.id.unknown"]);
    }
  });
});

test("yesterday is taken back by exactly the plan that was looked at, and what was edited since stays", async () => {
  await withTestHttp(async (http) => {
    const { district } = http;
    district.pass();
    const changed = await district.sync({
      ...renamed,
      users: withCells(renamed.users, "ana", { givenName: "Anna" }),
    });
    district.pass();
    const annie = withCells(renamed.users, "ana", { givenName: "Annie" });
    const newest = await district.sync({ ...renamed, users: annie });
    const manager = await http.as("data-manager");
    const look = await manager.told(lookAtUndo, { params: { run: changed.run } });
    assert.equal(look.changes, 1);
    assert.deepEqual(
      look.kept.map(({ name, because, fields }) => ({ name, because, fields })),
      [{ name: "Annie Alder", because: "changed", fields: ["first name"] }],
    );
    const stale = await manager.refused(applyUndo, {
      params: { run: changed.run - 1 },
      body: { plan: look.plan ?? "" },
    });
    assert.equal(stale.code, "plan.hash.unknown", "the plan is the undo of another run");
    const applied = await manager.told(applyUndo, {
      params: { run: changed.run },
      body: { plan: look.plan ?? "" },
    });
    assert.deepEqual([applied.outcome, applied.applied], ["applied", 1]);
    const undone = await manager.told(showRun, { params: { run: changed.run } });
    assert.deepEqual([undone.outcome, undone.undoneBy], ["undone", applied.run]);
    assert.equal(undone.canUndo, false);
    const undo = await manager.told(showRun, { params: { run: applied.run } });
    assert.match(undo.headline, new RegExp(`^Took back run ${changed.run}: 1 student changed`));
    const again = await manager.refused(applyUndo, {
      params: { run: changed.run },
      body: { plan: look.plan ?? "" },
    });
    assert.deepEqual([again.status, again.code], [409, "plan.state.applied"]);

    const state = async () => (await manager.told(showHome)).state;
    assert.match((await state()).more, /: 1 change applied and verified\.$/);
    const last = await manager.told(lookAtUndo, { params: { run: newest.run } });
    await manager.told(applyUndo, { params: { run: newest.run }, body: { plan: last.plan ?? "" } });
    const back = await state();
    assert.deepEqual([back.tone, back.sentence], ["apart", "The last sync was taken back."]);
    assert.match(back.more, /: 1 change taken back\. The same files change nothing again/);
  });
});
