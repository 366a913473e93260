import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { isThere, lookAt } from "@muster/sync/run/test-look.ts";
import { openWorkerHome, type WorkerHome } from "./test-worker-home.ts";

/**
 * Workers die, or are put to sleep, in the midst of Tuesday's sync. Another one takes over, and the end is that of a
 * sync that nobody disturbed; the changes are made once. One wait for all of them: none takes less than ten seconds.
 */
const ends = [
  { name: "when it had claimed the district", point: "claimed", by: "SIGKILL" },
  { name: "in the midst of reading", point: "mid-stage-users", by: "SIGKILL" },
  { name: "when the plan was sealed", point: "sealed", by: "SIGKILL" },
  { name: "when the rows were written and not committed", point: "mid-apply", by: "SIGKILL" },
  { name: "when everything was committed and nobody told", point: "committed", by: "SIGKILL" },
  { name: "asleep before it took the directory's version", point: "before-version", by: "SIGSTOP" },
  { name: "asleep in the midst of applying", point: "mid-apply", by: "SIGSTOP" },
] as const;

let home: WorkerHome;
let undisturbed: readonly string[];
const look = (district: TestDistrict): Promise<readonly string[]> =>
  lookAt(district.db, district.districtId, isThere);

before(async () => {
  home = await openWorkerHome();
  const district = await home.district("undisturbed");
  await home.ask(district);
  const worker = home.worker();
  await worker.sees((event) => event.is === "done");
  await worker.stop();
  undisturbed = await look(district);
});

after(() => home.close());

test("whatever becomes of a worker, another one takes its sync over, and the changes are made once", async () => {
  const districts: TestDistrict[] = [];
  for (const { name } of ends) districts.push(await home.district(name));
  for (const district of districts) await home.ask(district);
  const orders = Object.fromEntries(
    ends.map(({ point, by }, n) => [String(districts[n]?.districtId), { point, by }]),
  );
  const children = ends.map((_, n) =>
    home.elsewhere({ name: `muster worker ${n}`, places: 1, heavyPlaces: 0, ends: orders }),
  );
  await Promise.all(children.map((child) => child.says(/"began"/)));
  const slept = ends.filter(({ by }) => by === "SIGSTOP").length;
  const dead: unknown[] = [];
  for (const child of children) void child.ended.then((signal) => dead.push(signal));
  while (dead.length < ends.length - slept) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(
    dead.every((signal) => signal === "SIGKILL"),
    children.map((child) => child.said()).join("\n"),
  );

  const diedAt = performance.now();
  const worker = home.worker({ places: 0, heavyPlaces: 2 });
  await worker.sees((event) => event.is === "done", ends.length);
  const seconds = (performance.now() - diedAt) / 1000;
  assert.ok(seconds < 90, `it took ${seconds} s`);

  for (const [n, { name, by, point }] of ends.entries()) {
    const district = districts[n];
    assert.ok(district);
    assert.deepEqual(await look(district), undisturbed, name);
    assert.deepEqual(await runsOf(district), { running: 0, journals: 2 }, name);
    const [errand] = await home.errands(district);
    assert.equal(errand?.state, "done", name);
    assert.equal(errand.outcome, point === "committed" ? "no_changes" : "applied", `${name} ${by}`);
  }

  for (const child of children) child.process.kill("SIGCONT");
  const sleepers = children.filter(
    (child) => child.process.exitCode === null && child.process.signalCode === null,
  );
  assert.equal(sleepers.length, slept);
  await Promise.all(sleepers.map((child) => child.says(/"is":"lost"/)));
  for (const district of districts) {
    assert.deepEqual(await look(district), undisturbed);
    assert.deepEqual(await runsOf(district), { running: 0, journals: 2 });
  }
});

/** Runs that still stand open, and runs that changed the directory. */
function runsOf(district: TestDistrict) {
  return district.one(
    `select (select count(*) from run where district_id = $1 and state = 'running') as running,
            (select count(distinct applied_in_run) from plan_slice where district_id = $1) as journals`,
  );
}
