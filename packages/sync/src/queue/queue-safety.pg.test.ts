import assert from "node:assert/strict";
import { test } from "node:test";
import { StatementError } from "../database/statement-error.ts";
import { withTestQueue } from "./test-queue.ts";

test("[SEC-006] a job into which another district's ids were written is refused and closed", async () => {
  await withTestQueue(async ({ db, queue, district, ask, claim, errands }) => {
    const [maple, birch] = [await district(), await district()];
    const edits = [
      `{"districtId": ${birch}, "sourceId": 1}`,
      `{"districtId": ${maple}, "sourceId": 2}`,
      '{"districtId": "1 or true", "sourceId": 1}',
      "{}",
    ];
    for (const edit of edits) {
      const { errandId } = await ask(maple);
      await queue.reserve.executeSql("update queue.job set data = $1 where id = $2", [edit, errandId]);
      const claimed = await claim();
      assert.ok(claimed.is === "ended" && claimed.fault.code === "queue.errand.mismatched", edit);
      await db.session(maple, (session) =>
        session.write((tx) => tx.query("update errand set state = 'cancelled' where state = 'waiting'")),
      );
    }
    const { errandId } = await ask(maple);
    const keys = { data: `{"districtId": ${birch}, "sourceId": 1}`, key: `${birch}/1`, group: String(birch) };
    await queue.reserve.executeSql(
      "update queue.job set data = $1, singleton_key = $2, group_id = $3 where id = $4",
      [keys.data, keys.key, keys.group, errandId],
    );
    const claimed = await claim();
    assert.ok(claimed.is === "ended" && claimed.fault.code === "queue.errand.mismatched", "all three edited");
    assert.deepEqual(await claim(), { is: "nothing" });
    assert.deepEqual(await errands(birch), []);
  });
});

test("the application role uses the queue's tables and cannot change what they are", async () => {
  await withTestQueue(async ({ queue }) => {
    for (const sql of [
      "drop table queue.job",
      "alter table queue.job add column extra text",
      "truncate queue.job_common",
      "insert into queue.queue (name) values ('other')",
      "delete from queue.version",
      "create table queue.other (id integer)",
      "insert into muster_meta.migration (number, name, sha256) values (99, 'x', 'x')",
    ])
      await assert.rejects(
        queue.reserve.executeSql(sql),
        (error) => error instanceof StatementError && error.sqlState === "42501",
        sql,
      );
  });
});

test("the queue holds ids and nothing else", async () => {
  await withTestQueue(async ({ queue, district, ask }) => {
    const maple = await district();
    await ask(maple, { kind: "person", askedBy: "olga.okafor@district.example.org" });
    const { rows } = await queue.reserve.executeSql("select to_jsonb(job) as job from queue.job");
    assert.doesNotMatch(JSON.stringify(rows), /olga|example|District/);
  });
});
