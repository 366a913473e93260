import assert from "node:assert/strict";
import { test } from "node:test";
import { settleSync } from "../queue/settle-sync.ts";
import { type TestQueue, withTestQueue } from "../queue/test-queue.ts";
import { askNow } from "./ask-now.ts";
import { pauseDistrict, readPause, resumeDistrict } from "./pauses.ts";
import { scheduleDue } from "./schedule-due.ts";
import { addSeason, listSeasons, removeSeason, type Season } from "./seasons.ts";
import { isQuiet } from "./what-forbids.ts";

const evening = new Date("2026-09-01T22:00:00Z");
/** After 02:00 in Chicago (07:00 UTC) and the widest jitter. */
const night = (day: string): Date => new Date(`${day}T07:15:00Z`);

/** A district of Chicago whose sources start at 02:00, seen by the scheduler in the evening before. */
async function scheduledDistrict(test: TestQueue, sources = 1): Promise<number> {
  const districtId = await test.district(sources);
  await change(
    test,
    districtId,
    `insert into setting (district_id, key, value, set_by) values ($1, 'district.time-zone', '"America/Chicago"', 'olga')`,
  );
  await change(test, districtId, "update source set starts_at = '02:00' where district_id = $1");
  assert.deepEqual(await scheduleDue(test.queue, evening), []);
  return districtId;
}

function change({ db }: TestQueue, districtId: number, sql: string, ...values: unknown[]): Promise<unknown> {
  return db.session(districtId, (session) => session.write((tx) => tx.query(sql, [districtId, ...values])));
}

async function nextLook({ db }: TestQueue, districtId: number): Promise<unknown> {
  const [row] = await db.session(undefined, (session) =>
    session.read((tx) => tx.query("select next_sync_at from district where district_id = $1", [districtId])),
  );
  return row?.next_sync_at;
}

test("a district starts once a night, whichever of two schedulers looks first", async () => {
  await withTestQueue(async (test) => {
    const maple = await scheduledDistrict(test);
    const both = await Promise.all([
      scheduleDue(test.queue, night("2026-09-02")),
      scheduleDue(test.queue, night("2026-09-02")),
    ]);
    assert.deepEqual(both.flat(), [{ districtId: maple, sourceId: 1, day: "2026-09-02", deed: "asked" }]);
    assert.deepEqual(await scheduleDue(test.queue, night("2026-09-02")), []);
    const claim = await test.take();
    await settleSync(test.queue, claim, evening, { is: "done", outcome: "applied", runId: 1 });
    const second = await scheduleDue(test.queue, night("2026-09-03"));
    assert.deepEqual(
      second.map(({ day }) => day),
      ["2026-09-03"],
    );
    assert.deepEqual(
      await scheduleDue(test.queue, night("2026-09-02")),
      [],
      "the clock was put back by a day",
    );
  });
});

test("a district that is not due is not even looked at, and any change of its sources makes it be", async () => {
  await withTestQueue(async (test) => {
    const maple = await scheduledDistrict(test);
    assert.match(String(await nextLook(test, maple)), /^2026-09-02T07:0/);
    await change(test, maple, "update source set starts_at = '04:30' where district_id = $1");
    assert.equal(await nextLook(test, maple), null);
    await scheduleDue(test.queue, evening);
    assert.match(String(await nextLook(test, maple)), /^2026-09-02T09:3/);
    await change(test, maple, "update source set state = 'paused' where district_id = $1");
    assert.deepEqual(await scheduleDue(test.queue, night("2026-09-02")), []);
    assert.equal(await nextLook(test, maple), "infinity");
  });
});

test("what is enabled after its hour starts the next night", async () => {
  await withTestQueue(async (test) => {
    const maple = await scheduledDistrict(test);
    await change(test, maple, "update source set state = 'paused' where district_id = $1");
    await scheduleDue(test.queue, night("2026-09-02"));
    await change(test, maple, "update source set state = 'enabled' where district_id = $1");
    assert.deepEqual(await scheduleDue(test.queue, new Date("2026-09-02T15:00:00Z")), []);
    const [started] = await scheduleDue(test.queue, night("2026-09-03"));
    assert.equal(started?.day, "2026-09-03");
  });
});

test("a nightly start while a person's sync runs is noted and adds nothing", async () => {
  await withTestQueue(async (test) => {
    const maple = await scheduledDistrict(test);
    await askNow(
      test.queue,
      { districtId: maple, sourceId: 1, kind: "person", askedBy: "olga" },
      night("2026-09-02"),
    );
    const claim = await test.take();
    const [started] = await scheduleDue(test.queue, night("2026-09-02"));
    assert.equal(started?.deed, "joined");
    await settleSync(test.queue, claim, evening, { is: "done", outcome: "applied", runId: 1 });
    assert.deepEqual(await test.claim(), { is: "nothing" });
  });
});

test("a paused district leaves its nights out, refuses who asks by hand, and goes on the night after it is resumed", async () => {
  await withTestQueue(async (test) => {
    const { db, queue } = test;
    const maple = await scheduledDistrict(test, 2);
    const inDistrict = <T>(work: Parameters<typeof db.session<T>>[1]): Promise<T> => db.session(maple, work);
    const pause = { by: "olga", reason: "new SIS", at: evening.toISOString() };
    await inDistrict((session) => session.write((tx) => pauseDistrict(tx, maple, pause)));
    const left = await scheduleDue(queue, night("2026-09-02"));
    assert.deepEqual(
      left.map(({ sourceId, deed }) => [sourceId, deed]),
      [
        [1, "paused"],
        [2, "paused"],
      ],
    );
    const ask = askNow(queue, { districtId: maple, sourceId: 1, kind: "person", askedBy: "omar" }, evening);
    await assert.rejects(ask, { code: "schedule.district.paused" });
    assert.equal(await inDistrict((session) => session.read((tx) => isQuiet(tx, maple, evening))), true);
    assert.equal(
      (await inDistrict((session) => session.read((tx) => readPause(tx, maple))))?.reason,
      "new SIS",
    );
    await inDistrict((session) => session.write((tx) => resumeDistrict(tx, maple)));
    assert.equal((await scheduleDue(queue, night("2026-09-03"))).length, 2);
  });
});

test("one source that is paused leaves the others alone", async () => {
  await withTestQueue(async (test) => {
    const maple = await scheduledDistrict(test, 2);
    await change(test, maple, "update source set state = 'paused' where district_id = $1 and source_id = 1");
    const started = await scheduleDue(test.queue, night("2026-09-02"));
    assert.deepEqual(
      started.map(({ sourceId }) => sourceId),
      [2],
    );
    const ask = askNow(
      test.queue,
      { districtId: maple, sourceId: 1, kind: "person", askedBy: "olga" },
      evening,
    );
    await assert.rejects(ask, { code: "schedule.source.paused" });
    await change(
      test,
      maple,
      "update source set joins_source_id = 1 where district_id = $1 and source_id = 2",
    );
    const guardians = { districtId: maple, sourceId: 2, kind: "arrival", askedBy: "drop" } as const;
    await assert.rejects(askNow(test.queue, guardians, evening), { facts: { district: maple, source: 1 } });
  });
});

test("nothing runs while the roster is frozen, from the first day to the last by the district's calendar", async () => {
  await withTestQueue(async (test) => {
    const { db, queue } = test;
    const maple = await scheduledDistrict(test);
    const summer: Omit<Season, "seasonId"> = {
      ...{ mode: "frozen", startsOn: "2026-09-02", endsOn: "2026-09-03", note: "holidays", setBy: "olga" },
    };
    const at = evening.toISOString();
    const seasonId = await db.session(maple, (session) =>
      session.write((tx) => addSeason(tx, maple, summer, at)),
    );
    const deeds: unknown[] = [];
    for (const day of ["2026-09-02", "2026-09-03", "2026-09-04"])
      for (const { deed } of await scheduleDue(queue, night(day))) deeds.push(deed);
    assert.deepEqual(deeds, ["frozen", "frozen", "asked"]);
    // 03:00 UTC on the 4th is still the 3rd in Chicago.
    const ask = askNow(
      queue,
      { districtId: maple, sourceId: 1, kind: "person", askedBy: "olga" },
      new Date("2026-09-04T03:00:00Z"),
    );
    await assert.rejects(ask, { code: "schedule.season.frozen" });
    await db.session(maple, (session) => session.write((tx) => removeSeason(tx, maple, seasonId)));
    assert.deepEqual(await db.session(maple, (session) => session.read((tx) => listSeasons(tx, maple))), []);
  });
});

test("a season that ends before it begins, or on no day of the calendar, is refused", async () => {
  await withTestQueue(async (test) => {
    const maple = await test.district();
    for (const [startsOn, endsOn] of [
      ["2026-08-14", "2026-06-15"],
      ["2026-06-31", "2026-07-15"],
      ["June", "July"],
    ] as const) {
      const season = { mode: "frozen", startsOn, endsOn, note: "", setBy: "olga" } as const;
      const add = test.db.session(maple, (session) =>
        session.write((tx) => addSeason(tx, maple, season, evening.toISOString())),
      );
      await assert.rejects(add, { code: "schedule.season.invalid" });
    }
  });
});

test("nights are remembered for forty days, and no clock that jumps makes one come twice", async () => {
  await withTestQueue(async (test) => {
    const maple = await scheduledDistrict(test);
    await change(
      test,
      maple,
      `insert into schedule_mark (district_id, source_id, day, deed, due_at, marked_at)
       select $1, 1, day, 'asked', day, day from generate_series('2026-06-01'::date, '2026-09-01', '1 day') day`,
    );
    const remembered = (): Promise<unknown> =>
      change(
        test,
        maple,
        "select min(day) as first, count(*)::integer as days from schedule_mark where district_id = $1",
      );
    assert.equal((await scheduleDue(test.queue, night("2026-09-02"))).length, 1);
    assert.deepEqual(await remembered(), [{ first: "2026-07-24", days: 41 }]);
    // Put forward by a year, for a night, and back again.
    await scheduleDue(test.queue, night("2027-09-02"));
    assert.deepEqual(await remembered(), [{ first: "2026-08-24", days: 11 }]);
    await change(test, maple, "update district set next_sync_at = null where district_id = $1");
    assert.deepEqual(await scheduleDue(test.queue, night("2026-09-02")), []);
  });
});

test("many districts at two o'clock are spread over ten minutes and asked for once each", async () => {
  await withTestQueue(async (test) => {
    const { db, queue } = test;
    const count = Number(process.env.MUSTER_TEST_DISTRICTS ?? 400);
    await manyDistricts(test, count);
    await scheduleDue(queue, evening);
    const [spread] = await db.session(undefined, (session) =>
      session.read((tx) =>
        tx.query<{ minutes: number; most: number }>(
          `select count(*) as minutes, max(n) as most from (
             select date_trunc('minute', next_sync_at), count(*) as n from district group by 1) m`,
        ),
      ),
    );
    assert.equal(spread?.minutes, 10);
    assert.ok(spread.most <= count / 9, `${spread.most} in one minute`);
    const at = Date.UTC(2026, 8, 2, 2);
    let asked = 0;
    for (let second = 0; second <= 600; second += 60)
      asked += (await scheduleDue(queue, new Date(at + second * 1000))).length;
    assert.equal(asked, count);
  });
});

/** Districts of UTC with one source that starts at 02:00; made by the database, as a person would take a while. */
async function manyDistricts({ db, queue }: TestQueue, count: number): Promise<void> {
  await db.session(undefined, (session) =>
    session.write((tx) =>
      tx.query(
        "insert into district (district_id, name) select n, 'District ' || n from generate_series(1, $1::integer) n",
        [count],
      ),
    ),
  );
  await queue.reserve.executeSql(
    `do $$ begin for n in 1..${count} loop
       perform set_config('muster.district_id', n::text, true);
       insert into source (district_id, source_id, kind, name, starts_at) values (n, 1, 'sftp', 'Files', '02:00');
     end loop; end $$`,
  );
}
