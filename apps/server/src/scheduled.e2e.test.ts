import assert from "node:assert/strict";
import { test } from "node:test";
import { isThere, lookAt } from "@muster/sync/run/test-look.ts";
import { startScheduler } from "./scheduler.ts";
import { openWorkerHome } from "./test-worker-home.ts";

test("a source that was enabled in the evening is synced by itself the next night, and only once", async () => {
  const home = await openWorkerHome();
  try {
    const district = await home.district("nightly");
    const { db, districtId } = district;
    await db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query("update source set starts_at = '02:00' where district_id = $1", [districtId]),
      ),
    );
    const monday = await lookAt(db, districtId, isThere);
    let clock = Date.UTC(2026, 8, 2, 21);
    const started: unknown[] = [];
    const [first, second] = [1, 2].map(() =>
      startScheduler({
        ...{ queue: home.queue, everyMs: 50, now: () => new Date(clock) },
        onStarted: (these) => void started.push(...these),
        onTrouble: (code, error) => assert.fail(`${code} ${String(error)}`),
      }),
    );
    const worker = home.worker();
    for (const day of [3, 4]) {
      await new Promise((resolve) => setTimeout(resolve, 300));
      assert.equal(started.length, day - 3, "not before its time");
      clock = Date.UTC(2026, 8, day, 2, 11);
      await worker.sees((event) => event.is === "done", day - 2);
      clock = Date.UTC(2026, 8, day, 22);
    }
    await Promise.all([first?.stop(), second?.stop()]);
    await worker.stop();
    const outcomes = (await home.errands(district)).map(({ outcome }) => outcome);
    assert.deepEqual(outcomes, ["no_changes", "applied"]);
    assert.notDeepEqual(await lookAt(db, districtId, isThere), monday);
    assert.deepEqual(started, [
      { districtId, sourceId: district.sourceId, day: "2026-09-03", deed: "asked" },
      { districtId, sourceId: district.sourceId, day: "2026-09-04", deed: "asked" },
    ]);
  } finally {
    await home.close();
  }
});
