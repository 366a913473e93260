import assert from "node:assert/strict";
import { test } from "node:test";
import type { Session } from "./database.ts";
import { StatementError } from "./statement-error.ts";
import { withTestDatabase } from "./test-database.ts";

async function inSession(work: (session: Session) => Promise<void>): Promise<void> {
  await withTestDatabase((db) => db.session(1, work));
}

test("columns arrive as numbers, dates and ISO times", async () => {
  await inSession(async (session) => {
    const [row] = await session.read((tx) =>
      tx.query(`select 9007199254740991::bigint as big, 1.5::numeric as numeric, '2026-02-28'::date as day,
                       '2026-02-28 23:30:00.25+02'::timestamptz as moment, array[1, null]::bigint[] as ids,
                       array['2026-02-28']::date[] as days, array[[1], [2]]::numeric[] as grid,
                       '0012'::text as code, null::bigint as nothing, '\\x00ff'::bytea as bytes, '{"a":[1]}'::jsonb as doc`),
    );
    assert.deepEqual(row, {
      big: 9007199254740991,
      numeric: 1.5,
      day: "2026-02-28",
      moment: "2026-02-28T21:30:00.25Z",
      ids: [1, null],
      days: ["2026-02-28"],
      grid: [[1], [2]],
      code: "0012",
      nothing: null,
      bytes: Buffer.from([0, 255]),
      doc: { a: [1] },
    });
  });
});

test("refuses a number that JavaScript would round", async () => {
  await inSession(async (session) => {
    const read = session.read((tx) => tx.query("select 9007199254740993::bigint as big"));
    await assert.rejects(read, /above 2\^53/);
  });
});

test("streams rows in batches, with other statements between them", async () => {
  await inSession(async (session) => {
    await session.write(async (tx) => {
      await tx.query("create temp table copied (n integer)");
      const sizes: number[] = [];
      for await (const rows of tx.stream<{ n: number }>(
        "select n from generate_series(1, $1::integer) n",
        [25],
        10,
      )) {
        sizes.push(rows.length);
        await tx.query("insert into copied select unnest($1::integer[])", [rows.map((row) => row.n)]);
      }
      assert.deepEqual(sizes, [10, 10, 5]);
      assert.deepEqual(await tx.query("select sum(n)::integer as sum from copied"), [{ sum: 325 }]);
    });
  });
});

test("streams rows as arrays in the order of the columns, two streams at once", async () => {
  await inSession(async (session) => {
    await session.read(async (tx) => {
      const pairs: unknown[][] = [];
      for await (const outer of tx.streamArrays(
        "select n, n * 10::bigint from generate_series(1, 2) n",
        [],
        1,
      )) {
        for await (const inner of tx.streamArrays("select 'x'", [], 5))
          pairs.push([...outer.flat(), ...inner.flat()]);
      }
      assert.deepEqual(pairs, [
        [1, 10, "x"],
        [2, 20, "x"],
      ]);
    });
  });
});

test("a stream that is left early leaves the transaction usable", async () => {
  await inSession(async (session) => {
    await session.read(async (tx) => {
      for await (const rows of tx.stream("select n from generate_series(1, 1000) n", [], 10)) {
        assert.equal(rows.length, 10);
        break;
      }
      assert.deepEqual(await tx.query("select count(*) as open from pg_cursors"), [{ open: 0 }]);
    });
  });
});

test("an empty stream gives no batch", async () => {
  await inSession(async (session) => {
    await session.read(async (tx) => {
      for await (const _ of tx.stream("select 1 where false", [], 10)) assert.fail("no batch was expected");
    });
  });
});

test("an error in a stream's query or consumer is told as it is", async () => {
  await inSession(async (session) => {
    const broken = session.read(async (tx) => {
      for await (const _ of tx.stream("select 1 / (3 - n) from generate_series(1, 5) n", [], 1));
    });
    await assert.rejects(broken, (error) => error instanceof StatementError && error.sqlState === "22012");
    const careless = session.write(async (tx) => {
      for await (const _ of tx.stream("select 1", [], 1)) await tx.query("select * from nowhere");
    });
    await assert.rejects(careless, (error) => error instanceof StatementError && error.sqlState === "42P01");
  });
});

test("copies rows in, cut anywhere, and counts them", async () => {
  await inSession(async (session) => {
    await session.write(async (tx) => {
      await tx.query("create temp table stage (sourced_id text, name text)");
      const text = Buffer.from("1\tZoë\n2\t\\N\n3\tBea");
      async function* oneByOne(): AsyncGenerator<Uint8Array> {
        for (const byte of text) yield Uint8Array.of(byte);
      }
      assert.equal(await tx.copyIn("copy stage (sourced_id, name) from stdin", oneByOne()), 3);
      assert.equal(await tx.copyIn("copy stage (sourced_id, name) from stdin", ["4\tCy\n"]), 1);
      assert.equal(await tx.copyIn("copy stage (sourced_id, name) from stdin", []), 0);
      assert.deepEqual(await tx.query("select name from stage order by sourced_id"), [
        { name: "Zoë" },
        { name: null },
        { name: "Bea" },
        { name: "Cy" },
      ]);
    });
  });
});

test("a copy that fails names the table and no value of the row", async () => {
  await inSession(async (session) => {
    const copy = session.write(async (tx) => {
      await tx.query("create temp table stage (n integer)");
      await tx.copyIn("copy stage (n) from stdin", ["Ana Lima\n"]);
    });
    await assert.rejects(copy, (error) => {
      assert.ok(error instanceof StatementError);
      assert.equal(error.sqlState, "22P02");
      assert.doesNotMatch(error.message, /Ana/);
      return true;
    });
    assert.deepEqual(await session.read((tx) => tx.query("select 1 as one")), [{ one: 1 }]);
  });
});

test("a copy whose source breaks off keeps nothing, and the session goes on", async () => {
  await inSession(async (session) => {
    await session.write((tx) => tx.query("create temp table stage (n integer)"));
    const copy = session.write(async (tx) => {
      function* breaking(): Generator<string> {
        yield "1\n";
        throw new Error("the file ended too early");
      }
      await tx.copyIn("copy stage (n) from stdin", breaking());
    });
    await assert.rejects(copy, /ended too early/);
    assert.deepEqual(await session.read((tx) => tx.query("select n from stage")), []);
  });
});

test("a refused duplicate names the constraint and no value", async () => {
  await inSession(async (session) => {
    const twice = session.write(async (tx) => {
      await tx.query("create temp table account (email text constraint account_email unique)");
      await tx.query("insert into account values ($1), ($1)", ["ana@example.org"]);
    });
    await assert.rejects(twice, (error) => {
      assert.ok(error instanceof StatementError);
      assert.equal(error.constraint, "account_email");
      assert.equal(error.sqlState, "23505");
      const told = `${error.message} ${error.stack} ${JSON.stringify(error)} ${String(error.cause)}`;
      assert.doesNotMatch(told, /ana@example/);
      return true;
    });
  });
});
