import assert from "node:assert/strict";
import { test } from "node:test";
import { withTestDatabase } from "@muster/sync/database/test-database.ts";
import { databaseDelays } from "./delay-stores.ts";
import { createSignInDelays } from "./sign-in-delays.ts";

test("lets nobody who guesses gain by asking two servers of one drop in turn", async () => {
  await withTestDatabase(async (db) => {
    const servers = [createSignInDelays(databaseDelays(db)), createSignInDelays(databaseDelays(db))] as const;
    let now = Date.now();
    const waits: (number | undefined)[] = [];
    for (let tries = 0; tries < 6; tries += 1) {
      const delays = servers[tries % 2 === 0 ? 0 : 1];
      const wait = await delays.begin("oak", "192.0.2.1", now);
      waits.push(wait);
      now += wait ?? 0;
      await delays.failed("oak", "192.0.2.1", now);
    }
    assert.deepEqual(waits, [0, 0, 1_000, 2_000, 4_000, 8_000]);
    assert.equal(await servers[1].failures({ address: "192.0.2.1" }, now), 6);
    // Many at once, at both: one in the row, the others are refused.
    for (const delays of servers) await delays.failed("oak", "192.0.2.1", now);
    const crowd = await Promise.all(
      Array.from({ length: 10 }, (_, n) => servers[n % 2 === 0 ? 0 : 1].begin("oak", "192.0.2.1", now)),
    );
    assert.deepEqual(
      crowd.filter((wait) => wait !== undefined),
      [60_000],
    );
  });
});

test("keeps neither a login nor an address, and nothing for longer than half an hour", async () => {
  await withTestDatabase(async (db) => {
    const delays = createSignInDelays(databaseDelays(db));
    const now = Date.now();
    await delays.failed("my-password-typed-as-login", "192.0.2.1", now);
    const kept = () =>
      db.session(undefined, (session) =>
        session.read((tx) => tx.query("select * from muster_meta.drop_delay")),
      );
    const rows = await kept();
    assert.equal(rows.length, 2);
    for (const { key } of rows) assert.ok(key instanceof Uint8Array && key.length === 32);
    assert.ok(!JSON.stringify(rows).includes("192.0.2.1"));
    await delays.succeeded("elm", "198.51.100.9", now);
    assert.equal(await delays.failures({ address: "192.0.2.1" }, now + 31 * 60_000), 0);
    assert.equal((await kept()).length, 1, "only from where Elm comes is still known");
  });
});
