import assert from "node:assert/strict";
import { spawn } from "node:child_process";
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, stat, truncate } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { Fault } from "../fault.ts";
import { openHomeKeys } from "./home-keys.ts";

const root = await mkdtemp(path.join(tmpdir(), "muster-keys-"));
after(() => rm(root, { recursive: true }));

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Fault);
  return error.code;
}

test("gives every district secrets of its own, the same ones every day", async () => {
  const home = path.join(root, "days");
  const today = await openHomeKeys(home);
  const tomorrow = await openHomeKeys(home);
  assert.equal(today.snapshotKey(1).length, 32);
  assert.deepEqual(today.snapshotKey(1), tomorrow.snapshotKey(1));
  assert.notDeepEqual(today.snapshotKey(1), today.snapshotKey(2));
  assert.deepEqual(today.hashSeed(1), tomorrow.hashSeed(1));
  assert.notDeepEqual(today.hashSeed(1), today.hashSeed(2));
  for (const word of today.hashSeed(1)) assert.equal(word, word | 0);
});

test("two homes have no secret in common", async () => {
  const one = await openHomeKeys(path.join(root, "one"));
  const other = await openHomeKeys(path.join(root, "other"));
  assert.notDeepEqual(one.snapshotKey(1), other.snapshotKey(1));
});

test("keeps the key where only its owner reads it, also when the home was copied carelessly", async () => {
  const home = path.join(root, "closed");
  await openHomeKeys(home);
  const file = path.join(home, "keys", "master.key");
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  await chmod(file, 0o644);
  await openHomeKeys(home);
  assert.equal((await stat(file)).mode & 0o777, 0o600);
  assert.deepEqual(await readdir(path.dirname(file)), ["master.key"]);
});

test("processes that begin in one moment in an empty home get one key", async () => {
  const home = path.join(root, "many");
  const module = new URL("./home-keys.ts", import.meta.url).href;
  const program = `const { openHomeKeys } = await import(${JSON.stringify(module)});
    while (Date.now() < Number(process.argv[1]));
    process.stdout.write((await openHomeKeys(process.argv[2])).snapshotKey(7).toString("hex"));`;
  const start = String(Date.now() + 700);
  const run = (): Promise<string> =>
    new Promise((resolve, reject) => {
      const child = spawn(process.execPath, ["--input-type=module", "-e", program, start, home]);
      let text = "";
      child.stdout.on("data", (chunk: Buffer) => {
        text += chunk.toString();
      });
      child.on("error", reject).on("close", () => resolve(text));
    });
  const keys = await Promise.all([run(), run(), run(), run()]);
  assert.match(keys[0] ?? "", /^[0-9a-f]{64}$/);
  assert.equal(new Set(keys).size, 1);
  assert.equal((await openHomeKeys(home)).snapshotKey(7).toString("hex"), keys[0]);
});

test("a key that is gone is not replaced while snapshots wait for it", async () => {
  const home = path.join(root, "lost");
  await openHomeKeys(home);
  await mkdir(path.join(home, "snapshots", "1"), { recursive: true });
  await openHomeKeys(home);
  await rm(path.join(home, "keys", "master.key"));
  assert.equal(await codeOf(openHomeKeys(home)), "keys.master.missing");
  assert.deepEqual(await readdir(path.join(home, "keys")), []);
});

test("a key that was cut short is refused", async () => {
  const home = path.join(root, "cut");
  await openHomeKeys(home);
  await truncate(path.join(home, "keys", "master.key"), 16);
  assert.equal(await codeOf(openHomeKeys(home)), "keys.master.damaged");
  assert.equal((await readFile(path.join(home, "keys", "master.key"))).length, 16);
});

test("a home that cannot be written to is a fault with the path in it", async () => {
  const file = path.join(root, "cut", "keys", "master.key");
  assert.equal(await codeOf(openHomeKeys(file)), "storage.path.failed");
});
