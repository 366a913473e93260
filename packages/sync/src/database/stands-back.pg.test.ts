import assert from "node:assert/strict";
import { constants, getPriority } from "node:os";
import { test } from "node:test";
import { connectDatabase, type Database, embeddedSignIns } from "./database.ts";
import { lowerPriority } from "./embedded-priority.ts";
import { testServer, withTestDatabase } from "./test-database.ts";

const backend =
  "select pg_backend_pid() as pid, current_setting('max_parallel_workers_per_gather') as helpers";

test("what syncs a large district stands back in PostgreSQL too, and its signs of life do not", async () => {
  await withTestDatabase(async (ordinary) => {
    const [{ name } = { name: "" }] = await ask(ordinary, "select current_database() as name");
    const server = await testServer();
    const back = await connectDatabase({
      ...{
        kind: "embedded",
        ...embeddedSignIns(server, String(name)),
        mayBeVolatile: true,
        standsBack: true,
      },
      server: { ...server, release: () => Promise.resolve() },
    });
    const reserve = back.reserve(1);
    try {
      // The second time the connection comes from the pool, with everything of the first forgotten.
      for (const _ of [1, 2]) {
        const [row] = await ask(back, backend);
        assert.equal(getPriority(Number(row?.pid)), constants.priority.PRIORITY_BELOW_NORMAL);
        assert.equal(row?.helpers, "0", "parallel workers would not stand back with it");
      }
      const [sign] = await reserve.session(undefined, (session) => session.read((tx) => tx.query(backend)));
      assert.equal(getPriority(Number(sign?.pid)), 0);
      const [other] = await ask(ordinary, backend);
      assert.equal(getPriority(Number(other?.pid)), 0);
    } finally {
      await reserve.close();
      await back.close();
    }
  });
});

test("a number that is not that of a backend is left alone: in another container it is somebody else's", async () => {
  const before = getPriority(process.pid);
  assert.equal(await lowerPriority(process.cwd(), process.pid), false);
  assert.equal(getPriority(process.pid), before);
});

function ask(db: Database, sql: string) {
  return db.session(undefined, (session) => session.read((tx) => tx.query(sql)));
}
