import assert from "node:assert/strict";
import { test } from "node:test";
import { closeSession } from "@muster/api/resource/session.ts";
import { askForSync, cancelSync, showProgress } from "@muster/api/resource/sync.ts";
import { claimSync } from "@muster/sync/queue/claim-sync.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { watchedDistricts, watchWorks } from "../progress-watch.ts";
import { type TestHttp, withTestHttp } from "../test-http.ts";

const folderId = 7;

/** A source that a worker could fetch. */
async function addFolder({ db, districtId }: TestDistrict): Promise<void> {
  await db.session(districtId, (session) =>
    session.write((tx) =>
      tx.query(
        `insert into source (district_id, source_id, kind, name, state, starts_at)
         values ($1, $2, 'folder', 'Nightly files', 'enabled', '02:30')`,
        [districtId, folderId],
      ),
    ),
  );
}

async function begin({ world, district }: TestHttp, progress: object): Promise<void> {
  const claimed = await claimSync(world.queue, {
    ...{ worker: "worker-1", takesHeavy: true, now: () => new Date() },
    forbids: () => Promise.resolve(undefined),
  });
  assert.equal(claimed.is, "claim");
  await district.db.session(district.districtId, (session) =>
    session.write((tx) =>
      tx.query(
        "update errand set progress = $2, alive_at = $3 where district_id = $1 and state = 'running'",
        [...[district.districtId, JSON.stringify(progress), world.now().toISOString()]],
      ),
    ),
  );
}

test("a sync is asked for once however often, is seen waiting and at work, and is stopped with a word on what it leaves", async () => {
  await withTestHttp(async (http) => {
    const manager = await http.as("data-manager");
    await addFolder(http.district);
    const ask = () => manager.told(askForSync, { body: { source: folderId } });
    const [first, second] = [await ask(), await ask()];
    assert.deepEqual([first.joined, second.joined], ["nothing", "waiting"]);
    assert.equal(first.errandId, second.errandId);
    const upload = await manager.refused(askForSync, { body: { source: http.district.sourceId } });
    assert.equal(upload.code, "source.kind.unknown");

    const waiting = await manager.told(showProgress);
    const [one] = waiting.works;
    assert.deepEqual(
      [one?.state, one?.source, one?.askedBy],
      ["waiting", "Nightly files", "Olga data-manager"],
    );
    assert.match(one?.leaves ?? "", /has not begun/);
    const since = http.world.now().toISOString();
    await begin(http, { stage: "read", done: 20, since, past: { collect: 2 } });
    const working = await manager.told(showProgress);
    const [now] = working.works;
    assert.deepEqual([now?.state, now?.isSilent, now?.silentSeconds], ["running", false, 0]);
    assert.deepEqual(
      now?.steps.slice(0, 2).map(({ state, says }) => [state, says]),
      [
        ["done", "2 s"],
        ["now", "20 rows"],
      ],
    );
    const stopped = await manager.told(cancelSync, { params: { errand: now?.errandId ?? "" } });
    assert.equal(stopped.was, "running");
    assert.match(stopped.says, /Nothing has been changed yet/);
    const asked = await manager.told(showProgress);
    assert.equal(asked.works[0]?.cancelAskedBy, "Olga data-manager");
    const events = await manager.ask("GET", "/api/v1/progress?seconds=1");
    assert.match(events.text, /^data: \{"works":\[\{/);
    const viewer = await http.as("viewer");
    const refused = await viewer.refused(askForSync, { body: { source: folderId } });
    assert.equal(refused.status, 403);
  });
});

test("all who watch a district share one look a second, and when the last has gone nobody looks", async () => {
  await withTestHttp(async ({ district }) => {
    const { db, districtId } = district;
    const gone = [new AbortController(), new AbortController()] as const;
    const seen = [0, 0];
    const watches = gone.map(async ({ signal }, index) => {
      for await (const works of watchWorks(db, districtId, signal, 60_000)) {
        assert.deepEqual(works, []);
        seen[index] = (seen[index] ?? 0) + 1;
        if (seen[index] === 2) gone[index === 0 ? 0 : 1].abort();
      }
    });
    assert.equal(watchedDistricts(db), 1);
    await Promise.all(watches);
    assert.deepEqual(seen, [2, 2]);
    assert.equal(watchedDistricts(db), 0);
  });
});

test("whoever signs out, or whose role is another, is told nothing more by a stream that was open", async () => {
  await withTestHttp(async (http) => {
    const [leaver, promoted] = [await http.as("viewer"), await http.as("viewer")];
    const streams = [leaver, promoted].map(({ ask }) => ask("GET", "/api/v1/progress?seconds=60"));
    const began = performance.now();
    await leaver.told(closeSession);
    const { db, districtId } = http.district;
    await db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query("update operator set role = 'data-manager' where district_id = $1 and operator_id = $2", [
          ...[districtId, promoted.operatorId],
        ]),
      ),
    );
    for (const { status } of await Promise.all(streams)) assert.equal(status, 200);
    assert.ok(performance.now() - began < 30_000, "they end long before a minute is over");
  });
});
