import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { createOrder, createRandom, dealt } from "./random.ts";

test("another order holds every place exactly once", () => {
  fc.assert(
    fc.property(fc.integer({ min: 1, max: 3_000 }), fc.integer(), (size, seed) => {
      const order = createOrder(size, seed);
      const places = new Set(Array.from({ length: size }, (_, place) => order(place)));
      return places.size === size && [...places].every((place) => place >= 0 && place < size);
    }),
    { numRuns: 50 },
  );
});

test("what is dealt out adds up, and nobody gets two more than another", () => {
  fc.assert(
    fc.property(fc.nat(100_000), fc.integer({ min: 1, max: 500 }), (total, parts) => {
      const shares = Array.from(
        { length: parts },
        (_, part) => dealt(total, part + 1, parts) - dealt(total, part, parts),
      );
      assert.equal(
        shares.reduce((sum, share) => sum + share, 0),
        total,
      );
      assert.ok(Math.max(...shares) - Math.min(...shares) <= 1);
    }),
  );
});

test("one seed always draws the same, another seed something else", () => {
  const draw = (seed: number) => {
    const random = createRandom(seed);
    return Array.from({ length: 20 }, () => random.below(1_000_000));
  };
  assert.deepEqual(draw(3), draw(3));
  assert.notDeepEqual(draw(3), draw(4));
});
