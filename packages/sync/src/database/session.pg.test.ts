import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../fault.ts";
import type { Database } from "./database.ts";
import { StatementError } from "./statement-error.ts";
import { withTestDatabase } from "./test-database.ts";

async function addDistricts(db: Database, ...names: readonly string[]): Promise<void> {
  await db.session(undefined, (session) =>
    session.write((tx) =>
      tx.query(
        "insert into district (district_id, name) select number, name from unnest($1::text[]) with ordinality as given (name, number)",
        [names],
      ),
    ),
  );
}

test("a district sees itself and no other; the registry sees all", async () => {
  await withTestDatabase(async (db) => {
    await addDistricts(db, "Alder", "Birch");
    const names = (district: number | undefined) =>
      db.session(district, (session) =>
        session.read((tx) => tx.query("select name from district order by name")),
      );
    assert.deepEqual(await names(1), [{ name: "Alder" }]);
    assert.deepEqual(await names(2), [{ name: "Birch" }]);
    assert.deepEqual(await names(undefined), [{ name: "Alder" }, { name: "Birch" }]);
    assert.deepEqual(await names(3), []);
  });
});

test("a thousand sessions of two districts on two connections never read each other's rows", async () => {
  await withTestDatabase(
    async (db) => {
      await addDistricts(db, "Alder", "Birch");
      const seen = async (district: number): Promise<void> => {
        await db.session(district, async (session) => {
          const look = session.read(async (tx) => {
            if (district % 5 === 0) throw new Error("this session fails on purpose");
            return tx.query("select district_id from district");
          });
          const rows = await look.catch(() => []);
          for (const row of rows) assert.equal(row.district_id, district);
          if (district <= 2) assert.equal(rows.length, 1);
        });
      };
      await Promise.all(Array.from({ length: 1000 }, (_, number) => seen((number % 5) + 1)));
    },
    { poolSize: 2 },
  );
});

test("a connection carries no district on when its transaction ended, however it ended", async () => {
  await withTestDatabase(
    async (db) => {
      await addDistricts(db, "Alder");
      const fail = (session: { write: <T>(work: () => Promise<T>) => Promise<T> }) =>
        session.write(async () => {
          throw new Error("undone on purpose");
        });
      await db.session(1, async (session) => {
        await session.write((tx) => tx.query("update district set name = 'Aspen'"));
        await assert.rejects(fail(session), /on purpose/);
      });
      await db.session(undefined, async (session) => {
        const [row] = await session.read((tx) =>
          tx.query("select current_setting('muster.district_id') as district, current_user as role"),
        );
        assert.deepEqual(row, { district: "", role: "muster_app" });
      });
      await db.session(1, async (session) => {
        const [row] = await session.read((tx) =>
          tx.query("select current_setting('muster.every_district') as every, name from district"),
        );
        assert.deepEqual(row, { every: "off", name: "Aspen" });
      });
    },
    { poolSize: 1 },
  );
});

test("refuses to write a row of another district", async () => {
  await withTestDatabase(async (db) => {
    await addDistricts(db, "Alder", "Birch");
    await db.session(1, async (session) => {
      const intrude = session.write((tx) =>
        tx.query("insert into counter (district_id, name) values (2, 'stolen')"),
      );
      await assert.rejects(intrude, (error) => error instanceof StatementError && error.sqlState === "42501");
      const moved = await session.write((tx) =>
        tx.query("update district set name = 'x' where district_id = 2 returning 1"),
      );
      assert.deepEqual(moved, []);
    });
  });
});

test("a transaction whose statement failed is not taken for committed", async () => {
  await withTestDatabase(async (db) => {
    await db.session(1, async (session) => {
      const careless = session.write(async (tx) => {
        await tx.query("select 1 / 0").catch(() => undefined);
      });
      await assert.rejects(careless, /nothing is committed/);
      assert.deepEqual(await session.read((tx) => tx.query("select 1 as one")), [{ one: 1 }]);
    });
  });
});

test("a session does one thing at a time, and its transaction ends with the work", async () => {
  await withTestDatabase(async (db) => {
    await db.session(1, async (session) => {
      await session.read(async (tx) => {
        await assert.rejects(
          session.read(() => Promise.resolve()),
          /one thing at a time/,
        );
        await tx.query("select 1");
      });
      const escaped = await session.read((tx) => Promise.resolve(tx));
      assert.throws(() => escaped.query("select 1"), /after it had ended/);
    });
  });
});

test("a reader cannot write", async () => {
  await withTestDatabase(async (db) => {
    await addDistricts(db, "Alder");
    await db.session(1, async (session) => {
      const write = session.read((tx) => tx.query("update district set name = 'x'"));
      await assert.rejects(write, { code: "database.server.read-only" });
    });
  });
});

test("temporary tables live as long as the session and no longer, and take no room from those of the next", async () => {
  await withTestDatabase(
    async (db) => {
      await db.session(1, async (session) => {
        await session.write((tx) => tx.query("create temp table stage (a integer)"));
        await session.write((tx) => tx.query("insert into stage values (1)"));
        assert.deepEqual(await session.read((tx) => tx.query("select a from stage")), [{ a: 1 }]);
      });
      await db.session(2, async (session) => {
        const look = session.read((tx) => tx.query("select a from stage"));
        await assert.rejects(look, (error) => error instanceof StatementError && error.sqlState === "42P01");
        await session.write(async (tx) => {
          // Refused once a connection has touched a temporary table under another size.
          await tx.query("set temp_buffers = '128MB'");
          await tx.query("create temp table stage (a integer)");
          assert.deepEqual(await tx.query("show temp_buffers"), [{ temp_buffers: "128MB" }]);
        });
      });
    },
    { poolSize: 1 },
  );
});

test("only one session holds the lock of a district's key", async () => {
  await withTestDatabase(async (db) => {
    await db.session(1, async (first) => {
      assert.equal(await first.lock("run", false), true);
      await db.session(1, async (second) => {
        assert.equal(await second.lock("run", false), false);
        assert.equal(await second.lock("export", false), true);
      });
      await db.session(2, async (other) => assert.equal(await other.lock("run", false), true));
      await first.unlock("run");
      await db.session(1, async (second) => assert.equal(await second.lock("run", false), true));
    });
    await db.session(1, async (later) => assert.equal(await later.lock("run", false), true));
  });
});

test("a session that waits for a lock gets it when the holder is done", async () => {
  await withTestDatabase(async (db) => {
    const order: string[] = [];
    let waiting: Promise<void> | undefined;
    await db.session(1, async (holder) => {
      await holder.lock("run", true);
      waiting = db.session(1, async (waiter) => {
        await waiter.lock("run", true);
        order.push("waiter");
      });
      await holder.read((tx) => tx.query("select pg_sleep(0.1)"));
      order.push("holder");
    });
    await waiting;
    assert.deepEqual(order, ["holder", "waiter"]);
  });
});

test("a database that goes away under a session is the world's fault, and the next session works", async () => {
  await withTestDatabase(
    async (db) => {
      const cut = db.session(1, (session) =>
        session.read((tx) => tx.query("select pg_terminate_backend(pg_backend_pid())")),
      );
      await assert.rejects(
        cut,
        (error) => error instanceof Fault && error.code === "database.connection.lost",
      );
      const rows = await db.session(1, (session) => session.read((tx) => tx.query("select 1 as one")));
      assert.deepEqual(rows, [{ one: 1 }]);
    },
    { poolSize: 1 },
  );
});
