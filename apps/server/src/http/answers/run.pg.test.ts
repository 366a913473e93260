import assert from "node:assert/strict";
import { test } from "node:test";
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
  { ask }: TestVisitor,
  health: readonly { readonly id: string; readonly count: number; readonly to: string }[],
): Promise<void> {
  for (const { id, count } of health.filter(({ to }) => to.startsWith("/health/"))) {
    const listed = await ask("GET", `/api/v1/lacking?item=${id}&limit=1`);
    assert.deepEqual(
      [listed.status, listed.body.total, listed.body.items.length],
      [200, count, Math.min(count, 1)],
      id,
    );
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
    const home = await manager.ask("GET", "/api/v1/home");
    assert.equal(home.status, 200);
    assert.match(home.body.state.sentence, /^Waiting for you: 1 student would leave Oak Elementary/);
    assert.match(home.body.state.more, /^Everything else is applied: 1 change\./);
    assert.equal(home.body.actions[0].to, `/changes/${held.plan?.hash.slice(0, 12)}`);
    const numbers = Object.fromEntries(
      home.body.counts.map(({ type, count }: { type: string; count: number }) => [type, count]),
    );
    assert.deepEqual([numbers.school, numbers.student, numbers.staff, numbers.classroom], [2, 3, 2, 3]);
    const health = Object.fromEntries(
      home.body.health.map(({ id, says }: { id: string; says: string }) => [id, says]),
    );
    assert.equal(health["student.family"], "2 of 3 students");
    assert.equal(health["class.teacher"], "1 of 3 classes");
    await assertListed(manager, home.body.health);
    assert.equal(home.body.days.length, 30);
    const { days: counted } = (await manager.ask("GET", "/api/v1/runs/counts?days=7")).body;
    const students = counted.map(({ values }: { values: Record<string, number> }) => values.student);
    assert.deepEqual(students, [0, 0, 0, 0, 0, 3, 3]);
    assert.equal(home.body.days.at(-1).outcome, "partly_applied");
    assert.equal(home.body.days.at(-2).outcome, "applied");

    const run = await manager.ask("GET", `/api/v1/runs/${held.run}`);
    assert.match(run.body.headline, /^Partly applied: 1 change is done, \d+ waits? for you\./);
    assert.match(run.body.rest, /still waits? for a person/);
    const waiting = run.body.slices.filter(({ standing }: { standing: string }) => standing === "waits");
    assert.equal(waiting[0].gates[0].code, "gate.season.additions-only");
    assert.deepEqual(run.body.evidence.files.map(({ path }: { path: string }) => path).sort(), [
      "classes.csv",
      "enrollments.csv",
      "orgs.csv",
      "users.csv",
    ]);
    const school = await http.as("school-admin");
    const own = await school.ask("GET", `/api/v1/runs/${held.run}`);
    const seen = new Set(own.body.slices.map((slice: { school: string }) => slice.school));
    assert.deepEqual([...seen], ["Oak Elementary"]);
    assert.equal(own.body.applied, 0, "Cai is renamed at Elm");
    assert.equal(own.body.evidence, null);
    const csv = await school.ask("GET", `/api/v1/runs/${held.run}/changes.csv`);
    assert.ok(csv.body.includes("Ben Birch") && !csv.body.includes("Cypress"));
    const all = await manager.ask("GET", `/api/v1/runs/${held.run}/changes.csv`);
    assert.ok(all.body.includes("Cypress"));
    const ownHome = await school.ask("GET", "/api/v1/home");
    assert.match(ownHome.body.state.sentence, /^Waiting for your district/);
    const ownStudents = ownHome.body.counts.find(({ type }: { type: string }) => type === "student");
    assert.equal(ownStudents.count, 2);
    await assertListed(school, ownHome.body.health);
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
    const first = await viewer.ask("GET", "/api/v1/runs?limit=2");
    assert.deepEqual([first.body.total, first.body.items.length], [3, 2]);
    assert.equal(first.body.items[0].run, newer.run);
    assert.match(first.body.items[0].says, /^Planned: /);
    const second = await viewer.ask("GET", `/api/v1/runs?limit=2&after=${first.body.next}`);
    assert.deepEqual([second.body.items.length, second.body.next, second.body.total], [1, null, 3]);
    const plans = await viewer.ask("GET", "/api/v1/runs?kind=plan&outcome=held");
    assert.equal(plans.body.total, 2);

    const compared = await viewer.ask("GET", `/api/v1/runs/compare?a=${planned.run}&b=${newer.run}`);
    assert.deepEqual(compared.body.totals, { added: 2, gone: 0, same: 1 });
    assert.deepEqual(
      compared.body.groups.map((group: Record<string, unknown>) => [
        ...[group.type, group.action, group.school, group.added, group.same],
      ]),
      [
        ["membership", "archive", "Oak Elementary", 1, 0],
        ["student", "update", "Oak Elementary", 1, 0],
        ["student", "update", "Elm Middle", 0, 1],
      ],
    );
    const rows = compared.body.files.find(({ file }: { file: string }) => file.startsWith("enrollments"));
    assert.deepEqual([rows.before, rows.after], [6, 5]);
    assert.ok(!JSON.stringify(compared.body).includes("Anna"), "nobody's name is needed");
    const foreign = await other.one<{ run: number }>(
      "select max(run_id) as run from run where district_id = $1",
    );
    for (const unknown of [foreign?.run, 999_999]) {
      const answer = await viewer.ask("GET", `/api/v1/runs/compare?a=${planned.run}&b=${unknown}`);
      assert.deepEqual([answer.status, answer.body.code], [404, "run.id.unknown"]);
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
    const look = await manager.ask("POST", `/api/v1/runs/${changed.run}/undo`);
    assert.deepEqual([look.status, look.body.changes], [200, 1]);
    assert.deepEqual(
      look.body.kept.map(({ name, because, fields }: Record<string, unknown>) => ({ name, because, fields })),
      [{ name: "Annie Alder", because: "changed", fields: ["first name"] }],
    );
    const stale = await manager.ask("POST", `/api/v1/runs/${changed.run - 1}/undo/apply`, {
      plan: look.body.plan,
    });
    assert.equal(stale.body.code, "plan.hash.unknown", "the plan is the undo of another run");
    const applied = await manager.ask("POST", `/api/v1/runs/${changed.run}/undo/apply`, {
      plan: look.body.plan,
    });
    assert.deepEqual([applied.body.outcome, applied.body.applied], ["applied", 1]);
    const undone = await manager.ask("GET", `/api/v1/runs/${changed.run}`);
    assert.deepEqual([undone.body.outcome, undone.body.undoneBy], ["undone", applied.body.run]);
    assert.equal(undone.body.canUndo, false);
    const undo = await manager.ask("GET", `/api/v1/runs/${applied.body.run}`);
    assert.match(undo.body.headline, new RegExp(`^Took back run ${changed.run}: 1 student changed`));
    const again = await manager.ask("POST", `/api/v1/runs/${changed.run}/undo/apply`, {
      plan: look.body.plan,
    });
    assert.deepEqual([again.status, again.body.code], [409, "plan.state.applied"]);

    const state = async () => (await manager.ask("GET", "/api/v1/home")).body.state;
    assert.match((await state()).more, /: 1 change applied and verified\.$/);
    const last = await manager.ask("POST", `/api/v1/runs/${newest.run}/undo`);
    await manager.ask("POST", `/api/v1/runs/${newest.run}/undo/apply`, { plan: last.body.plan });
    const back = await state();
    assert.deepEqual([back.tone, back.sentence], ["apart", "The last sync was taken back."]);
    assert.match(back.more, /: 1 change taken back\. The same files change nothing again/);
  });
});
