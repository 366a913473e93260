import assert from "node:assert/strict";
import { createHash } from "node:crypto";
import {
  appendFile,
  cp,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  stat,
  truncate,
  writeFile,
} from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { Fault } from "../fault.ts";
import { openHomeKeys } from "../keys/home-keys.ts";
import {
  type DatedEntry,
  dropSnapshot,
  fingerprintInput,
  openStoredSnapshot,
  storeSnapshot,
  storeWhileReading,
} from "./snapshot-store.ts";

const home = await mkdtemp(path.join(tmpdir(), "muster-snapshots-"));
after(() => rm(home, { recursive: true }));
const keys = await openHomeKeys(home);
const chunk = 1_048_576;
let snapshots = 0;

const roster = "sourcedId,givenName\nu-0042,Ana\n";
const day = new Date("2026-11-18T02:10:00.000Z");

/** A file that counts how often it was opened; its pieces are of a length that no boundary divides. */
function entryOf(name: string, content: string | Buffer): DatedEntry & { opened: number } {
  const bytes = Buffer.from(content);
  const entry = {
    path: name,
    size: bytes.length,
    modifiedAt: day,
    opened: 0,
    async *open() {
      entry.opened += 1;
      for (let at = 0; at < bytes.length; at += 300_007) yield bytes.subarray(at, at + 300_007);
    },
  };
  return entry;
}

function bytesOf(length: number): Buffer {
  const bytes = Buffer.alloc(length);
  for (let at = 0; at < length; at += 1) bytes[at] = Math.imul(at, 0x9e3779b1) >>> 24;
  return bytes;
}

async function read(entry: DatedEntry | undefined): Promise<Buffer> {
  assert.ok(entry !== undefined);
  const parts: Buffer[] = [];
  for await (const part of entry.open()) parts.push(Buffer.from(part));
  return Buffer.concat(parts);
}

async function codeOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Fault);
  return error.code;
}

function folderOf(snapshotId: number): string {
  return path.join(home, "snapshots", "1", String(snapshotId));
}

async function stored(...entries: readonly DatedEntry[]): Promise<number> {
  snapshots += 1;
  await storeSnapshot(home, keys, 1, snapshots, entries);
  return snapshots;
}

test("gives a snapshot's files back as they came, of any length", async () => {
  const lengths = [0, 1, chunk - 1, chunk, chunk + 1, 3 * chunk];
  const entries = lengths.map((length) => entryOf(`in/${length}.csv`, bytesOf(length)));
  const snapshotId = await stored(...entries);
  const back = await openStoredSnapshot(home, keys, 1, snapshotId);
  assert.deepEqual(
    back.map((entry) => [entry.path, entry.size, entry.modifiedAt]),
    entries.map((entry) => [entry.path, entry.size, day]),
  );
  for (const [at, entry] of entries.entries()) {
    assert.ok((await read(back[at])).equals(await read(entry)), entry.path);
    assert.ok((await read(back[at])).equals(await read(entry)), "a second time");
  }
});

test("nothing of what a file says or is called is on the disk", async () => {
  const snapshotId = await stored(entryOf("ana-lima.csv", roster));
  const names = await readdir(folderOf(snapshotId));
  assert.deepEqual(names.sort(), ["0001", "index"]);
  for (const name of names) {
    const raw = await readFile(path.join(folderOf(snapshotId), name), "latin1");
    for (const word of ["Ana", "ana", "lima", "sourcedId"]) assert.ok(!raw.includes(word));
    assert.equal((await stat(path.join(folderOf(snapshotId), name))).mode & 0o777, 0o600);
  }
});

test("a stored file is refused when any of it was changed, cut, moved or is gone", async () => {
  const snapshotId = await stored(
    entryOf("a.csv", bytesOf(2 * chunk + 5)),
    entryOf("b.csv", bytesOf(2 * chunk + 5)),
  );
  const file = path.join(folderOf(snapshotId), "0001");
  const other = path.join(folderOf(snapshotId), "0002");
  await cp(file, `${file}.whole`);
  const whole = await readFile(file);
  const sealed = chunk + 16;
  const damage: readonly [string, () => Promise<void>][] = [
    ["its header", () => change(0)],
    ["its salt", () => change(20)],
    ["a byte of the first chunk", () => change(40 + 77)],
    ["a tag", () => change(40 + sealed - 1)],
    ["a byte of the last chunk", () => change(whole.length - 20)],
    ["the end cut off between two chunks", () => truncate(file, 40 + 2 * sealed)],
    ["the end cut off after the first chunk", () => truncate(file, 40 + sealed)],
    ["everything cut off behind the header", () => truncate(file, 40)],
    ["the last byte cut off", () => truncate(file, whole.length - 1)],
    ["something behind it", () => appendFile(file, "x")],
    ["two chunks changed places", () => writeFile(file, swapped())],
    ["another file in its place", () => cp(other, file)],
    ["the file gone", () => rm(file)],
  ];
  async function change(at: number): Promise<void> {
    const bytes = Buffer.from(whole);
    bytes[at] = (bytes[at] ?? 0) ^ 1;
    await writeFile(file, bytes);
  }
  function swapped(): Buffer {
    const [first, second] = [whole.subarray(40, 40 + sealed), whole.subarray(40 + sealed, 40 + 2 * sealed)];
    return Buffer.concat([whole.subarray(0, 40), second, first, whole.subarray(40 + 2 * sealed)]);
  }
  for (const [what, harm] of damage) {
    await harm();
    const [entry] = await openStoredSnapshot(home, keys, 1, snapshotId);
    assert.equal(await codeOf(read(entry)), "snapshot.bytes.damaged", what);
    await cp(`${file}.whole`, file);
  }
  const [entry] = await openStoredSnapshot(home, keys, 1, snapshotId);
  assert.equal((await read(entry)).length, 2 * chunk + 5);
});

test("a snapshot that was never stored is missing, and one under another number or key is damaged", async () => {
  const snapshotId = await stored(entryOf("users.csv", roster));
  assert.equal(await codeOf(openStoredSnapshot(home, keys, 1, 9_999)), "snapshot.bytes.missing");
  assert.equal(await codeOf(openStoredSnapshot(home, keys, 2, snapshotId)), "snapshot.bytes.missing");
  await cp(folderOf(snapshotId), folderOf(8_888), { recursive: true });
  assert.equal(await codeOf(openStoredSnapshot(home, keys, 1, 8_888)), "snapshot.bytes.damaged");
  const otherKeys = { ...keys, snapshotKey: () => Buffer.alloc(32, 1) };
  assert.equal(await codeOf(openStoredSnapshot(home, otherKeys, 1, snapshotId)), "snapshot.bytes.damaged");
  await rm(path.join(folderOf(snapshotId), "index"));
  assert.equal(await codeOf(openStoredSnapshot(home, keys, 1, snapshotId)), "snapshot.bytes.damaged");
});

test("stores a file in the pass that reads it, after a look at its head, and reads the rest itself", async () => {
  const users = entryOf("users.csv", bytesOf(3 * chunk));
  const orgs = entryOf("orgs.csv", roster);
  const litter = entryOf(".DS_Store", "x");
  const storing = storeWhileReading(home, keys, 1, 7_001, [users, orgs, litter]);
  const [first] = storing.entries;
  assert.ok(first !== undefined);
  for await (const _ of first.open()) break;
  assert.ok((await read(first)).equals(bytesOf(3 * chunk)));
  assert.ok((await read(first)).equals(bytesOf(3 * chunk)));
  assert.equal(users.opened, 3);
  await assert.rejects(stat(folderOf(7_001)), { code: "ENOENT" });
  await storing.finish();
  assert.equal(users.opened, 3);
  assert.equal(orgs.opened, 1);
  assert.equal(litter.opened, 0);
  const back = await openStoredSnapshot(home, keys, 1, 7_001);
  assert.deepEqual(
    back.map((entry) => entry.path),
    ["users.csv", "orgs.csv"],
  );
  assert.ok((await read(back[0])).equals(bytesOf(3 * chunk)));
  assert.equal((await read(back[1])).toString(), roster);
});

test("an input that breaks off leaves nothing behind", async () => {
  const broken: DatedEntry = {
    path: "users.csv",
    size: 5 * chunk,
    async *open() {
      yield bytesOf(2 * chunk);
      throw new Error("the line went dead");
    },
  };
  await assert.rejects(
    storeSnapshot(home, keys, 1, 7_002, [entryOf("orgs.csv", roster), broken]),
    /went dead/,
  );
  const left = (await readdir(path.join(home, "snapshots", "1"))).filter((name) => name.startsWith("7002"));
  assert.deepEqual(left, []);
});

test("a run that is tried again under the same number replaces what the first one left", async () => {
  await storeSnapshot(home, keys, 1, 7_003, [entryOf("users.csv", "first")]);
  await storeSnapshot(home, keys, 1, 7_003, [entryOf("users.csv", roster)]);
  const [entry] = await openStoredSnapshot(home, keys, 1, 7_003);
  assert.equal((await read(entry)).toString(), roster);
  const names = await readdir(path.join(home, "snapshots", "1"));
  assert.deepEqual(
    names.filter((name) => name.startsWith("7003")),
    ["7003"],
  );
});

test("drops a snapshot and what a process that died left of it, and nothing else", async () => {
  await storeSnapshot(home, keys, 1, 70, [entryOf("users.csv", roster)]);
  await storeSnapshot(home, keys, 1, 700, [entryOf("users.csv", roster)]);
  await cp(folderOf(70), `${folderOf(70)}.123.abcd.half`, { recursive: true });
  await dropSnapshot(home, 1, 70);
  await dropSnapshot(home, 1, 70);
  await dropSnapshot(home, 5, 1);
  assert.equal(await codeOf(openStoredSnapshot(home, keys, 1, 70)), "snapshot.bytes.missing");
  const names = await readdir(path.join(home, "snapshots", "1"));
  assert.deepEqual(
    names.filter((name) => /^70+(?:\.|$)/.test(name)),
    ["700"],
  );
});

test("a home without room or rights fails with a fault and keeps no half", async () => {
  await rename(path.join(home, "snapshots", "1"), path.join(home, "aside"));
  await writeFile(path.join(home, "snapshots", "1"), "");
  const code = await codeOf(storeSnapshot(home, keys, 1, 7_004, [entryOf("users.csv", bytesOf(2 * chunk))]));
  await rm(path.join(home, "snapshots", "1"));
  await rename(path.join(home, "aside"), path.join(home, "snapshots", "1"));
  assert.equal(code, "storage.path.failed");
});

test("the same files have the same content hash in any order, in any wrapping folder, with any litter", async () => {
  const users = entryOf("users.csv", roster);
  const orgs = entryOf("orgs.csv", "o");
  const { files, contentHash } = await fingerprintInput([users, orgs]);
  assert.deepEqual(files, [
    {
      path: "orgs.csv",
      size: 1,
      sha256: createHash("sha256").update("o").digest("hex"),
      modifiedAt: day.toISOString(),
    },
    {
      path: "users.csv",
      size: roster.length,
      sha256: createHash("sha256").update(roster).digest("hex"),
      modifiedAt: day.toISOString(),
    },
  ]);
  const hashOf = async (...entries: readonly DatedEntry[]) => (await fingerprintInput(entries)).contentHash;
  assert.equal(await hashOf(orgs, users, entryOf("__MACOSX/._users.csv", "x")), contentHash);
  assert.equal(
    await hashOf(entryOf("2026/day 1/users.csv", roster), entryOf("2026/day 1/orgs.csv", "o")),
    contentHash,
  );
  assert.notEqual(await hashOf(entryOf("in/users.csv", roster), orgs), contentHash);
  assert.notEqual(await hashOf(users), contentHash);
  assert.notEqual(await hashOf(entryOf("users.csv", "o"), entryOf("orgs.csv", roster)), contentHash);
  assert.notEqual(await hashOf(users, entryOf("orgs.csv", "O")), contentHash);
});
