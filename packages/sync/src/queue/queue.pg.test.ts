import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../fault.ts";
import { askForSync } from "./ask-for-sync.ts";
import { cancelSync } from "./cancel-sync.ts";
import { claimSync } from "./claim-sync.ts";
import { isHeavyWaiting } from "./heavy-waiting.ts";
import { readQueueFigures } from "./queue-figures.ts";
import { redriveDead } from "./redrive.ts";
import { settleSync } from "./settle-sync.ts";
import { type TestQueue, testNow, withTestQueue } from "./test-queue.ts";

const at = testNow.toISOString();

test("twenty clicks of three people are one sync, and everybody is told of it", async () => {
  await withTestQueue(async ({ district, ask, claim, errands }) => {
    const maple = await district();
    const clicks = Array.from({ length: 20 }, (_, n) =>
      ask(maple, { kind: "person", askedBy: ["olga", "omar", "otis"][n % 3] ?? "" }),
    );
    const asked = await Promise.all(clicks);
    assert.deepEqual(new Set(asked.map(({ errandId }) => errandId)).size, 1);
    assert.equal(asked.filter(({ joined }) => joined === "nothing").length, 1);
    assert.equal((await claim()).is, "claim");
    const late = await ask(maple, { kind: "person", askedBy: "olga" });
    assert.deepEqual(late, { errandId: asked[0]?.errandId, joined: "running" });
    assert.deepEqual(await claim(), { is: "nothing" });
    assert.equal((await errands(maple)).length, 1);
  });
});

test("guardians that have arrived are synced with the source they join, and not as a roster of their own", async () => {
  await withTestQueue(async ({ db, district, ask, take }) => {
    const maple = await district(2);
    await db.session(maple, (session) =>
      session.write((tx) =>
        tx.query("update source set joins_source_id = 1 where district_id = $1 and source_id = 2", [maple]),
      ),
    );
    const { errandId } = await ask(maple, { kind: "arrival", sourceId: 2 });
    assert.deepEqual(await ask(maple, { kind: "person" }), { errandId, joined: "waiting" });
    assert.equal((await take()).sourceId, 1);
  });
});

test("a sync is asked for when the transaction commits, and not when it is undone", async () => {
  await withTestQueue(async ({ db, queue, district, claim, errands }) => {
    const maple = await district();
    const undone = db.session(maple, (session) =>
      session.write(async (tx) => {
        await askForSync(tx, queue, {
          ...{ districtId: maple, sourceId: 1, kind: "person", askedBy: "olga", at },
        });
        throw new Error("the form was not saved");
      }),
    );
    await assert.rejects(undone, /not saved/);
    assert.deepEqual(await claim(), { is: "nothing" });
    assert.deepEqual(await errands(maple), []);
  });
});

test("files that arrive during a sync are synced after it, and a nightly start then adds nothing", async () => {
  await withTestQueue(async ({ district, ask, take, claim, queue }) => {
    const maple = await district();
    await ask(maple);
    const first = await take();
    assert.equal((await ask(maple, { kind: "arrival" })).joined, "nothing");
    assert.equal((await ask(maple)).joined, "waiting");
    assert.deepEqual(await claim(), { is: "nothing" }, "one of a district is at work");
    await settleSync(queue, first, testNow, { is: "done", outcome: "applied", runId: 1 });
    const second = await take();
    assert.notEqual(second.errandId, first.errandId);
  });
});

test("who asks by hand goes before the night, and a district with many sources before nobody", async () => {
  await withTestQueue(async ({ district, ask, take }) => {
    const [big, small, hasty] = [await district(4), await district(), await district()];
    for (const sourceId of [1, 2, 3, 4]) await ask(big, { sourceId });
    await ask(small);
    await ask(hasty, { kind: "person", askedBy: "olga" });
    assert.equal((await take()).districtId, hasty);
    assert.equal((await take()).districtId, big);
    assert.equal((await take()).districtId, small);
  });
});

test("a sync that waits for the night comes forward when a person asks for it", async () => {
  await withTestQueue(async ({ district, ask, take, claim, queue }) => {
    const [oak, elm] = [await district(), await district()];
    await ask(oak);
    const claimOfOak = await take();
    const fault = { code: "source.server.unreachable", retry: "later", facts: {} } as const;
    await settleSync(queue, claimOfOak, testNow, { is: "retried", waitSeconds: 600, fault });
    assert.deepEqual(await claim(), { is: "nothing" }, "it waits for its next attempt");
    await ask(elm);
    assert.equal((await ask(oak, { kind: "person", askedBy: "olga" })).joined, "waiting");
    const again = await take();
    assert.deepEqual([again.districtId, again.askedBy, again.attempts], [oak, "olga", 1]);
  });
});

test("of many workers that claim at once no two get the same district", async () => {
  await withTestQueue(async ({ district, ask, claim }) => {
    for (let n = 0; n < 6; n += 1) {
      const id = await district(3);
      for (const sourceId of [1, 2, 3]) await ask(id, { sourceId });
    }
    const claims = await Promise.all(Array.from({ length: 12 }, (_, n) => claim({ worker: `w${n}` })));
    const districts = claims.flatMap((one) => (one.is === "claim" ? [one.claim.districtId] : []));
    assert.equal(districts.length, 6);
    assert.equal(new Set(districts).size, 6);
  });
});

test("large districts go to the place that is kept for them, and small ones pass them by", async () => {
  await withTestQueue(async ({ db, district, ask, take, claim }) => {
    const [large, small] = [await district(), await district()];
    await db.session(large, (session) =>
      session.write((tx) =>
        tx.query("update district set records = 8000000 where district_id = $1", [large]),
      ),
    );
    await ask(large);
    await ask(small);
    assert.equal((await take({ takesHeavy: false })).districtId, small);
    assert.deepEqual(await claim({ takesHeavy: false }), { is: "nothing" });
    assert.equal((await take({ takesHeavy: true })).districtId, large);
  });
});

test("a district that turns out to be large waits for the place that is kept for such, and no attempt is lost", async () => {
  await withTestQueue(async ({ queue, district, ask, take, claim }) => {
    const unknown = await district();
    await ask(unknown);
    const first = await take({ takesHeavy: false });
    assert.equal(first.movesIfLarge, true);
    assert.equal(await isHeavyWaiting(queue), false);
    await settleSync(queue, first, testNow, { is: "moved" });
    assert.equal(await isHeavyWaiting(queue), true);
    assert.deepEqual(await claim({ takesHeavy: false }), { is: "nothing" });
    const again = await take({ takesHeavy: true });
    assert.deepEqual([again.errandId, again.attempts, again.movesIfLarge], [first.errandId, 0, false]);
  });
});

test("what nobody can do is listed as dead once, asked for anew by hand, and forgotten when a sync goes through", async () => {
  await withTestQueue(async (test) => {
    const { db, queue, district, ask, take, errands } = test;
    const maple = await district();
    for (const _ of [1, 2]) {
      await ask(maple);
      await fail(test, "source.sign-in.refused");
    }
    const states = (await errands(maple)).map(({ state }) => state).sort();
    assert.deepEqual(states, ["dead", "redriven"]);
    assert.equal((await readQueueFigures(queue)).dead, 1);
    const redriven = await db.session(maple, (session) =>
      session.write((tx) => redriveDead(tx, queue, maple, { askedBy: "olga", at })),
    );
    assert.deepEqual(
      redriven.map(({ joined }) => joined),
      ["nothing"],
    );
    assert.equal((await readQueueFigures(queue)).dead, 0);
    await settleSync(queue, await take(), testNow, { is: "done", outcome: "no_changes", runId: 7 });
    const [last] = await errands(maple);
    assert.ok(
      (await errands(maple)).every(({ state }) => state !== "dead"),
      last?.state,
    );
  });
});

async function fail({ take, queue }: TestQueue, code: string): Promise<void> {
  const fault = { code, retry: "never", facts: {} } as const;
  assert.ok(await settleSync(queue, await take(), testNow, { is: "dead", fault }));
}

test("a sync that waits can be cancelled, and one at work is told to stop", async () => {
  await withTestQueue(async ({ db, queue, district, ask, take, claim, errands }) => {
    const maple = await district();
    const cancel = () =>
      db.session(maple, (session) =>
        session.write((tx) =>
          cancelSync(tx, queue, { districtId: maple, sourceId: 1 }, { askedBy: "olga", at }),
        ),
      );
    assert.deepEqual(await cancel(), []);
    await ask(maple);
    assert.deepEqual(await cancel(), ["waiting"]);
    assert.deepEqual(await claim(), { is: "nothing" });
    await ask(maple);
    await take();
    assert.deepEqual(await cancel(), ["running"]);
    const running = (await errands(maple)).find(({ state }) => state === "running");
    assert.equal(running?.cancelAskedBy, "olga");
  });
});

test("a district that is not to be synced has its errand closed with the reason", async () => {
  await withTestQueue(async ({ district, ask, claim, errands }) => {
    const maple = await district();
    await ask(maple);
    const paused = new Fault("queue.district.paused", "never", "paused", { district: maple });
    const claimed = await claim({ forbids: () => Promise.resolve(paused) });
    assert.ok(claimed.is === "ended" && claimed.fault.code === "queue.district.paused");
    const [errand] = await errands(maple);
    assert.deepEqual([errand?.state, errand?.fault?.code], ["cancelled", "queue.district.paused"]);
  });
});

test("an errand that brought a worker down gets a place of its own; after three it is dead and its district paused", async () => {
  await withTestQueue(async (test) => {
    const { db, queue, district, ask, claim, take, errands } = test;
    const [poison, other] = [await district(), await district()];
    await ask(poison);
    await take({ takesHeavy: false, worker: "w1" });
    await lapse(test);
    const moved = await claim({ takesHeavy: false, worker: "w2" });
    assert.equal(moved.is, "moved");
    await ask(other);
    const next = await take({ takesHeavy: false, worker: "w2" });
    assert.equal(next.districtId, other, "others go on");
    await settleSync(queue, next, testNow, { is: "done", outcome: "no_changes", runId: undefined });
    assert.deepEqual(await claim({ takesHeavy: false, worker: "w2" }), { is: "nothing" });
    for (const worker of ["w3", "w4"]) {
      assert.equal((await take({ worker })).districtId, poison);
      await lapse(test);
    }
    const dead = await claim({ worker: "w5" });
    assert.ok(dead.is === "ended" && dead.fault.code === "queue.errand.crashes", JSON.stringify(dead));
    const [errand] = await errands(poison);
    assert.deepEqual([errand?.state, errand?.crashes], ["dead", 3]);
    const paused = await db.session(poison, (session) =>
      session.read((tx) => tx.query("select code from schedule_pause")),
    );
    assert.deepEqual(paused, [{ code: "queue.errand.crashes" }]);
    assert.deepEqual(await claim({ worker: "w5" }), { is: "nothing" });
  });
});

/** What the library does when no sign of life has come for long enough. */
async function lapse({ queue }: TestQueue): Promise<void> {
  await queue.reserve.executeSql(
    "update queue.job set heartbeat_on = now() - interval '1 hour' where state = 'active' and name = 'sync'",
  );
  await queue.reserve.executeSql("update queue.queue set monitor_claim_on = null, monitor_on = null");
  await queue.library.supervise("sync");
}

test("a worker that was thought dead can neither settle nor keep the errand that another has", async () => {
  await withTestQueue(async (test) => {
    const { queue, district, ask, take, errands } = test;
    const maple = await district();
    await ask(maple);
    const first = await take({ worker: "w1" });
    await lapse(test);
    const second = await take({ worker: "w2" });
    assert.equal(second.errandId, first.errandId);
    const done = { is: "done", outcome: "applied", runId: 1 } as const;
    assert.equal(await settleSync(queue, first, testNow, done), false);
    assert.equal((await errands(maple))[0]?.state, "running");
    assert.equal(await settleSync(queue, second, testNow, done), true);
    assert.equal((await errands(maple))[0]?.state, "done");
    assert.equal(await settleSync(queue, second, testNow, done), false, "once");
  });
});

test("an older worker takes nothing once a newer Muster has changed the tables", async () => {
  await withTestQueue(async ({ queue, district, ask }) => {
    await ask(await district());
    const older = { ...queue, knownSchema: queue.knownSchema - 1 };
    const claim = claimSync(older, {
      ...{ worker: "old", takesHeavy: true, now: () => testNow },
      forbids: () => Promise.resolve(undefined),
    });
    await assert.rejects(claim, { code: "database.schema.newer", retry: "never" });
  });
});
