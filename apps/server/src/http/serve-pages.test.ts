import assert from "node:assert/strict";
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { gunzipSync, gzipSync } from "node:zlib";
import fastify from "fastify";
import { servePages } from "./serve-pages.ts";

const script = "export const words = 'Every sync is a plan. ';\n".repeat(50);

test("a browser is handed the console's scripts packed, and a program that does not unpack gets them plain", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-pages-"));
  const app = fastify();
  try {
    await mkdir(path.join(folder, "assets"));
    await writeFile(path.join(folder, "index.html"), "<!doctype html><title>Muster</title>");
    await writeFile(path.join(folder, "assets", "main-1.js"), script);
    await writeFile(path.join(folder, "assets", "main-1.js.gz"), gzipSync(script));
    await writeFile(path.join(folder, "assets", "small-1.js"), "export {};");
    await servePages(app, folder);
    const ask = (url: string, encodings?: string) =>
      app.inject({ url, headers: encodings === undefined ? {} : { "accept-encoding": encodings } });

    const packed = await ask("/assets/main-1.js", "gzip, deflate, br, zstd");
    assert.equal(packed.headers["content-encoding"], "gzip");
    assert.equal(packed.headers["content-length"], String(packed.rawPayload.byteLength));
    assert.ok(packed.rawPayload.byteLength < script.length / 3);
    assert.equal(gunzipSync(packed.rawPayload).toString(), script);
    const plain = await ask("/assets/main-1.js");
    assert.deepEqual([plain.body, plain.headers["content-encoding"]], [script, undefined]);
    assert.equal(plain.headers["content-length"], String(script.length));
    for (const { headers } of [packed, plain]) {
      assert.equal(headers.vary, "accept-encoding", "a cache between keeps the two apart");
      assert.match(String(headers["content-type"]), /\/javascript; charset=utf-8$/);
      assert.equal(headers["cache-control"], "public, max-age=31536000, immutable");
    }
    assert.notEqual(packed.headers.etag, plain.headers.etag);

    const small = await ask("/assets/small-1.js", "gzip");
    assert.deepEqual([small.statusCode, small.body], [200, "export {};"]);
    const page = await ask("/changes", "gzip");
    assert.match(page.body, /<title>Muster/);
    assert.equal(page.headers["cache-control"], "public, max-age=0");
  } finally {
    await app.close();
    await rm(folder, { recursive: true, force: true });
  }
});
