import assert from "node:assert/strict";
import { test } from "node:test";
import { listRecipients, removeRecipient } from "../directory/notice-recipients.ts";
import { smallRoster } from "../run/test-district.ts";
import { withNoticedDistrict, withoutRows } from "../run/test-noticed-district.ts";
import { deliverAllNotices, deliverNotices, findDueDistricts } from "./deliver-notices.ts";
import { noteOutcome } from "./note-outcome.ts";

const kim = "kim@oak.example.org";
const lee = "lee@oak.example.org";

test("a hold is told once to everybody, however often it shows, and its end once", async () => {
  await withNoticedDistrict(async ({ district, mail, tell, sync, deliver }) => {
    await tell("mail", kim);
    await tell("mail", lee);
    assert.equal(await sync(smallRoster), "applied");
    await deliver();
    assert.equal(mail.mails.length, 0);
    for (let night = 0; night < 2; night += 1) {
      district.pass(20);
      assert.match(await sync(withoutRows), /held|partly_applied/);
      await deliver();
    }
    assert.deepEqual(mail.mails.map(({ to }) => to).sort(), [kim, lee]);
    assert.match(mail.mails[0]?.subject ?? "", /^\[Test Schools\] Sync waiting for you: /);
    assert.match(mail.mails[0]?.text ?? "", /1 other person/);
    district.pass();
    assert.equal(await sync(smallRoster), "no_changes");
    await deliver();
    assert.equal(mail.mails.length, 4);
    assert.match(mail.mails[3]?.subject ?? "", /in order again/);
    assert.notEqual(mail.mails[0]?.messageId, mail.mails[2]?.messageId);
  });
});

test("a mail server that is down leaves the run alone; the notice waits for it and comes once", async () => {
  await withNoticedDistrict(async ({ district, mail, world, tell, sync, deliver, rows }) => {
    await tell("mail", kim);
    await sync(smallRoster);
    mail.manner.rcpt = "451 4.3.0 come back later";
    district.pass();
    const outcome = await sync(withoutRows);
    const down = { ...world, mail: { url: "smtp://127.0.0.1:1", from: "m@oak.example.org" } };
    assert.deepEqual(await deliverNotices(down, district.districtId), { sent: 0, postponed: 1, givenUp: 0 });
    assert.deepEqual(
      (await rows("select outcome from run where district_id = $1 order by run_id desc limit 1"))[0],
      { outcome },
    );
    assert.deepEqual(await findDueDistricts(world), []);
    const [waiting] = await listRecipients(district.db, district.districtId);
    assert.deepEqual([waiting?.problem, waiting?.waiting], ["mail.server.unreachable", 1]);
    district.pass(1);
    assert.deepEqual(await findDueDistricts(world), [district.districtId]);
    await deliver();
    assert.equal(mail.mails.length, 0);
    delete mail.manner.rcpt;
    district.pass(1);
    assert.deepEqual(await deliverAllNotices(world), { sent: 1, postponed: 0, givenUp: 0 });
    await deliver();
    assert.equal(mail.mails.length, 1);
    const [reached] = await listRecipients(district.db, district.districtId);
    assert.deepEqual([reached?.problem, reached?.failingSince, reached?.waiting], [null, null, 0]);
  });
});

test("trouble that ends before its mail could be sent is told nobody", async () => {
  await withNoticedDistrict(async ({ district, mail, tell, sync, deliver, world }) => {
    await tell("mail", kim);
    await sync(smallRoster);
    await sync(withoutRows);
    await deliverNotices({ ...world, mail: undefined }, district.districtId);
    await sync(smallRoster);
    district.pass(1);
    await deliver();
    assert.equal(mail.mails.length, 0);
  });
});

test("an address that does not exist is given up at once, and noted beside it", async () => {
  await withNoticedDistrict(async ({ district, mail, tell, sync, deliver }) => {
    await sync(smallRoster);
    const gone = await tell("mail", kim);
    mail.manner.rcpt = "550 5.1.1 no such user";
    await sync(withoutRows);
    assert.deepEqual(await deliver(), { sent: 0, postponed: 0, givenUp: 1 });
    const [noted] = await listRecipients(district.db, district.districtId);
    assert.deepEqual([noted?.recipientId, noted?.problem, noted?.waiting], [gone, "mail.address.refused", 0]);
    await sync(smallRoster);
    assert.deepEqual(await deliver(), { sent: 0, postponed: 0, givenUp: 0 });
  });
});

test("after three days of refusals a notice is given up", async () => {
  await withNoticedDistrict(async ({ district, mail, tell, sync, deliver, rows }) => {
    await tell("mail", kim);
    await sync(smallRoster);
    mail.manner.rcpt = "450 4.2.0 later";
    await sync(withoutRows);
    for (let hour = 0; hour < 80; hour += 1) {
      await deliver();
      district.pass(1);
    }
    const [row] = await rows("select state, attempts, problem from notice_outbox where district_id = $1");
    assert.equal(row?.state, "given_up");
    assert.equal(row?.problem, "mail.server.busy");
    assert.ok(Number(row?.attempts) < 30);
  });
});

test("four processes that send at once send each notice once", async () => {
  await withNoticedDistrict(async ({ district, mail, world, tell, sync }) => {
    const people = Array.from({ length: 12 }, (_, n) => `person${n}@oak.example.org`);
    for (const address of people) await tell("mail", address);
    await sync(smallRoster);
    await sync(withoutRows);
    mail.manner.slowMs = 5;
    await Promise.all([1, 2, 3, 4].map(() => deliverNotices(world, district.districtId)));
    assert.deepEqual(mail.mails.map(({ to }) => to).sort(), [...people].sort());
  });
});

test("what is undone with its transaction is told nobody, and the same end noted twice is told once", async () => {
  await withNoticedDistrict(async ({ district, world, mail, tell, sync, deliver, rows }) => {
    const { db, districtId } = district;
    await tell("mail", kim);
    await sync(smallRoster);
    const { run } = await district.sync(withoutRows);
    const note = (then: () => void): Promise<void> =>
      db.session(districtId, (session) =>
        session.write(async (tx) => {
          await noteOutcome(tx, { districtId, runId: run }, world.now().toISOString());
          then();
        }),
      );
    const before = await rows("select notice_id from notice_outbox where district_id = $1");
    await assert.rejects(
      note(() => {
        throw new Error("the commit was lost");
      }),
    );
    assert.deepEqual(await rows("select notice_id from notice_outbox where district_id = $1"), before);
    await Promise.all([note(() => undefined), note(() => undefined)]);
    await note(() => undefined);
    await deliver();
    assert.equal(mail.mails.length, 1);
  });
});

test("a district that names nobody keeps nothing; whoever is named later hears of what is still wrong", async () => {
  await withNoticedDistrict(async ({ district, mail, tell, sync, deliver, rows }) => {
    await sync(smallRoster);
    await sync(withoutRows);
    assert.deepEqual(await rows("select * from notice_subject where district_id = $1"), []);
    const first = await tell("mail", kim);
    await sync(withoutRows);
    await deliver();
    assert.equal(mail.mails.length, 1);
    await removeRecipient(district.db, district.districtId, first);
    assert.deepEqual(await rows("select * from notice_outbox where district_id = $1"), []);
    await tell("mail", lee);
    await sync(withoutRows);
    await deliver();
    assert.deepEqual(
      mail.mails.map(({ to }) => to),
      [kim, lee],
    );
  });
});

test("whoever asked for some kinds hears of no other; a second owner hears of reminders alone", async () => {
  await withNoticedDistrict(async ({ district, mail, tell, sync, deliver }) => {
    await tell("mail", kim, ["rejected"]);
    await tell("mail", lee, ["reminder", "recovered"]);
    await sync(smallRoster);
    await sync(withoutRows);
    await deliver();
    assert.equal(mail.mails.length, 0);
    district.pass(49);
    await sync(withoutRows);
    await deliver();
    assert.deepEqual(
      mail.mails.map(({ to }) => to),
      [lee],
    );
    assert.match(mail.mails[0]?.subject ?? "", /Still open since/);
    await sync(smallRoster);
    await deliver();
    assert.deepEqual(
      mail.mails.map(({ to }) => to),
      [lee, lee],
    );
  });
});

test("one district's trouble is told its own people alone", async () => {
  await withNoticedDistrict(async ({ district, mail, world, tell, sync }) => {
    await tell("mail", kim);
    const other = await district.another("Other Schools");
    await sync(smallRoster);
    await sync(withoutRows);
    assert.deepEqual(await deliverNotices(world, other.districtId), { sent: 0, postponed: 0, givenUp: 0 });
    assert.deepEqual(await listRecipients(other.db, other.districtId), []);
    assert.equal(mail.mails.length, 0);
  });
});
