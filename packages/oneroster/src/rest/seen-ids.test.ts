import assert from "node:assert/strict";
import { test } from "node:test";
import { createSeenIds } from "./seen-ids.ts";

const shapes: Readonly<Record<string, (at: number) => string>> = {
  "running numbers": (at) => String(at),
  "padded numbers": (at) => `E-${String(at).padStart(7, "0")}`,
  "long common beginnings": (at) => `3f2504e0-4f89-11d3-9a0c-0305e82c3301|student|${at}`,
  "long common ends": (at) => `${at.toString(36)}|c2a9d0b4e1f84f0f9a0c0305e82c3301`,
  "other alphabets": (at) => `学校${String.fromCodePoint(0x4e00 + (at % 20_000))}${Math.floor(at / 20_000)}`,
};

for (const [shape, idOf] of Object.entries(shapes)) {
  test(`tells sixty thousand ids apart: ${shape}`, () => {
    const seen = createSeenIds();
    for (let at = 0; at < 60_000; at += 1) {
      assert.equal(seen.has(idOf(at)), false);
      seen.add(idOf(at));
    }
    assert.equal(seen.size, 60_000);
    for (let at = 0; at < 60_000; at += 997) assert.equal(seen.has(idOf(at)), true);
    seen.add(idOf(1));
    assert.equal(seen.size, 60_000);
  });
}

test("tells ids apart that differ in a capital or a blank, and knows the empty one", () => {
  const seen = createSeenIds();
  for (const id of ["", "a", "A", "a ", " a", "aa", "\u0000"]) {
    assert.equal(seen.has(id), false, JSON.stringify(id));
    seen.add(id);
    assert.equal(seen.has(id), true);
  }
});
