import assert from "node:assert/strict";
import { test } from "node:test";
import { addressGroup } from "./address-group.ts";
import { memoryDelays } from "./delay-stores.ts";
import { createSignInDelays } from "./sign-in-delays.ts";

test("makes whoever guesses wait twice as long each time, up to a minute", async () => {
  const delays = createSignInDelays(memoryDelays());
  let now = 0;
  const waits: (number | undefined)[] = [];
  for (let tries = 0; tries < 11; tries += 1) {
    const wait = await delays.begin("oak", "192.0.2.1", now);
    waits.push(wait);
    now += wait ?? 0;
    await delays.failed("oak", "192.0.2.1", now);
  }
  assert.deepEqual(waits, [0, 0, 1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000, 60_000]);
  assert.equal(await delays.failures({ login: "oak" }, now), 11);
  // From elsewhere the login waits too; another login from there does not.
  assert.equal(await delays.begin("oak", "198.51.100.9", now), 60_000);
  assert.equal(await delays.begin("elm", "203.0.113.5", now), 0);
  // From the guesser's address every login waits.
  assert.equal(await delays.begin("elm", "192.0.2.1", now), 60_000);
});

test("gives nothing for guessing many at once: a thousand connections wait in one row", async () => {
  const delays = createSignInDelays(memoryDelays());
  for (let failures = 0; failures < 8; failures += 1) await delays.failed("oak", "192.0.2.1", 0);
  const waits = await Promise.all(Array.from({ length: 1_000 }, () => delays.begin("oak", "192.0.2.1", 0)));
  assert.deepEqual(waits.slice(0, 3), [60_000, undefined, undefined]);
  assert.equal(waits.filter((wait) => wait !== undefined).length, 1);
});

test("lets a district in from where it always comes, whoever guesses at its login elsewhere", async () => {
  const delays = createSignInDelays(memoryDelays());
  await delays.succeeded("oak", "192.0.2.1", 0);
  for (let tries = 0; tries < 20; tries += 1) await delays.failed("oak", "198.51.100.9", 0);
  assert.equal(await delays.begin("oak", "192.0.2.1", 0), 0);
  assert.equal(await delays.begin("oak", "203.0.113.5", 0), 60_000);
  // Half an hour of peace.
  assert.equal(await delays.begin("oak", "203.0.113.5", 32 * 60_000), 0);
});

test("counts the addresses that one machine can have as one", () => {
  assert.equal(addressGroup("::ffff:192.0.2.1"), "192.0.2.1");
  assert.equal(addressGroup("2001:db8::1"), "2001:db8:0:0::/64");
  assert.equal(addressGroup("2001:DB8:0:0:ffff::9%eth0"), "2001:db8:0:0::/64");
  assert.equal(addressGroup("::1"), "0:0:0:0::/64");
});
