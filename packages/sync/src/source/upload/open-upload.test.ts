import assert from "node:assert/strict";
import { spawnSync } from "node:child_process";
import { appendFile, chmod, mkdir, mkdtemp, rename, rm, symlink, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { Fault } from "../../fault.ts";
import { openUpload } from "./open-upload.ts";
import { forgeZip } from "./test-zip.ts";
import type { UploadEntry } from "./upload-entry.ts";

const root = await mkdtemp(path.join(tmpdir(), "muster-upload-"));
after(() => rm(root, { recursive: true }));
let folders = 0;

/** A folder with these files; a name ending in "/" is an empty folder. */
async function folderOf(files: Readonly<Record<string, string | Uint8Array>>): Promise<string> {
  folders += 1;
  const folder = path.join(root, `upload-${folders}`);
  await mkdir(folder);
  for (const [name, content] of Object.entries(files)) {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), content);
  }
  return folder;
}

async function codesOf(file: string): Promise<readonly string[]> {
  const input = await openUpload(file);
  await input.close();
  assert.deepEqual(input.entries, []);
  return input.findings.map(
    ({ code, file: place, facts }) => `${code} ${place} ${Object.values(facts).join(" ")}`,
  );
}

async function faultOf(work: Promise<unknown>): Promise<string> {
  const error = await work.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof Fault);
  return `${error.code} ${error.retry}`;
}

async function textOf(entry: UploadEntry | undefined): Promise<string> {
  assert.ok(entry !== undefined);
  const parts: Buffer[] = [];
  for await (const chunk of entry.open()) parts.push(Buffer.from(chunk));
  return Buffer.concat(parts).toString("utf8");
}

test("takes every file of a folder and of the folders in it, in one order everywhere", async () => {
  const folder = await folderOf({
    "users.csv": "u",
    "b/orgs.csv": "o",
    "a/c/d/deep.csv": "d",
    ".git/config": "x",
  });
  await utimes(path.join(folder, "users.csv"), 1_790_000_000, 1_790_000_000);
  const input = await openUpload(folder);
  assert.deepEqual(
    input.entries.map((entry) => [entry.path, entry.size]),
    [
      ["a/c/d/deep.csv", 1],
      ["b/orgs.csv", 1],
      ["users.csv", 1],
    ],
  );
  assert.equal(input.entries[2]?.modifiedAt?.getTime(), 1_790_000_000_000);
  assert.equal(await textOf(input.entries[1]), "o");
});

test("reads a file of many blocks as it is, and again after a reader that stopped early", async () => {
  const line = "u-0042,active,student\n";
  const content = line.repeat(200_000);
  const [entry] = (await openUpload(path.join(await folderOf({ "users.csv": content }), "users.csv")))
    .entries;
  assert.ok(entry !== undefined);
  assert.equal(entry.path, "users.csv");
  const heads: Uint8Array[] = [];
  for await (const chunk of entry.open()) {
    heads.push(chunk);
    if (heads.length === 3) break;
  }
  assert.equal(Buffer.from(heads[0] ?? []).toString("utf8"), content.slice(0, 1_048_576));
  assert.equal(await textOf(entry), content);
});

test("gives a file of no bytes as a file of no bytes", async () => {
  const input = await openUpload(await folderOf({ "users.csv": "" }));
  assert.equal(input.entries[0]?.size, 0);
  assert.equal(await textOf(input.entries[0]), "");
});

test("refuses a folder with a link in it, wherever it leads", async () => {
  const folder = await folderOf({ "users.csv": "u", "in/orgs.csv": "o" });
  await symlink("/etc/passwd", path.join(folder, "classes.csv"));
  await symlink("/etc", path.join(folder, "in", "etc"));
  const found = await codesOf(folder);
  assert.deepEqual([...found].sort(), [
    "archive.entry.special classes.csv ",
    "archive.entry.special in/etc ",
  ]);
});

test("refuses a pipe without waiting for it", async () => {
  const folder = await folderOf({ "users.csv": "u" });
  assert.equal(spawnSync("mkfifo", [path.join(folder, "orgs.csv")]).status, 0);
  assert.deepEqual(await codesOf(folder), ["archive.entry.special orgs.csv "]);
  assert.deepEqual(await codesOf(path.join(folder, "orgs.csv")), ["archive.entry.special orgs.csv "]);
});

test("follows a link that the operator names: today's export is often one", async () => {
  const folder = await folderOf({ "users.csv": "u" });
  await symlink(folder, path.join(root, "today"));
  await symlink(path.join(folder, "users.csv"), path.join(root, "today.csv"));
  assert.equal((await openUpload(path.join(root, "today"))).entries.length, 1);
  const [entry] = (await openUpload(path.join(root, "today.csv"))).entries;
  assert.equal(await textOf(entry), "u");
});

test("stops at a thousand files and at folders four deep", async () => {
  const many = Object.fromEntries(Array.from({ length: 1_001 }, (_, at) => [`d/${at}.csv`, ""]));
  const folder = await folderOf(many);
  assert.deepEqual(await codesOf(folder), [
    `archive.size.excessive ${path.basename(folder)} entries 1001 1000`,
  ]);
  assert.deepEqual(await codesOf(await folderOf({ "a/b/c/d/users.csv": "" })), [
    "archive.size.excessive a/b/c/d depth 4 3",
  ]);
});

const others: readonly [string, string | Uint8Array][] = [
  ["gzip", Buffer.from("1f8b0800", "hex")],
  ["rar", "Rar!\x1a\x07\x01\x00"],
  ["7z", Buffer.from("377abcaf271c0004", "hex")],
  ["pdf", "%PDF-1.7\n"],
  ["xls", Buffer.from("d0cf11e0a1b11ae1", "hex")],
  ["html", "\ufeff\n <!DOCTYPE html><title>Sign in</title>"],
  ["html", "<HTML><body>"],
  ["xml", '<?xml version="1.0"?>'],
];

for (const [at, [kind, content]] of others.entries()) {
  test(`says that a file called users.csv is ${kind} (${at})`, async () => {
    const file = path.join(await folderOf({ "users.csv": content }), "users.csv");
    assert.deepEqual(await codesOf(file), [`input.type.other users.csv ${kind}`]);
  });
}

test("a roster whose first letters are PK is still a roster", async () => {
  const file = path.join(await folderOf({ "users.csv": "PK,name\n1,a\n" }), "users.csv");
  assert.equal((await openUpload(file)).entries.length, 1);
});

test("a path with nothing behind it is a fault of the world, not of the district", async () => {
  assert.equal(await faultOf(openUpload(path.join(root, "nothing"))), "source.path.missing never");
  const file = path.join(await folderOf({ "users.csv": "u" }), "users.csv", "x");
  assert.equal(await faultOf(openUpload(file)), "source.path.missing never");
});

test("a folder that may not be read is a fault, never an empty folder", async () => {
  const folder = await folderOf({ "users.csv": "u", "closed/orgs.csv": "o" });
  await chmod(root, 0o755);
  await chmod(path.join(folder, "closed"), 0);
  const isRoot = process.geteuid?.() === 0;
  if (isRoot) process.seteuid?.(65_534);
  try {
    assert.equal(await faultOf(openUpload(folder)), "source.path.unreadable never");
    assert.equal(await faultOf(openUpload(path.join(folder, "closed"))), "source.path.unreadable never");
  } finally {
    if (isRoot) process.seteuid?.(0);
    await chmod(path.join(folder, "closed"), 0o700);
  }
});

test("a file that is still being written, or was replaced, is not read", async () => {
  const folder = await folderOf({ "users.csv": "u", "orgs.csv": "o", "new.csv": "o", "classes.csv": "c" });
  const entries = (await openUpload(folder)).entries;
  const named = (name: string) => entries.find((entry) => entry.path === name);
  await appendFile(path.join(folder, "users.csv"), "u");
  await rename(path.join(folder, "new.csv"), path.join(folder, "orgs.csv"));
  await rm(path.join(folder, "classes.csv"));
  await symlink("/etc/passwd", path.join(folder, "classes.csv"));
  assert.equal(await faultOf(textOf(named("users.csv"))), "source.file.changed later");
  assert.equal(await faultOf(textOf(named("orgs.csv"))), "source.file.changed later");
  assert.equal(await faultOf(textOf(named("classes.csv"))), "source.path.unreadable never");
});

test("a file that is written to while it is read is noticed at its end", async () => {
  const file = path.join(await folderOf({ "users.csv": "u".repeat(3_000_000) }), "users.csv");
  const [entry] = (await openUpload(file)).entries;
  assert.ok(entry !== undefined);
  const reading = async (): Promise<void> => {
    let isFirst = true;
    for await (const _ of entry.open()) {
      if (isFirst) await appendFile(file, "u");
      isFirst = false;
    }
  };
  assert.equal(await faultOf(reading()), "source.file.changed later");
});

test("a folder that holds a ZIP of any name and no table is opened as that ZIP", async () => {
  const zip = forgeZip([{ name: "users.csv", data: "u" }]);
  const input = await openUpload(await folderOf({ "export of tonight.zip": zip, "read me.txt": "hello" }));
  assert.deepEqual(
    input.entries.map((entry) => entry.path),
    ["users.csv"],
  );
  assert.equal(await textOf(input.entries[0]), "u");
  await input.close();
  const both = await openUpload(await folderOf({ "old.zip": zip, "new.zip": zip }));
  assert.equal(both.entries.length, 2, "of two nobody knows which");
  const beside = await openUpload(await folderOf({ "old.zip": zip, "users.csv": "u" }));
  assert.deepEqual(
    beside.entries.map((entry) => entry.path),
    ["old.zip", "users.csv"],
  );
});
