import assert from "node:assert/strict";
import { test } from "node:test";
import { Fault } from "../fault.ts";
import { holdUnread } from "../run/hold-unread.ts";
import { smallRoster } from "../run/test-district.ts";
import { tuesday } from "../run/test-home.ts";
import { withNoticedDistrict } from "../run/test-noticed-district.ts";
import { addSeason } from "../schedule/seasons.ts";
import { noteDeadLetter } from "./note-dead-letter.ts";
import { noteOutcome } from "./note-outcome.ts";
import { noteSilence } from "./note-silence.ts";

const kim = "kim@oak.example.org";

test("an outage of a day is one mail and one when it is over", async () => {
  await withNoticedDistrict(async ({ district, mail, tell, sync, fail, deliver }) => {
    await tell("mail", kim);
    await sync(smallRoster);
    const codes = ["source.host.unreachable", "source.transfer.cut", "source.answer.unreadable"];
    for (let hour = 0; hour < 24; hour += 1) {
      district.pass(1);
      await fail(new Fault(codes[hour % 3] ?? "", "later", "the test says so"));
      await deliver();
    }
    await sync(smallRoster);
    await deliver();
    await deliver();
    assert.deepEqual(
      mail.mails.map(({ subject }) => subject),
      ["[Test Schools] Sync could not be finished, nothing changed", "[Test Schools] Sync in order again"],
    );
  });
});

test("a district that takes the application away is told of it at once, and once (I17)", async () => {
  await withNoticedDistrict(async ({ district, mail, tell, sync, fail, deliver }) => {
    await tell("mail", kim);
    await sync(smallRoster);
    for (let attempt = 0; attempt < 3; attempt += 1) {
      const facts = { host: "api.clever.com" };
      await fail(new Fault("source.district.disconnected", "never", "the test says so", facts));
      await deliver();
      district.pass(8);
    }
    assert.equal(mail.mails.length, 1);
    assert.match(mail.mails[0]?.text ?? "", /no longer shares its roster/);
    await sync(smallRoster);
    await deliver();
    assert.equal(mail.mails.length, 2);
  });
});

test("a list that a server keeps back for days is one mail that names it, and one when it is shared again (I12)", async () => {
  await withNoticedDistrict(async ({ district, mail, world, tell, sync, deliver }) => {
    const { db, districtId, sourceId } = district;
    await tell("mail", kim);
    await sync(smallRoster);
    const start = { districtId, sourceId, kind: "sync", operator: "nightly" } as const;
    const facts = { host: "roster.example.org", collection: "enrollments", status: 403 };
    for (let day = 0; day < 2; day += 1) {
      district.pass();
      const fault = new Fault("source.collection.refused", "never", "the test says so", facts);
      const { run } = await holdUnread(district.world, start, fault);
      await db.session(districtId, (session) =>
        session.write((tx) => noteOutcome(tx, { districtId, runId: run }, world.now().toISOString())),
      );
      await deliver();
    }
    const [told] = mail.mails;
    assert.equal(told?.subject, "[Test Schools] Sync waiting for you, nothing changed");
    assert.match(told?.text ?? "", /does not give us "enrollments"/);
    assert.match(told?.text ?? "", /Ask the district to share it/);
    await sync(smallRoster);
    await deliver();
    assert.deepEqual(
      mail.mails.map(({ subject }) => subject.includes("in order again")),
      [false, true],
    );
  });
});

test("work that was given up is told at once, and not again as a failure", async () => {
  await withNoticedDistrict(async ({ district, mail, world, tell, sync, fail, deliver }) => {
    const { db, districtId, sourceId } = district;
    await tell("mail", kim);
    await sync(smallRoster);
    await fail(new Fault("source.host.unreachable", "later", "the test says so"));
    const fault = { code: "source.host.unreachable", retry: "later", facts: {} } as const;
    await db.session(districtId, (session) =>
      session.write((tx) => noteDeadLetter(tx, { districtId, sourceId, fault, attempts: 5 }, world.now())),
    );
    district.pass(3);
    await fail(new Fault("source.host.unreachable", "later", "the test says so"));
    await deliver();
    assert.equal(mail.mails.length, 1);
    assert.match(mail.mails[0]?.text ?? "", /given up/i);
  });
});

test("a source that has nothing new for two school days is told once, and its next news ends it", async () => {
  await withNoticedDistrict(async ({ district, mail, world, tell, sync, deliver }) => {
    const { db, districtId } = district;
    await tell("mail", kim);
    await sync(smallRoster); // a Tuesday
    await db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query("update source set kind = 'folder' where district_id = $1", [districtId]),
      ),
    );
    const look = (isQuiet = false): Promise<void> =>
      db.session(districtId, (session) =>
        session.write((tx) => noteSilence(tx, { districtId, isQuiet }, world.now().toISOString())),
      );
    for (let day = 0; day < 2; day += 1) {
      await look();
      district.pass();
    }
    district.pass();
    await look(true);
    await deliver();
    assert.equal(mail.mails.length, 0);
    await look();
    await look();
    await deliver();
    assert.deepEqual(
      mail.mails.map(({ subject }) => subject),
      ["[Test Schools] No new files for 2 school days"],
    );
    // The same files once more are no news.
    assert.equal(await sync(smallRoster), "no_changes");
    await deliver();
    assert.equal(mail.mails.length, 1);
    await sync({ ...smallRoster, classes: smallRoster.classes.map((cls) => ({ ...cls, location: "12" })) });
    await deliver();
    assert.match(mail.mails[1]?.subject ?? "", /in order again/);
  });
});

test("guardians that did not come are told of their own source, though the run went on without them", async () => {
  await withNoticedDistrict(async ({ district, mail, world, tell, sync, deliver }) => {
    const { db, districtId, sourceId } = district;
    await tell("mail", kim);
    await sync(smallRoster);
    const add = `insert into source (district_id, source_id, kind, name, state, joins_source_id)
                 values ($1, 7, 'folder', 'Guardians', 'enabled', $2)`;
    await db.session(districtId, (session) => session.write((tx) => tx.query(add, [districtId, sourceId])));
    const { run } = await district.sync(smallRoster);
    const failed = { code: "guardian.source.failed", severity: "warning" };
    const finding = { ...failed, facts: { code: "source.sign-in.refused", source: 7 } };
    const note = (findings: readonly unknown[]): Promise<void> =>
      db.session(districtId, (session) =>
        session.write(async (tx) => {
          await tx.query(
            "update run set result = jsonb_set(result, '{findings,first}', $3) where district_id = $1 and run_id = $2",
            [...[districtId, run, JSON.stringify(findings)]],
          );
          await noteOutcome(tx, { districtId, runId: run }, world.now().toISOString());
        }),
      );
    await note([finding]);
    await note([finding]);
    await deliver();
    assert.equal(mail.mails.length, 1);
    assert.match(mail.mails[0]?.text ?? "", /source 7, Guardians/);
    assert.match(mail.mails[0]?.text ?? "", /source\.sign-in\.refused/);
    await note([]);
    await deliver();
    assert.match(mail.mails[1]?.text ?? "", /source 7, Guardians/);
    assert.equal(mail.mails.length, 2);
  });
});

test("the end of a run whose process died is told when it has lasted, and one that was applied is no trouble", async () => {
  await withNoticedDistrict(async ({ district, mail, world, tell, sync, deliver }) => {
    const { db, districtId } = district;
    await tell("mail", kim);
    await sync(smallRoster);
    const end = (outcome: string): Promise<void> =>
      db.session(districtId, (session) =>
        session.write(async (tx) => {
          const [row] = await tx.query<{ run_id: number }>(
            `insert into run (district_id, run_id, kind, source_id, state, outcome, fencing, operator, started_at, result)
             select $1, max(run_id) + 1, 'sync', 1, 'finished', $2, 0, 'nightly', $3,
                    '{"fault": {"code": "run.process.died", "retry": "now"}}' from run where district_id = $1
             returning run_id`,
            [districtId, outcome, world.now().toISOString()],
          );
          await noteOutcome(tx, { districtId, runId: row?.run_id ?? 0 }, world.now().toISOString());
        }),
      );
    await end("applied");
    await end("failed");
    await deliver();
    assert.equal(mail.mails.length, 0);
    district.pass(2);
    await end("failed");
    await deliver();
    assert.match(mail.mails[0]?.text ?? "", /run\.process\.died/);
    await end("applied");
    await deliver();
    assert.equal(mail.mails.length, 2);
  });
});

test("a hold whose run died before it could tell of it is told once, with its reason", async () => {
  await withNoticedDistrict(async ({ district, mail, tell, sync, deliver }) => {
    const { db, districtId, world } = district;
    await sync(smallRoster);
    const season = { mode: "additions-only", startsOn: "2026-09-01", endsOn: "2026-09-30" } as const;
    const at = world.now().toISOString();
    await db.session(districtId, (session) =>
      session.write((tx) => addSeason(tx, districtId, { ...season, note: "", setBy: "olga" }, at)),
    );
    assert.equal(await sync(tuesday), "partly_applied");
    // As a process leaves it that is killed after the commit.
    await db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query(
          "update run set state = 'running', result = null, ended_at = null where district_id = $1 and run_id = 2",
          [districtId],
        ),
      ),
    );
    await tell("mail", kim);
    assert.equal(await sync(tuesday), "held");
    await deliver();
    assert.deepEqual(
      mail.mails.map(({ subject }) => subject),
      ["[Test Schools] Sync waiting for you: 1 change, the rest is done"],
    );
    assert.match(mail.mails[0]?.text ?? "", /season/);
  });
});
