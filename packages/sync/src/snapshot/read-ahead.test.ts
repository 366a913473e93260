import assert from "node:assert/strict";
import { test } from "node:test";
import { setImmediate } from "node:timers/promises";
import { readAhead } from "./read-ahead.ts";

test("hands on every line of a file in its order, however fast they are taken", async () => {
  for (const most of [1, 10, 1000]) {
    const taken: string[] = [];
    for await (const line of readAhead(lines(50), most)) {
      taken.push(line);
      if (taken.length % 7 === 0) await setImmediate();
    }
    assert.deepEqual(
      taken,
      Array.from({ length: 50 }, (_, n) => `line ${n}\n`),
    );
  }
});

test("reads no further ahead of a slow database than it was told", async () => {
  const read: number[] = [];
  const ahead = readAhead(lines(1000, read), 100);
  for (let turn = 0; turn < 50; turn += 1) await setImmediate();
  assert.ok(read.length > 1 && read.length < 30, `${read.length} lines were read ahead`);
  await ahead.stop();
});

test("tells of a file that breaks off where it breaks off", async () => {
  const taken: string[] = [];
  await assert.rejects(async () => {
    for await (const line of readAhead(broken(), 1000)) taken.push(line);
  }, /the disk is gone/);
  assert.deepEqual(taken, ["line 0\n", "line 1\n"]);
});

test("closes a file that nobody wants any more", async () => {
  let isClosed = false;
  const ahead = readAhead(
    (async function* () {
      try {
        yield* lines(1000);
      } finally {
        isClosed = true;
      }
    })(),
    100,
  );
  await setImmediate();
  await ahead.stop();
  assert.equal(isClosed, true);
});

async function* lines(count: number, read: number[] = []): AsyncGenerator<string> {
  for (let n = 0; n < count; n += 1) {
    await setImmediate();
    read.push(n);
    yield `line ${n}\n`;
  }
}

async function* broken(): AsyncGenerator<string> {
  yield* lines(2);
  throw new Error("the disk is gone");
}
