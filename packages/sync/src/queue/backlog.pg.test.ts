import assert from "node:assert/strict";
import { test } from "node:test";
import { readQueueFigures } from "./queue-figures.ts";
import { settleSync } from "./settle-sync.ts";
import { type TestQueue, testNow, withTestQueue } from "./test-queue.ts";

const backlog = 5_000;
const done = { is: "done", outcome: "no_changes", runId: undefined } as const;

test("with five thousand districts waiting each is claimed as quickly as any, and who asks by hand comes first (J11)", async (t) => {
  await withTestQueue(async (test) => {
    const { queue, district, ask, claim, take } = test;
    const hasty = await district();
    await ask(await district());
    await copyWaiting(test, backlog - 1);
    const waiting = await readQueueFigures(queue);
    assert.equal(waiting.ready, backlog);
    const began = performance.now();
    const served = new Set<number>();
    for (let round = 0; round < 5; round += 1) {
      const claims = await Promise.all([1, 2, 3, 4].map((n) => claim({ worker: `w${n}` })));
      for (const one of claims) {
        assert.ok(one.is === "claim");
        assert.ok(!served.has(one.claim.districtId), "nobody twice while others wait");
        served.add(one.claim.districtId);
        await settleSync(queue, one.claim, testNow, done);
      }
    }
    const each = (performance.now() - began) / served.size;
    t.diagnostic(`${each.toFixed(1)} ms to claim and settle each`);
    assert.equal(served.size, 20);
    assert.ok(each < 500, `${each} ms`);
    await ask(hasty, { kind: "person", askedBy: "olga" });
    assert.equal((await take()).districtId, hasty);
    await queue.reserve.executeSql("update queue.job set start_after = now() - interval '11 minutes'");
    assert.ok((await readQueueFigures(queue)).oldestReadySeconds > 600, "which is an alarm");
  });
});

/**
 * As many more errands as the one that waits, each of a district of its own and a moment after the one before; made by
 * the database, in a moment. Those that will be claimed have their rows of ours too.
 */
async function copyWaiting({ queue }: TestQueue, count: number): Promise<void> {
  await queue.reserve.executeSql(
    `do $$ declare ids uuid[] := array(select gen_random_uuid() from generate_series(1, ${count}));
     begin
       insert into queue.job_common
       select (jsonb_populate_record(model, jsonb_build_object(
                'id', w.id, 'singleton_key', w.n || '/1', 'group_id', w.n::text,
                'created_on', model.created_on + w.n * interval '1 millisecond',
                'data', jsonb_build_object('districtId', w.n, 'sourceId', 1)))).*
         from (select id, 1000 + place as n from unnest(ids) with ordinality as one (id, place)) w,
              queue.job_common model where model.name = 'sync';
       for own in 1001..1040 loop
         perform set_config('muster.district_id', own::text, true);
         insert into district (district_id, name) values (own, 'District ' || own);
         insert into source (district_id, source_id, kind, name) values (own, 1, 'sftp', 'Files');
         insert into errand (district_id, errand_id, source_id, kind, asked_by, asked_at, state)
         values (own, ids[own - 1000], 1, 'schedule', 'schedule', now(), 'waiting');
       end loop;
     end $$`,
  );
}
