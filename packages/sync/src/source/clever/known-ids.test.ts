import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createKnownIds } from "./known-ids.ts";

test("finds exactly the ids that were read, however many", () => {
  const id = fc.stringMatching(/^[0-9a-f]{24}$/);
  fc.assert(
    fc.property(fc.uniqueArray(id, { maxLength: 60 }), id, (ids, other) => {
      const known = createKnownIds();
      const marks = new Map([...ids].sort().map((one, nth) => [one, nth + 1]));
      for (const [one, mark] of marks) known.add(one, mark);
      for (const one of ids) assert.ok(known.has(one));
      for (const one of [...ids, other]) assert.equal(known.markOf(one), marks.get(one) ?? 0);
      assert.equal(known.has(other), ids.includes(other));
      assert.equal(known.count, ids.length);
    }),
  );
});

test("grows beyond its first room, and knows nothing that is no id", () => {
  const known = createKnownIds();
  const idOf = (number: number) => number.toString(16).padStart(24, "0");
  for (let number = 0; number < 5_000; number += 2) known.add(idOf(number));
  for (let number = 0; number < 5_000; number += 1) assert.equal(known.has(idOf(number)), number % 2 === 0);
  for (const text of ["", "x", idOf(2).slice(1), `${idOf(2)}00`]) assert.equal(known.has(text), false);
});
