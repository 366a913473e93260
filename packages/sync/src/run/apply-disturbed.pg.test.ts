import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../fault.ts";
import { approvePlan } from "./approve-plan.ts";
import { editPerson } from "./edit-person.ts";
import { runSync } from "./run-sync.ts";
import type { RunWorld } from "./sync-request.ts";
import { smallRoster, type TestDistrict, withTestDistrict, writeRoster } from "./test-district.ts";
import { tuesday } from "./test-home.ts";
import { isActive, isThere, lookAt } from "./test-look.ts";
import { undoRun } from "./undo-run.ts";

/** Somebody does something else while Tuesday's changes are made. */
async function syncTuesday(district: TestDistrict, more: Partial<RunWorld>) {
  const { districtId, sourceId, world } = district;
  const path = district.folder("tuesday");
  await writeRoster(path, tuesday);
  const request = { districtId, sourceId, path, operator: "nightly", applies: true };
  return runSync({ ...world, ...more }, request);
}

/** Stops as a person does who asks for it when a point is reached: at the next step that may still be stopped. */
function stoppedAt(point: string): Pick<RunWorld, "onPoint" | "onStep"> {
  let isAsked = false;
  return {
    onPoint: (reached) => {
      isAsked ||= reached === point;
    },
    onStep: ({ stage }) => {
      if (isAsked && stage !== "verify" && stage !== "report")
        throw new Fault("run.signal.interrupted", "now", "the test pressed stop", { stage });
    },
  };
}

const lastOutcome = ({ one }: TestDistrict) =>
  one("select outcome from run where district_id = $1 order by run_id desc limit 1");

test("a sync that is cancelled while its changes are written takes all of them back (J15)", () =>
  withTestDistrict(async (district) => {
    const { db, districtId } = district;
    await district.sync(smallRoster);
    const monday = await lookAt(db, districtId, isThere);
    for (const point of ["before-version", "mid-apply"]) {
      await assert.rejects(syncTuesday(district, stoppedAt(point)), { code: "run.signal.interrupted" });
      assert.deepEqual(await lastOutcome(district), { outcome: "cancelled" }, point);
      assert.deepEqual(await lookAt(db, districtId, isThere), monday, point);
    }
    assert.equal((await syncTuesday(district, {})).outcome, "applied");
  }));

test("a sync that is cancelled once its changes are made has made them, and can be undone (J15)", () =>
  withTestDistrict(async (district) => {
    const { db, districtId, world } = district;
    await district.sync(smallRoster);
    const monday = await lookAt(db, districtId, isActive);
    const done = await syncTuesday(district, stoppedAt("committed"));
    assert.equal(done.outcome, "applied");
    assert.notDeepEqual(await lookAt(db, districtId, isActive), monday);
    await undoRun(world, { districtId, runId: done.run, operator: "olga", applies: true });
    assert.deepEqual(await lookAt(db, districtId, isActive), monday);
  }));

test("an approval that is cancelled before its commit changes nothing, and can be given again (J15)", () =>
  withTestDistrict(async (district) => {
    const { db, districtId, world } = district;
    await district.sync(smallRoster);
    const { plan } = await district.sync(tuesday, false);
    const planned = await lookAt(db, districtId, isThere);
    const approval = {
      districtId,
      hash: plan?.hash ?? "",
      operator: "olga",
      approve: true,
      reason: "looked at",
    };
    let steps = 0;
    const onStep: RunWorld["onStep"] = ({ stage }) => {
      steps += 1;
      if (steps === 2) throw new Fault("run.signal.interrupted", "now", "the test pressed stop", { stage });
    };
    await assert.rejects(approvePlan({ ...world, onStep }, approval), { code: "run.signal.interrupted" });
    assert.deepEqual(await lastOutcome(district), { outcome: "cancelled" });
    assert.deepEqual(await lookAt(db, districtId, isThere), planned);
    assert.ok((await approvePlan(world, approval)).applied > 0);
  }));

test("an edit of a teacher while a sync changes the roster waits for it, and survives (J13)", () =>
  withTestDistrict(async (district) => {
    const { districtId, world, one } = district;
    await district.sync(smallRoster);
    const tom = await one<{ person_id: number }>(
      "select person_id from person where district_id = $1 and given_name = 'Tom'",
    );
    const personId = tom?.person_id ?? 0;
    await district.db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query("update person set signed_in_at = now() where district_id = $1", [districtId]),
      ),
    );
    const edits: ReturnType<typeof editPerson>[] = [];
    const fields = { email: "tom@new.example.org" };
    const done = await syncTuesday(district, {
      onPoint: (point) => {
        if (point === "mid-apply")
          edits.push(editPerson(world, { districtId, personId, operator: "kim", fields }));
      },
    });
    assert.equal(done.outcome, "applied");
    const [edited] = await Promise.all(edits);
    assert.equal(edited?.changes, 1);
    await syncTuesday(district, {});
    const kept = await one("select email from person where district_id = $1 and person_id = $2", personId);
    assert.deepEqual(kept, fields);
  }));
