import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../fault.ts";
import { withTestDistrict } from "../run/test-district.ts";
import { openJointReads } from "./joint-reads.ts";

const whose = "select current_district() as district, pg_current_snapshot()::text as moment";

test("who reads a district together is told of that district alone, as it was after they asked", async () => {
  await withTestDistrict(async (oak) => {
    const elm = await oak.another("Elm");
    const { db } = oak;
    const asked = Array.from({ length: 30 }, (_, n) => (n % 2 === 0 ? oak : elm).districtId);
    let sessions = 0;
    const read = openJointReads((district, work) => {
      sessions += 1;
      return db.session(district, work);
    }, 2);
    const told = await Promise.all(
      asked.map((district) => read(district, (tx) => tx.query<{ district: number; moment: string }>(whose))),
    );
    assert.deepEqual(
      told.map(([row]) => row?.district),
      asked,
    );
    assert.ok(sessions <= 6, `${sessions} transactions for 30 questions of two districts`);
    const rename = (name: string) =>
      db.session(oak.districtId, (session) =>
        session.write((tx) =>
          tx.query("update district set name = $2 where district_id = $1", [oak.districtId, name]),
        ),
      );
    const nameOf = () =>
      read(oak.districtId, (tx) =>
        tx.query<{ name: string }>("select name from district where district_id = $1", [oak.districtId]),
      );
    const early = [nameOf(), nameOf(), nameOf()];
    await rename("Oak renamed");
    const late = await Promise.all([nameOf(), nameOf(), nameOf()]);
    assert.deepEqual(late, Array(3).fill([{ name: "Oak renamed" }]));
    await Promise.all(early);
  });
});

test("whoever asks for what is not there hears so alone; those beside them are answered", async () => {
  await withTestDistrict(async ({ db, districtId }) => {
    const read = openJointReads(db.session, 1);
    const one = () => read(districtId, (tx) => tx.query("select 1 as one"));
    const unknown = new Fault("person.id.unknown", "never", "nobody");
    const told = await Promise.allSettled([
      one(),
      read(districtId, (tx) => tx.query("select no_such_column")),
      one(),
      read(districtId, () => Promise.reject(unknown)),
      one(),
    ]);
    assert.deepEqual(
      told.map(({ status }) => status),
      ["fulfilled", "rejected", "fulfilled", "rejected", "fulfilled"],
    );
    const [, , , refused] = told;
    assert.ok(refused?.status === "rejected" && refused.reason === unknown);
  });
});

test("where no connection can be had all who wait are told so", async () => {
  const busy = new Fault("database.pool.busy", "later", "no connection is free");
  const read = openJointReads(() => Promise.reject(busy), 1);
  const told = await Promise.allSettled([1, 2].map(() => read(1, () => Promise.resolve("never"))));
  assert.ok(told.every((one) => one.status === "rejected" && one.reason === busy));
});
