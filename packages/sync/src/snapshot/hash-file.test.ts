import assert from "node:assert/strict";
import { chmod, mkdtemp, readdir, readFile, rm, stat, truncate, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import fc from "fast-check";
import { Fault } from "../fault.ts";
import { loadHashes, saveHashes } from "./hash-file.ts";
import { KnownHashes } from "./known-hashes.ts";

const folder = await mkdtemp(path.join(tmpdir(), "muster-hashes-"));
after(() => rm(folder, { recursive: true }));
const file = path.join(folder, "1", "enrollments.hashes");
const token = "0d9ae1f0-7f3c-4f0a-8a52-b1f2a3c4d5e6";

test("gives back the hashes that were saved, whatever they are", async () => {
  await fc.assert(
    fc.asyncProperty(fc.uint32Array({ maxLength: 200 }), async (words) => {
      const packed = words.subarray(0, words.length - (words.length % 4));
      const count = await saveHashes(file, token, packed);
      assert.equal(count, packed.length / 4);
      assert.deepEqual(await loadHashes(file, { token, count }), packed);
    }),
    { numRuns: 50 },
  );
});

test("saves tomorrow's state block by block", async () => {
  const words = Uint32Array.from({ length: 4 * 40_000 }, (_, at) => Math.imul(at + 1, 0x9e3779b1));
  const known = KnownHashes.fromPacked(words.slice(0, 4 * 30_000));
  const removed = words.slice(0, 4 * 1_000);
  const added = words.slice(4 * 30_000);
  const count = await saveHashes(file, token, known.nextBlocks(removed, added));
  assert.equal(count, 39_000);
  assert.deepEqual(await loadHashes(file, { token, count }), known.next(removed, added));
});

test("knows nothing of another state, of another number of rows, or of no file at all", async () => {
  await saveHashes(file, token, Uint32Array.of(1, 2, 3, 4));
  assert.equal(await loadHashes(file, { token: "another", count: 1 }), undefined);
  assert.equal(await loadHashes(file, { token, count: 2 }), undefined);
  assert.equal(await loadHashes(file, { token, count: 0 }), undefined);
  assert.equal(await loadHashes(`${file}.absent`, { token, count: 1 }), undefined);
  assert.equal(await loadHashes(folder, { token, count: 1 }), undefined);
});

test("does not believe a file of which any byte was changed, or that was cut", async () => {
  await saveHashes(
    file,
    token,
    Uint32Array.from({ length: 40 }, (_, at) => at * 7),
  );
  const whole = await readFile(file);
  for (let at = 0; at < whole.length; at += 1) {
    const changed = Buffer.from(whole);
    changed[at] = (changed[at] ?? 0) ^ 0x10;
    await writeFile(file, changed);
    assert.equal(await loadHashes(file, { token, count: 10 }), undefined, `byte ${at}`);
  }
  await writeFile(file, whole);
  await truncate(file, whole.length - 16);
  assert.equal(await loadHashes(file, { token, count: 10 }), undefined);
  assert.equal(await loadHashes(file, { token, count: 9 }), undefined);
});

test("leaves one file that only its owner reads, and the old one where saving fails", async () => {
  await saveHashes(file, token, Uint32Array.of(1, 2, 3, 4));
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  const failing = function* (): Generator<Uint32Array> {
    yield Uint32Array.of(5, 6, 7, 8);
    throw new Error("stopped");
  };
  await assert.rejects(saveHashes(file, token, failing()), /stopped/);
  assert.deepEqual(await readdir(path.dirname(file)), [path.basename(file)]);
  assert.deepEqual(await loadHashes(file, { token, count: 1 }), Uint32Array.of(1, 2, 3, 4));
});

test("a folder where nothing can be written is a fault", async () => {
  await chmod(file, 0o600);
  await assert.rejects(saveHashes(path.join(file, "x"), token, new Uint32Array()), (error) => {
    assert.ok(error instanceof Fault);
    assert.equal(error.code, "storage.path.failed");
    return true;
  });
});
