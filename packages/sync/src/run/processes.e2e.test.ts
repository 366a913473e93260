import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { Fault } from "../fault.ts";
import { approvePlan } from "./approve-plan.ts";
import { runSync } from "./run-sync.ts";
import { smallRoster, type TestDistrict, writeRoster } from "./test-district.ts";
import { type ChildEnd, openTestHome, tuesday } from "./test-home.ts";
import { isActive, isThere, lookAt } from "./test-look.ts";
import { undoRun } from "./undo-run.ts";

/** Several processes, or several people, work on districts at the same time. */
let home: Awaited<ReturnType<typeof openTestHome>>;
let undisturbed: readonly string[];

before(async () => {
  home = await openTestHome();
  const district = await home.district("undisturbed");
  await district.sync(smallRoster);
  await district.sync(tuesday);
  undisturbed = await look(district);
});

after(() => home.close());

test("two processes sync two districts at once, each rightly", async () => {
  const [one, other] = [await home.district("one"), await home.district("other")];
  await one.sync(smallRoster);
  await other.sync(smallRoster);
  const ends = await Promise.all([syncElsewhere(one), syncElsewhere(other)]);
  assert.deepEqual(ends.map(outcomeOf), ["applied", "applied"]);
  assert.deepEqual(await look(one), undisturbed);
  assert.deepEqual(await look(other), undisturbed);
});

test("two processes sync one district at once: one waits for the other and finds nothing left to do", async () => {
  const district = await home.district("same");
  await district.sync(smallRoster);
  const ends = await Promise.all([syncElsewhere(district), syncElsewhere(district)]);
  assert.deepEqual(ends.map(outcomeOf).sort(), ["applied", "no_changes"]);
  assert.deepEqual(await look(district), undisturbed);
  const row = await district.one<{ running: number; fencings: number; runs: number }>(
    `select count(*) filter (where state = 'running') as running, count(distinct fencing) as fencings, count(*) as runs
       from run where district_id = $1`,
  );
  assert.deepEqual(row, { running: 0, fencings: 3, runs: 3 });
});

test("an approval comes too late once a newer sync has run", async () => {
  const district = await home.district("late");
  const { world, districtId } = district;
  await district.sync(smallRoster);
  const plan = await district.sync(tuesday, false);
  await district.sync({ ...tuesday, users: smallRoster.users });
  const now = await look(district);
  await assert.rejects(
    approvePlan(world, {
      ...{ districtId, hash: plan.plan?.hash ?? "", operator: "olga", approve: true, reason: "looked at" },
    }),
    (error: unknown) => error instanceof Fault && error.code === "plan.state.superseded",
  );
  assert.deepEqual(await look(district), now);
});

test("of two approvals of one plan at the same moment one is carried out", async () => {
  const district = await home.district("twice");
  const { world, districtId } = district;
  await district.sync(smallRoster);
  const { plan } = await district.sync(tuesday, false);
  const approval = {
    districtId,
    hash: plan?.hash ?? "",
    operator: "olga",
    approve: true,
    reason: "looked at",
  };
  const ends = await Promise.allSettled([approvePlan(world, approval), approvePlan(world, approval)]);
  assert.deepEqual(ends.map((end) => end.status).sort(), ["fulfilled", "rejected"]);
  const refused = ends.find((end) => end.status === "rejected");
  assert.ok(refused?.reason instanceof Fault);
  assert.ok(["plan.basis.stale", "plan.state.applied"].includes(refused.reason.code));
  assert.deepEqual(await look(district), undisturbed);
});

test("an undo and a sync at the same moment come one after the other", async () => {
  const district = await home.district("undo");
  const { world, districtId, sourceId } = district;
  await district.sync(smallRoster);
  const monday = await lookAt(world.db, districtId, isActive);
  const done = await district.sync(tuesday);
  const path = district.folder("wednesday");
  const wednesday = {
    ...tuesday,
    classes: tuesday.classes.map((cls) => (cls.sourcedId === "C1" ? { ...cls, title: "Algebra" } : cls)),
  };
  await writeRoster(path, wednesday);
  const [, synced] = await Promise.all([
    undoRun(world, { districtId, runId: done.run, operator: "olga", applies: true }),
    runSync(world, { districtId, sourceId, path, operator: "nightly", applies: true }),
  ]);
  assert.ok(["applied", "held"].includes(synced.outcome), synced.outcome);
  const row = await district.one<{ running: number }>(
    "select count(*) filter (where state = 'running') as running from run where district_id = $1",
  );
  assert.deepEqual(row, { running: 0 });
  // What the undo took back is asked for again, or was never planned away: the next sync ends at Wednesday.
  await district.sync({ ...wednesday, orgs: [...wednesday.orgs].reverse() });
  const alone = await home.district("wednesday");
  await alone.sync(smallRoster);
  await alone.sync(tuesday);
  await alone.sync(wednesday);
  const now = await lookAt(world.db, districtId, isActive);
  assert.deepEqual(now, await lookAt(world.db, alone.districtId, isActive));
  assert.notDeepEqual(now, monday);
});

async function syncElsewhere(district: TestDistrict): Promise<ChildEnd> {
  const { districtId, sourceId } = district;
  const path = district.folder("tuesday");
  await writeRoster(path, tuesday);
  return home.elsewhere({ districtId, work: { sync: path, sourceId } });
}

function outcomeOf({ code, said }: ChildEnd): string {
  assert.equal(code, 0, said);
  return String(/"outcome":"(\w+)"/.exec(said)?.[1]);
}

const look = ({ db, districtId }: TestDistrict): Promise<readonly string[]> =>
  lookAt(db, districtId, isThere);
