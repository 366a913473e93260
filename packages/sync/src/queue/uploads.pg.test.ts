import assert from "node:assert/strict";
import { test } from "node:test";
import { redriveDead } from "./redrive.ts";
import { settleSync } from "./settle-sync.ts";
import { testNow, withTestQueue } from "./test-queue.ts";
import { readWantedUploads } from "./wanted-uploads.ts";

const brought = { does: "upload", applies: true, missing: "left", schoolId: undefined } as const;

test("uploads are each kept and done in the order they were brought, also when one is tried again; a plan does not do for a sync", async () => {
  await withTestQueue(async ({ db, queue, district, ask, take, claim, errands }) => {
    const maple = await district();
    const minute = (n: number): string => new Date(testNow.getTime() + n * 60_000).toISOString();
    const upload = (n: number) => ({
      ...({ kind: "person", askedBy: "olga", at: minute(n) } as const),
      task: { ...brought, uploadId: `00000000-0000-4000-8000-00000000000${n}` },
    });
    const plan = { task: { does: "plan" } } as const;
    const [first, second] = [await ask(maple, upload(1)), await ask(maple, upload(2))];
    assert.notEqual(first.errandId, second.errandId);
    assert.deepEqual([(await ask(maple)).joined, (await ask(maple)).joined], ["nothing", "waiting"]);
    assert.deepEqual(
      [(await ask(maple, plan)).joined, (await ask(maple, plan)).joined],
      ["nothing", "waiting"],
    );

    const attempt = await take();
    assert.deepEqual([attempt.errandId, attempt.task], [first.errandId, upload(1).task]);
    const fault = { code: "database.server.unreachable", retry: "later", facts: {} } as const;
    await settleSync(queue, attempt, testNow, { is: "retried", waitSeconds: 60, fault });
    assert.equal((await claim()).is, "moved", "the second waits for the first");
    await settleSync(queue, await take(), testNow, { is: "done", outcome: "held", runId: 1 });
    await settleSync(queue, await take(), testNow, { is: "done", outcome: "applied", runId: 2 });
    assert.deepEqual(await claim(), { is: "nothing" });
    await queue.reserve.executeSql("update queue.job set start_after = now()");
    const again = await take();
    assert.equal(again.errandId, first.errandId);
    await settleSync(queue, again, testNow, { is: "dead", fault });
    assert.equal((await take()).errandId, second.errandId);

    const wanted = (at: Date) =>
      db.session(maple, (session) =>
        session.write((tx) => readWantedUploads(tx, queue, maple, [upload(1).task.uploadId], at)),
      );
    assert.deepEqual(
      [...(await wanted(testNow)).values()],
      [true],
      "its files are there for another attempt",
    );
    await db.session(maple, (session) =>
      session.write((tx) => redriveDead(tx, queue, maple, { askedBy: "omar", at: minute(3) })),
    );
    const redriven = (await errands(maple)).find(({ state }) => state === "waiting");
    assert.deepEqual([redriven?.task, redriven?.askedBy], ["upload", "omar"]);
    assert.deepEqual([...(await wanted(testNow)).values()], [true]);
    await db.session(maple, (session) =>
      session.write((tx) =>
        tx.query("update errand set state = 'dead', ended_at = $1 where state = 'waiting'", [minute(3)]),
      ),
    );
    const weeks = new Date(testNow.getTime() + 15 * 86_400_000);
    assert.deepEqual([...(await wanted(weeks)).values()], [false], "nobody has asked for it in two weeks");
  });
});
