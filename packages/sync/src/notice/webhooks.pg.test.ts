import assert from "node:assert/strict";
import { test } from "node:test";
import { addRecipient, listRecipients } from "../directory/notice-recipients.ts";
import { Fault } from "../fault.ts";
import { smallRoster } from "../run/test-district.ts";
import { type NoticedDistrict, withNoticedDistrict, withoutRows } from "../run/test-noticed-district.ts";
import { deliverNotices } from "./deliver-notices.ts";
import { sendWebhook } from "./send-webhook.ts";
import { isSignedWebhook } from "./sign-webhook.ts";

async function addWebhook({ district, receiver, world }: NoticedDistrict) {
  const { db, districtId } = district;
  const { keys } = district.world;
  const added = await addRecipient(db, keys, {
    ...{ districtId, kind: "webhook", address: receiver.url, kinds: [], operator: "kim" },
    ...{ at: world.now().toISOString(), allowsPrivateHosts: true },
  });
  assert.match(added.secret ?? "", /^whsec_[\w-]{43}$/);
  return { ...added, secret: added.secret ?? "" };
}

test("posts a notice once, signed so that its receiver can check it", async () => {
  await withNoticedDistrict(async (noticed) => {
    const { receiver, sync, deliver, world } = noticed;
    const { secret } = await addWebhook(noticed);
    await sync(smallRoster);
    await sync(withoutRows);
    await deliver();
    await deliver();
    const [call] = receiver.calls;
    assert.equal(receiver.calls.length, 1);
    assert.equal(call?.path, "/notices?key=S3cretKey");
    assert.ok(
      isSignedWebhook(secret, String(call?.headers["muster-signature"]), call?.body ?? "", world.now()),
    );
    const document = JSON.parse(call?.body ?? "{}");
    assert.equal(document.kind, "held");
    assert.equal(document.id, call?.headers["muster-notice"]);
    assert.equal(document.causes[0].code, "gate.removals.spread");
  });
});

test("a receiver that fails is tried again under the same number, with a fresh signature", async () => {
  await withNoticedDistrict(async (noticed) => {
    const { district, receiver, sync, deliver, world } = noticed;
    const { secret } = await addWebhook(noticed);
    await sync(smallRoster);
    receiver.manner.status = 500;
    await sync(withoutRows);
    await deliver();
    receiver.manner.status = 200;
    district.pass(1);
    await deliver();
    const [first, second] = receiver.calls;
    assert.equal(first?.headers["muster-notice"], second?.headers["muster-notice"]);
    assert.equal(first?.body, second?.body);
    assert.ok(
      isSignedWebhook(secret, String(second?.headers["muster-signature"]), second?.body ?? "", world.now()),
    );
    assert.ok(
      !isSignedWebhook(secret, String(first?.headers["muster-signature"]), first?.body ?? "", world.now()),
    );
  });
});

test("follows nobody, and gives up on a receiver that is gone", async () => {
  await withNoticedDistrict(async (noticed) => {
    const { district, receiver, sync, deliver } = noticed;
    await addWebhook(noticed);
    await sync(smallRoster);
    receiver.manner.status = 302;
    await sync(withoutRows);
    assert.deepEqual(await deliver(), { sent: 0, postponed: 1, givenUp: 0 });
    const problem = async () => (await listRecipients(district.db, district.districtId))[0]?.problem;
    assert.equal(await problem(), "webhook.redirect.refused");
    assert.deepEqual(
      receiver.calls.map(({ path }) => path),
      ["/notices?key=S3cretKey"],
    );
    receiver.manner.status = 410;
    district.pass(1);
    assert.deepEqual(await deliver(), { sent: 0, postponed: 0, givenUp: 1 });
    assert.equal(await problem(), "webhook.receiver.gone");
  });
});

test("does not reach into a private network unless the operator allows it", async () => {
  await withNoticedDistrict(async (noticed) => {
    const { district, receiver, sync, world } = noticed;
    await addWebhook(noticed);
    await sync(smallRoster);
    await sync(withoutRows);
    const careful = { ...world, allowsPrivateHosts: false };
    assert.deepEqual(await deliverNotices(careful, district.districtId), {
      sent: 0,
      postponed: 1,
      givenUp: 0,
    });
    assert.equal(receiver.calls.length, 0);
    const manner = { allowsPrivateHosts: false, limitMs: 2000 };
    const call = { secret: "x", noticeId: "1-1", body: "{}", at: world.now() };
    for (const host of [
      "127.0.0.1",
      "2130706433",
      "0x7f.1",
      "[::1]",
      "[::ffff:10.0.0.1]",
      "169.254.169.254",
      "localhost",
    ]) {
      const error: unknown = await sendWebhook({ ...call, url: `https://${host}/x` }, manner).catch((e) => e);
      assert.ok(error instanceof Fault && error.code === "webhook.address.refused", host);
    }
    await assert.rejects(sendWebhook({ ...call, url: "http://example.org/x" }, manner), {
      code: "webhook.address.refused",
      facts: { reason: "not-https" },
    });
  });
});

test("takes no address with a password in it, none in the clear, and no two mail addresses at once", async () => {
  await withNoticedDistrict(async ({ district }) => {
    const { db, districtId } = district;
    const add = (kind: "mail" | "webhook", address: string): Promise<unknown> =>
      addRecipient(db, district.world.keys, {
        ...{ districtId, kind, address, kinds: [], operator: "kim", at: "2026-11-18T02:20:00Z" },
        allowsPrivateHosts: false,
      });
    const wrong: readonly (readonly ["mail" | "webhook", string])[] = [
      ["webhook", "https://kim:S3cret@hooks.example.org/x"],
      ["webhook", "http://hooks.example.org/x"],
      ["webhook", "ftp://hooks.example.org/x"],
      ["webhook", "hooks.example.org"],
      ["mail", "kim@oak.example.org, lee@oak.example.org"],
      ["mail", "kim@oak.example.org\r\nBcc: lee@oak.example.org"],
      ["mail", "kim"],
      ["mail", "Kim <kim@oak.example.org>"],
    ];
    for (const [kind, address] of wrong) {
      const error: unknown = await add(kind, address).catch((e) => e);
      assert.ok(error instanceof Fault && error.code === "notice.address.invalid", address);
      assert.doesNotMatch(error.message + JSON.stringify(error.facts), /S3cret|kim@/);
    }
    await add("mail", "kim@oak.example.org");
    await assert.rejects(add("mail", "KIM@oak.example.org"), { code: "notice.address.taken" });
  });
});
