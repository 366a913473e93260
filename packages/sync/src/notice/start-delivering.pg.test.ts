import assert from "node:assert/strict";
import { test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { smallRoster } from "../run/test-district.ts";
import { withNoticedDistrict, withoutRows } from "../run/test-noticed-district.ts";
import { startDelivering } from "./start-delivering.ts";

async function until(isSo: () => boolean): Promise<void> {
  for (let tries = 0; tries < 200 && !isSo(); tries += 1) await sleep(20);
  assert.ok(isSo(), "it did not come");
}

test("a worker tells people while it lives: when it is woken, by the clock, and after a bad round", async () => {
  await withNoticedDistrict(async ({ district, mail, world, tell, sync }) => {
    await tell("mail", "kim@oak.example.org");
    await sync(smallRoster);
    const troubles: unknown[] = [];
    let isBroken = true;
    const delivering = startDelivering(world, {
      everyMs: 50,
      isQuiet: () => {
        if (!isBroken) return Promise.resolve(false);
        isBroken = false;
        return Promise.reject(new Error("the test says so"));
      },
      onTrouble: (error) => troubles.push(error),
    });
    await until(() => troubles.length === 1);
    await sync(withoutRows);
    delivering.wake();
    await until(() => mail.mails.length === 1);
    district.pass(60);
    await until(() => mail.mails.length === 2);
    assert.match(mail.mails[1]?.subject ?? "", /Still open since/);
    await delivering.stop();
    await sync(smallRoster);
    await sleep(150);
    assert.equal(mail.mails.length, 2);
    assert.equal(troubles.length, 1);
  });
});
