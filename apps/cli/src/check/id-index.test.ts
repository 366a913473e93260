import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createIdIndex } from "./id-index.ts";

test("knows every student of a district by their id, and where they stood first", () => {
  fc.assert(
    fc.property(fc.array(fc.string({ maxLength: 12 }), { maxLength: 3000 }), (ids) => {
      const index = createIdIndex();
      const first = new Map<string, number>();
      ids.forEach((id, at) => {
        const met = index.add(id, at + 2, at * 7);
        assert.equal(met?.line, first.get(id));
        if (!first.has(id)) first.set(id, at + 2);
      });
      for (const id of ids) assert.equal(index.has(id), true);
      assert.equal(index.has("nobody has this id, it is too long"), false);
    }),
    { numRuns: 50 },
  );
});

test("tells a hundred thousand numbers apart that differ in one digit", () => {
  const index = createIdIndex();
  for (let number = 0; number < 100_000; number += 1)
    assert.equal(index.add(String(number).padStart(8, "0"), number, 0), undefined);
  assert.equal(index.has("00099999"), true);
  assert.equal(index.has("99999"), false);
});
