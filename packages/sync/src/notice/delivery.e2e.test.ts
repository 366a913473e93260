import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { once } from "node:events";
import path from "node:path";
import { after, before, test } from "node:test";
import { addRecipient } from "../directory/notice-recipients.ts";
import { smallRoster, type TestDistrict } from "../run/test-district.ts";
import { openTestHome } from "../run/test-home.ts";
import { withoutRows } from "../run/test-noticed-district.ts";
import { noteOutcome } from "./note-outcome.ts";
import type { NoticePoint } from "./notice-world.ts";
import type { DeliverOrder } from "./test-deliver-child.ts";
import { startMailServer, type TestMailServer } from "./test-mail-server.ts";
import { startReceiver, type TestReceiver } from "./test-receiver.ts";

/** The worker that delivers is killed with SIGKILL; another one comes. */
let home: Awaited<ReturnType<typeof openTestHome>>;
let mail: TestMailServer;
let receiver: TestReceiver;

before(async () => {
  home = await openTestHome();
  mail = await startMailServer();
  receiver = await startReceiver();
});
after(async () => {
  await mail.close();
  await receiver.close();
  await home.close();
});

/** A district with a hold that somebody is to be told of. */
async function heldDistrict(name: string, kind: "mail" | "webhook", address: string): Promise<TestDistrict> {
  const district = await home.district(name);
  const { db, districtId, world } = district;
  const at = world.now().toISOString();
  await addRecipient(db, world.keys, {
    ...{ districtId, kind, address, kinds: [], operator: "kim", at, allowsPrivateHosts: true },
  });
  await district.sync(smallRoster);
  const { run } = await district.sync(withoutRows);
  await db.session(districtId, (session) =>
    session.write((tx) => noteOutcome(tx, { districtId, runId: run }, at)),
  );
  return district;
}

/** Another process delivers, some seconds later. */
async function deliverElsewhere(
  district: TestDistrict,
  seconds: number,
  diesAt?: NoticePoint,
): Promise<string> {
  const { world, districtId } = district;
  const order: DeliverOrder = {
    ...{ home: world.home, districtId, smtpUrl: mail.url },
    at: new Date(world.now().getTime() + seconds * 1000).toISOString(),
    ...(diesAt === undefined ? {} : { diesAt }),
  };
  const program = path.join(import.meta.dirname, "test-deliver-child.ts");
  const child = spawn(process.execPath, [program, JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  let said = "";
  child.stdout.on("data", (data) => {
    said += String(data);
  });
  const [, signal] = await once(child, "close");
  return signal === null ? said : String(signal);
}

const stateOf = (district: TestDistrict) =>
  district.one<{ state: string }>("select state from notice_outbox where district_id = $1");
const mailsTo = (address: string): number => mail.mails.filter(({ to }) => to === address).length;

const deaths: readonly (readonly [NoticePoint, string, number, string])[] = [
  ["claimed", "before it spoke to the mail server", 1, "sent"],
  ["accepted", "between the server's yes and its own note of it", 1, "unconfirmed"],
  ["handing-over", "in the moment in which nobody can say who has the mail", 0, "unconfirmed"],
];

for (const [point, when, mails, state] of deaths)
  test(`no mail comes twice when the worker dies ${when}`, async () => {
    const address = `${point}@oak.example.org`;
    const district = await heldDistrict(point, "mail", address);
    assert.equal(await deliverElsewhere(district, 0, point), "SIGKILL");
    const early = mailsTo(address);
    await deliverElsewhere(district, 30);
    assert.equal(mailsTo(address), early, "a notice that may still be in somebody's hands was sent");
    await deliverElsewhere(district, 61);
    await deliverElsewhere(district, 3600);
    assert.equal(mailsTo(address), mails);
    assert.equal((await stateOf(district))?.state, state);
  });

test("whoever may have missed a mail gets the reminder as soon as the trouble shows again", async () => {
  const address = "missed@oak.example.org";
  const district = await heldDistrict("missed", "mail", address);
  const { db, districtId, world } = district;
  assert.equal(await deliverElsewhere(district, 0, "handing-over"), "SIGKILL");
  await deliverElsewhere(district, 61);
  assert.equal(mailsTo(address), 0);
  for (let night = 0; night < 2; night += 1) {
    const { run } = await district.sync(withoutRows);
    await db.session(districtId, (session) =>
      session.write((tx) => noteOutcome(tx, { districtId, runId: run }, world.now().toISOString())),
    );
    await deliverElsewhere(district, 120);
  }
  assert.equal(mailsTo(address), 1);
  assert.match(mail.mails.at(-1)?.subject ?? "", /Still open since/);
});

test("a program is told again when the worker died before it noted the answer, under the same number", async () => {
  const district = await heldDistrict("program", "webhook", receiver.url);
  assert.equal(await deliverElsewhere(district, 0, "accepted"), "SIGKILL");
  await deliverElsewhere(district, 61);
  await deliverElsewhere(district, 3600);
  const numbers = receiver.calls.map(({ headers }) => headers["muster-notice"]);
  assert.equal(numbers.length, 2);
  assert.equal(new Set(numbers).size, 1);
  assert.equal((await stateOf(district))?.state, "sent");
});
