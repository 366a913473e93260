import assert from "node:assert/strict";
import { mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import fc from "fast-check";
import { createByteRanges } from "./byte-ranges.ts";
import { beginUpload, type Upload } from "./upload.ts";

async function begin(t: TestContext, claim: (bytes: number) => void = () => undefined) {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-upload-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const file = path.join(folder, "users.csv");
  await writeFile(file, "yesterday");
  const upload: Upload = await beginUpload({
    name: "users.csv",
    half: path.join(folder, "half"),
    file,
    claim,
  });
  return { upload, read: () => readFile(file, "utf8"), names: () => readdir(folder) };
}

const text = (value: string) => Buffer.from(value);

test("shows a district's new file when its sender has closed it, and not before (A12)", async (t) => {
  const { upload, read, names } = await begin(t);
  // Blocks may overtake each other.
  await upload.write(3, text("day"));
  await upload.write(0, text("sun"));
  assert.equal(await read(), "yesterday");
  await upload.commit(Date.now());
  assert.equal(await read(), "sunday");
  assert.deepEqual(await names(), ["users.csv"]);
});

test("keeps yesterday's file when a part of today's was never sent", async (t) => {
  const { upload, read, names } = await begin(t);
  await upload.write(100, text("tail"));
  await assert.rejects(upload.commit(Date.now()), { status: 4, message: /Byte 0 was never sent/ });
  assert.equal(await read(), "yesterday");
  assert.deepEqual(await names(), ["users.csv"]);
});

test("never answers yes once the disk was full, also when there is room again (A24)", async (t) => {
  let isFull = false;
  const { upload, read, names } = await begin(t, () => {
    if (isFull) throw Object.assign(new Error("ENOSPC"), { code: "ENOSPC", syscall: "write" });
  });
  await upload.write(0, text("to"));
  isFull = true;
  await assert.rejects(upload.write(2, text("day")), { code: "ENOSPC" });
  isFull = false;
  await assert.rejects(upload.write(5, text("!")), { code: "ENOSPC" });
  await assert.rejects(upload.commit(Date.now()), { code: "ENOSPC" });
  assert.equal(await read(), "yesterday");
  assert.deepEqual(await names(), ["users.csv"]);
});

test("takes a length that was cut for the length that is meant, and an empty file for empty", async (t) => {
  const cut = await begin(t);
  await cut.upload.write(0, text("sunday and more"));
  await cut.upload.truncate(6);
  await cut.upload.commit(Date.now());
  assert.equal(await cut.read(), "sunday");
  const empty = await begin(t);
  await empty.upload.commit(Date.now());
  assert.equal(await empty.read(), "");
  const stretched = await begin(t);
  await stretched.upload.truncate(10);
  await assert.rejects(stretched.upload.commit(Date.now()), { status: 4 });
});

test("knows of any order of blocks whether one is missing", () => {
  const blocks = fc.array(fc.tuple(fc.nat(40), fc.nat(12)), { maxLength: 20 });
  fc.assert(
    fc.property(blocks, fc.nat(60), (written, end) => {
      const ranges = createByteRanges();
      const bytes = new Set<number>();
      for (const [start, length] of written) {
        ranges.add(start, start + length);
        for (let at = start; at < start + length; at += 1) bytes.add(at);
      }
      let gap: number | undefined;
      for (let at = 0; at < end && gap === undefined; at += 1) if (!bytes.has(at)) gap = at;
      assert.equal(ranges.firstGap(end), gap);
    }),
  );
});
