import assert from "node:assert/strict";
import { test } from "node:test";
import fc from "fast-check";
import { HashCollector } from "./hash-collector.ts";
import { KnownHashes, probe } from "./known-hashes.ts";
import { isSorted, sortHashes } from "./sort-hashes.ts";

/** Hashes with few different words, so that buckets overflow and repeats are common, beside evenly spread ones. */
const words = fc.oneof(fc.constantFrom(0, 1, 2, 0x7fffffff, 0x80000000, 0xffffffff), fc.integer());
const hashes = fc.array(fc.tuple(words, words, words, words), { maxLength: 80 });
type Hash = readonly [number, number, number, number];

function pack(list: readonly Hash[]): Uint32Array {
  return Uint32Array.from(list.flat());
}

function texts(packed: Uint32Array): string[] {
  const out: string[] = [];
  for (let at = 0; at < packed.length; at += 4) out.push(packed.subarray(at, at + 4).join("-"));
  return out;
}

function minus(from: Iterable<string>, less: ReadonlySet<string>): Set<string> {
  return new Set([...from].filter((text) => !less.has(text)));
}

/** Evenly spread words without randomness. */
function spread(count: number, seed: number): Uint32Array {
  const packed = new Uint32Array(count * 4);
  let state = seed;
  for (let at = 0; at < packed.length; at += 1) {
    state = (state + 0x9e3779b9) | 0;
    let word = Math.imul(state ^ (state >>> 16), 0x21f0aaad);
    word = Math.imul(word ^ (word >>> 15), 0x735a2d97);
    packed[at] = word ^ (word >>> 15);
  }
  return packed;
}

test("knows exactly the rows of the last snapshot, however they are asked for", () => {
  fc.assert(
    fc.property(hashes, hashes, (held, asked) => {
      const known = KnownHashes.fromPacked(pack(held));
      const oracle = new Set(texts(pack(held)));
      assert.equal(known.count, oracle.size);
      const seen = new Set<string>();
      const file = [...asked, ...held.slice(0, 20)];
      const packed = pack(file);
      texts(packed).forEach((text, index) => {
        assert.equal(known.wasSeen(packed, index * 4), seen.has(text));
        const expected = !oracle.has(text) ? probe.fresh : seen.has(text) ? probe.again : probe.seen;
        assert.equal(known.probe(packed, index * 4), expected);
        if (oracle.has(text)) seen.add(text);
      });
      assert.deepEqual(new Set(texts(known.unseen())), minus(oracle, seen));
      assert.equal(known.unseen().length / 4, oracle.size - seen.size);
    }),
  );
});

test("the next state is what was known, less what went, with what came", () => {
  fc.assert(
    fc.property(hashes, hashes, hashes, fc.nat(80), (held, gone, came, some) => {
      const removed = [...gone, ...held.slice(0, some)];
      const known = KnownHashes.fromPacked(pack(held));
      const next = known.next(pack(removed), pack(came));
      const kept = minus(texts(pack(held)), new Set(texts(pack(removed))));
      const expected = new Set([...kept, ...texts(pack(came))]);
      assert.deepEqual(new Set(texts(next)), expected);
      assert.equal(next.length / 4, expected.size);
      assert.ok(isSorted(next));
    }),
  );
});

test("a row that is removed and added in one file is still known afterwards", () => {
  const row = pack([[5, 6, 7, 8]]);
  assert.deepEqual([...KnownHashes.fromPacked(row.slice()).next(row, row)], [5, 6, 7, 8]);
});

test("planning leaves the lists of removed and added rows as they were", () => {
  const unsorted = Uint32Array.of(9, 0, 0, 0, 1, 0, 0, 0);
  KnownHashes.fromPacked(new Uint32Array()).next(unsorted, unsorted);
  assert.deepEqual([...unsorted], [9, 0, 0, 0, 1, 0, 0, 0]);
});

test("sorts a district whose rows all look alike to the first word", () => {
  const packed = spread(20_000, 1);
  for (let at = 0; at < packed.length; at += 4) packed.fill(7, at, at + 3);
  const expected = [...packed].filter((_, at) => at % 4 === 3).sort((a, b) => a - b);
  sortHashes(packed);
  assert.deepEqual(
    [...packed].filter((_, at) => at % 4 === 3),
    expected,
  );
  const known = KnownHashes.fromPacked(packed);
  const last = packed.slice(-4);
  assert.equal(known.probe(last, 0), probe.seen);
  assert.equal(known.probe(Uint32Array.of(7, 7, 7, 7), 0), probe.fresh);
});

test("a first load collects every hash in the order of the file, beyond what was expected", () => {
  const packed = spread(1_000, 2);
  const collector = new HashCollector(3);
  for (let at = 0; at < packed.length; at += 4) collector.push(packed, at);
  assert.equal(collector.count, 1_000);
  assert.deepEqual(collector.packed(), packed);
});

test("a million enrollments with 1 % changed are told apart within two seconds and 40 MiB", () => {
  const total = 1_000_000;
  const before = spread(total, 3);
  const after = before.slice();
  after.set(spread(total / 100, 4));
  const memory = process.memoryUsage().arrayBuffers;
  const started = performance.now();
  const known = KnownHashes.fromPacked(before);
  const told = [0, 0, 0];
  for (let index = 0; index < total; index += 1) {
    const found = known.probe(after, index * 4);
    told[found] = (told[found] ?? 0) + 1;
  }
  assert.ok(performance.now() - started < 2_000);
  assert.ok(process.memoryUsage().arrayBuffers - memory < 40 * 1_048_576);
  assert.deepEqual(told, [total / 100, (total * 99) / 100, 0]);
  assert.equal(known.unseen().length / 4, total / 100);
});
