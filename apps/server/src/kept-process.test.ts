import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { test } from "node:test";
import { keepProcess } from "./kept-process.ts";

test("a process beside ours is there while it is needed, comes back when it is killed, and goes with us", async () => {
  const started: ChildProcess[] = [];
  let isNeeded = false;
  const kept = keepProcess(
    () => {
      const child = spawn(process.execPath, ["-e", "setTimeout(() => {}, 60_000)"], { stdio: "ignore" });
      started.push(child);
      return child;
    },
    () => Promise.resolve(isNeeded),
    () => undefined,
    50,
  );
  await wait(200);
  assert.equal(started.length, 0);
  isNeeded = true;
  await until(() => started.length === 1);
  await wait(200);
  assert.equal(started.length, 1, "one is enough");
  started[0]?.kill("SIGKILL");
  await until(() => started.length === 2);
  const last = started[1];
  assert.ok(last);
  const ended = once(last, "exit");
  await kept.stop();
  assert.deepEqual(await ended, [null, "SIGTERM"]);
});

const wait = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms));

async function until(isTrue: () => boolean): Promise<void> {
  const began = performance.now();
  while (!isTrue()) {
    assert.ok(performance.now() - began < 10_000, "it did not come");
    await wait(20);
  }
}
