import assert from "node:assert/strict";
import { mkdtemp, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { makeFolder } from "./make-folder.ts";

const isLinux = process.platform === "linux";

test("makes a folder with all those above it, for its owner alone, and may be asked again", async () => {
  const room = await mkdtemp(path.join(tmpdir(), "muster-folder-"));
  try {
    const folder = path.join(room, "a", "b", "c");
    await Promise.all([makeFolder(folder), makeFolder(folder)]);
    await makeFolder(folder);
    assert.equal((await stat(path.join(room, "a"))).mode & 0o777, 0o700);
    await writeFile(path.join(room, "file"), "");
    await assert.rejects(makeFolder(path.join(room, "file")), { code: "EEXIST" });
    await assert.rejects(makeFolder(path.join(room, "file", "below")), { code: "ENOTDIR" });
  } finally {
    await rm(room, { recursive: true });
  }
});

test(
  "ends with an error where the system makes no folders, instead of asking for ever",
  { skip: isLinux ? false : "only Linux has /proc" },
  () => assert.rejects(makeFolder("/proc/muster/a"), { code: "ENOENT" }),
);
