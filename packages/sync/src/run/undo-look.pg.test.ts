import assert from "node:assert/strict";
import { test } from "node:test";
import { listRuns } from "../directory/runs.ts";
import { Fault } from "../fault.ts";
import { approvePlan } from "./approve-plan.ts";
import { smallRoster, student, type TestDistrict, withTestDistrict } from "./test-district.ts";
import { undoRun } from "./undo-run.ts";

const operator = "olga";

/** Whatever a doctor would count as waiting for somebody. */
const waitingPlans = (district: TestDistrict) =>
  district.one<{ plans: number }>(
    "select count(*)::int as plans from plan where district_id = $1 and state in ('sealed', 'partly_applied')",
  );

test("a look at an undo leaves nothing behind that waits for somebody", () =>
  withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    const first = await district.sync(smallRoster);
    const look = await undoRun(world, { districtId, runId: first.run, operator, applies: false });
    assert.equal(look.outcome, "held", "whoever looked is told that they decide");
    const [listed] = await listRuns(db, districtId);
    assert.deepEqual([listed?.kind, listed?.outcome, listed?.waiting], ["undo", "no_changes", 0]);
    assert.deepEqual(await waitingPlans(district), { plans: 0 });
    const done = await undoRun(world, { districtId, runId: first.run, operator, applies: true });
    assert.equal(done.outcome, "applied");
    assert.deepEqual(await waitingPlans(district), { plans: 0 });
    await assert.rejects(
      approve(district, look.plan?.hash ?? ""),
      (error) => error instanceof Fault && error.code === "plan.state.applied",
    );
  }));

test("an undo that somebody looked at is done by the hash of its plan, and the run counts as taken back", () =>
  withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    const first = await district.sync(smallRoster);
    const look = await undoRun(world, { districtId, runId: first.run, operator, applies: false });
    const approved = await approve(district, look.plan?.hash ?? "");
    assert.deepEqual([approved.outcome, approved.held], ["applied", 0]);
    const run = (await listRuns(db, districtId)).find((one) => one.run === first.run);
    assert.equal(run?.outcome, "undone");
    const again = await district.sync({
      ...smallRoster,
      users: [...smallRoster.users, student("dee", "S1", "Dee", "Dale")],
    });
    assert.equal(again.plan?.counts.student.restore, 3, "what the files say is weighed again");
  }));

test("an undo that was cut off before it did anything waits for nobody either", () =>
  withTestDistrict(async (district) => {
    const { world, districtId } = district;
    const first = await district.sync(smallRoster);
    const cutOff = {
      ...world,
      onPoint: (point: string) => assert.notEqual(point, "undo-sealed"),
    };
    await assert.rejects(undoRun(cutOff, { districtId, runId: first.run, operator, applies: true }));
    assert.deepEqual(await waitingPlans(district), { plans: 0 });
  }));

test("a plan that waits is called out of date once an undo has changed the roster", () =>
  withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    const first = await district.sync(smallRoster);
    const users = [...smallRoster.users, student("dee", "S1", "Dee", "Dale")];
    const planned = await district.sync({ ...smallRoster, users }, false);
    const standing = async () =>
      (await listRuns(db, districtId)).find(({ run }) => run === planned.run)?.isStale;
    assert.equal(await standing(), false);
    await undoRun(world, { districtId, runId: first.run, operator, applies: true });
    assert.equal(await standing(), true);
  }));

test("an undo of a run that changed nothing is refused, and no run is made of it", () =>
  withTestDistrict(async (district) => {
    const { world, db, districtId } = district;
    await district.sync(smallRoster);
    const same = await district.sync(smallRoster);
    assert.equal(same.outcome, "no_changes");
    await assert.rejects(
      undoRun(world, { districtId, runId: same.run, operator, applies: true }),
      (error) => error instanceof Fault && error.code === "run.journal.empty",
    );
    assert.equal((await listRuns(db, districtId)).length, 2);
  }));

function approve({ world, districtId }: TestDistrict, hash: string) {
  return approvePlan(world, { districtId, hash, operator, approve: true, reason: "it was a mistake" });
}
