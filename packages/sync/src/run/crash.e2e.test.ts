import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Fault } from "../fault.ts";
import { runSync } from "./run-sync.ts";
import type { ChildOrder } from "./test-crash-child.ts";
import { smallRoster, type TestDistrict, writeRoster } from "./test-district.ts";
import { openTestHome, tuesday } from "./test-home.ts";
import { isActive, isThere, lookAt } from "./test-look.ts";
import { watchStatements } from "./test-statements.ts";
import { undoRun } from "./undo-run.ts";

/**
 * A process, or the database under it, dies in the midst of Tuesday's sync. Whoever comes next finds the state
 * before or the state after, and ends where a sync that nobody disturbed ends. The numbers are those of the
 * reliability catalogue's crash points (§5.3).
 */
const points: readonly { readonly name: string; readonly diesAt: NonNullable<ChildOrder["diesAt"]> }[] = [
  { name: "CP1 when it had claimed the district", diesAt: { point: "claimed" } },
  { name: "CP2 when its snapshot was opened", diesAt: { point: "opened" } },
  { name: "CP4 in the midst of copying rows", diesAt: { copy: "copy " } },
  { name: "CP4 between two files", diesAt: { point: "mid-stage-users" } },
  { name: "CP3 when the rows were stored and the bytes were not", diesAt: { point: "read" } },
  { name: "CP5 when everything was staged", diesAt: { point: "staged" } },
  { name: "CP7 when the plan's rows were there and its header was not", diesAt: { point: "plan-rows" } },
  { name: "CP8 when the plan was sealed", diesAt: { point: "sealed" } },
  { name: "CP10 before it took the directory's version", diesAt: { point: "before-version" } },
  { name: "CP12 when the rows were written and not committed", diesAt: { point: "mid-apply" } },
  { name: "CP14 when everything was committed and nobody told", diesAt: { point: "committed" } },
  { name: "CP16 while it proved what it had done", diesAt: { point: "mid-verify" } },
];

let home: Awaited<ReturnType<typeof openTestHome>>;
let undisturbed: readonly string[];
let monday: readonly string[];

before(async () => {
  home = await openTestHome();
  const district = await home.district("undisturbed");
  await district.sync(smallRoster);
  monday = await look(district);
  await district.sync(tuesday);
  undisturbed = await look(district);
});

after(() => home.close());

for (const { name, diesAt } of points)
  test(`ends where an undisturbed sync ends after the process died: ${name}`, () =>
    dieAndReturn(name, { diesAt }));

for (const point of ["plan-rows", "mid-apply"])
  test(`ends where an undisturbed sync ends after the database was killed at ${point}`, () =>
    dieAndReturn(`server ${point}`, { diesAt: { point }, victim: "server" }));

async function dieAndReturn(name: string, how: Pick<ChildOrder, "diesAt" | "victim">): Promise<void> {
  const district = await home.district(name);
  const { districtId, sourceId, world } = district;
  await district.sync(smallRoster);
  const path = district.folder("tuesday");
  await writeRoster(path, tuesday);
  const died = await home.elsewhere({ districtId, work: { sync: path, sourceId }, ...how });
  assert.ok(died.signal === "SIGKILL" || how.victim === "server", `it did not die: ${died.said}`);
  const left = await look(district);
  assert.ok(
    [monday, undisturbed].some((state) => same(state, left)),
    "something was half applied",
  );
  const again = await runSync(world, { districtId, sourceId, path, operator: "nightly", applies: true });
  assert.deepEqual(await look(district), undisturbed);
  // Killed after the commit, the first sync has done everything but told of it.
  assert.equal(again.outcome, same(left, undisturbed) ? "no_changes" : "applied");
  assert.deepEqual(await runsOf(district), { running: 0, journals: 2 });
}

test("an undo that died once it was planned can be asked for again", async () => {
  const district = await home.district("undo");
  const { districtId, world } = district;
  await district.sync(smallRoster);
  const seen = await lookAt(world.db, districtId, isActive);
  const done = await district.sync(tuesday);
  const died = await home.elsewhere({
    districtId,
    work: { undo: done.run },
    diesAt: { point: "undo-sealed" },
  });
  assert.equal(died.signal, "SIGKILL", died.said);
  assert.deepEqual(await look(district), undisturbed);
  await undoRun(world, { districtId, runId: done.run, operator: "olga", applies: true });
  assert.deepEqual(await lookAt(world.db, districtId, isActive), seen);
});

test("whichever statement fails, nothing is half applied, and the next sync sets it right", async () => {
  const district = await home.district("failing statements");
  const { districtId, sourceId, world } = district;
  await district.sync(smallRoster);
  const path = district.folder("tuesday");
  await writeRoster(path, tuesday);
  let failures = 0;
  // Every eleventh statement is enough: all of a sync's stages are hit.
  for (let n = 1; ; n += 11) {
    let statements = 0;
    const db = watchStatements(world.db, {
      onStatement: () => {
        statements += 1;
        if (statements === n) throw new Fault("database.connection.lost", "now", "the test pulled the plug");
      },
    });
    const request = { districtId, sourceId, path, operator: "nightly", applies: true };
    const isStopped = await runSync({ ...world, db }, request).then(
      () => false,
      (error: unknown) => {
        if (error instanceof Fault && error.code === "database.connection.lost") return true;
        throw error;
      },
    );
    const now = await look(district);
    assert.ok(
      [monday, undisturbed].some((state) => same(state, now)),
      `half applied after statement ${n}`,
    );
    if (!isStopped) break;
    failures += 1;
  }
  assert.ok(failures > 6, `only ${failures} statements were made to fail`);
  assert.deepEqual(await look(district), undisturbed);
  assert.deepEqual(await runsOf(district), { running: 0, journals: 2 });
});

test("a sync whose commit was not answered is found done by the next", async () => {
  const district = await home.district("unanswered");
  const { districtId, sourceId, world } = district;
  await district.sync(smallRoster);
  const path = district.folder("tuesday");
  await writeRoster(path, tuesday);
  const request = { districtId, sourceId, path, operator: "nightly", applies: true };
  for (let n = 1; n < 12; n += 1) {
    let commits = 0;
    const db = watchStatements(world.db, {
      onCommitted: () => {
        commits += 1;
        if (commits === n) throw new Fault("database.connection.lost", "now", "the test lost the answer");
      },
    });
    await runSync({ ...world, db }, request).catch((error: unknown) => {
      if (!(error instanceof Fault)) throw error;
    });
    const now = await look(district);
    assert.ok(
      [monday, undisturbed].some((state) => same(state, now)),
      `half applied after commit ${n}`,
    );
  }
  await runSync(world, request);
  assert.deepEqual(await look(district), undisturbed);
  assert.deepEqual(await runsOf(district), { running: 0, journals: 2 });
});

const look = ({ db, districtId }: TestDistrict): Promise<readonly string[]> =>
  lookAt(db, districtId, isThere);

function same(a: readonly string[], b: readonly string[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

/** Runs that still stand open, and runs that changed the directory. */
async function runsOf(district: TestDistrict) {
  return district.one(
    `select (select count(*) from run where district_id = $1 and state = 'running') as running,
            (select count(distinct applied_in_run) from plan_slice where district_id = $1) as journals`,
  );
}
