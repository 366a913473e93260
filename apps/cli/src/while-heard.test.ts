import assert from "node:assert/strict";
import { test } from "node:test";
import { whileHeard } from "./while-heard.ts";

test("reads no further once nobody reads what is printed, and closes what it read from", async () => {
  const state = { read: 0, isClosed: false };
  async function* changes(): AsyncGenerator<number> {
    try {
      for (; state.read < 1000; state.read += 1) yield state.read;
    } finally {
      state.isClosed = true;
    }
  }
  const printed: number[] = [];
  const terminal = { isHeard: () => printed.length < 3 };
  for await (const change of whileHeard(terminal, changes())) printed.push(change);
  assert.deepEqual([printed, state], [[0, 1, 2], { read: 3, isClosed: true }]);
});
