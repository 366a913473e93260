import assert from "node:assert/strict";
import { test } from "node:test";
import { listRecipients } from "../directory/notice-recipients.ts";
import { Fault } from "../fault.ts";
import { type Roster, smallRoster, student } from "../run/test-district.ts";
import { type NoticedDistrict, withNoticedDistrict, withoutRows } from "../run/test-noticed-district.ts";
import { deliverNotices } from "./deliver-notices.ts";

const child = /zebulon|quagmire|z-4711/i;
const password = /S3cretKey|P4ssw0rd/;

const withChild: Roster = {
  ...smallRoster,
  users: [
    ...smallRoster.users,
    student("z-4711", "S1", "Zebulon", "Quagmire", { email: "zebulon@home.example.org" }),
  ],
};

/** Everything that is kept of notices, as text. */
async function everyRow({ rows }: NoticedDistrict): Promise<string> {
  const tables = ["notice_recipient", "notice_subject", "notice_outbox"];
  const found = await Promise.all(
    tables.map((table) => rows(`select t::text from ${table} t where district_id = $1`)),
  );
  return JSON.stringify(found);
}

test("no child and no password is in a mail, a call, a row or a fault, whatever went wrong", async () => {
  await withNoticedDistrict(async (noticed) => {
    const { district, mail, receiver, sync, fail, deliver, tell, world } = noticed;
    await tell("mail", "kim@oak.example.org");
    await tell("webhook", receiver.url);
    await sync(withChild);
    // A file without column names begins with a child; one with a column of the child's name; one that is held.
    const rosters: readonly Roster[] = [
      { ...withChild, users: [student("z-4711", "S1", "Zebulon", "Quagmire", { sourcedId: "" })] },
      { ...withoutRows, users: withChild.users },
      { ...withChild, users: withChild.users.map((row) => ({ ...row, sourcedId: `new-${row.sourcedId}` })) },
    ];
    for (const roster of rosters) {
      district.pass();
      await sync(roster);
      await deliver();
    }
    await fail(new Fault("source.sign-in.refused", "never", "the test says so"));
    await sync(withChild);
    await deliver();
    const secretMail = { url: "smtp://roster:P4ssw0rd@127.0.0.1:1", from: "m@oak.example.org" };
    await fail(new Fault("source.sign-in.refused", "never", "the test says so"));
    await deliverNotices({ ...world, mail: secretMail }, district.districtId);
    assert.ok(mail.mails.length >= 3 && receiver.calls.length >= 3);
    const sent = JSON.stringify([mail.mails, receiver.calls.map(({ body }) => body)]);
    const kept = await everyRow(noticed);
    const listed = JSON.stringify(await listRecipients(district.db, district.districtId));
    for (const text of [sent, kept, listed]) {
      assert.doesNotMatch(text, child);
      assert.doesNotMatch(text, password);
    }
    assert.match(kept, /mail\.server\.unreachable/);
  });
});
