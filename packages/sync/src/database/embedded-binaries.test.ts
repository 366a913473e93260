import assert from "node:assert/strict";
import { chmod, mkdir, mkdtemp, readdir, readFile, readlink, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { canReach } from "./embedded-account.ts";
import { copyBinaries, type EmbeddedBinaries, linkLibraries } from "./embedded-binaries.ts";

/** A package as npm unpacks it when install scripts are refused: a list of links, and none of them made. */
async function withPackage(
  work: (binaries: EmbeddedBinaries, folder: string) => Promise<void>,
): Promise<void> {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-binaries-"));
  const native = path.join(folder, "native");
  await mkdir(path.join(native, "lib"), { recursive: true });
  await writeFile(path.join(native, "lib", "libpq.so.5.18"), "library");
  const links = [{ source: "native/lib/libpq.so.5.18", target: "native/lib/libpq.so.5" }];
  await writeFile(path.join(native, "pg-symlinks.json"), JSON.stringify(links));
  try {
    await work({ folder: native, version: "18.4.0", major: "18" }, folder);
  } finally {
    await rm(folder, { recursive: true });
  }
}

test("makes the library links that a refused install script did not", async () => {
  await withPackage(async ({ folder }) => {
    assert.equal(await linkLibraries(folder), true);
    assert.equal(await readlink(path.join(folder, "lib", "libpq.so.5")), "libpq.so.5.18");
    assert.equal(await linkLibraries(folder), true);
  });
});

test("a package without a list of links needs none", async () => {
  await withPackage(async ({ folder }) => {
    await rm(path.join(folder, "pg-symlinks.json"));
    assert.equal(await linkLibraries(folder), true);
    assert.deepEqual(await readdir(path.join(folder, "lib")), ["libpq.so.5.18"]);
  });
});

test("says that links are wanting in a folder that may not be written to", {
  skip: process.getuid?.() === 0 && "root may write anywhere",
}, async () => {
  await withPackage(async ({ folder }) => {
    await chmod(path.join(folder, "lib"), 0o555);
    assert.equal(await linkLibraries(folder), false);
    await chmod(path.join(folder, "lib"), 0o755);
  });
});

test("two processes copying the binaries at once get one whole copy", async () => {
  await withPackage(async (binaries, folder) => {
    const copies = await Promise.all([copyBinaries(binaries, folder), copyBinaries(binaries, folder)]);
    for (const copy of copies) assert.equal(copy.folder, path.join(folder, "postgresql-18.4.0", "native"));
    assert.equal(await readFile(path.join(copies[0].folder, "lib", "libpq.so.5"), "utf8"), "library");
    assert.deepEqual((await readdir(folder)).sort(), ["native", "postgresql-18.4.0"]);
  });
});

test("another account reaches a file only through folders that let it pass", async () => {
  await withPackage(async ({ folder }, parent) => {
    const somebody = { kind: "user", uid: 54_321, gid: 54_321 } as const;
    const file = path.join(folder, "pg-symlinks.json");
    await chmod(parent, 0o711);
    assert.equal(await canReach(somebody, file), true);
    await chmod(parent, 0o700);
    assert.equal(await canReach(somebody, file), false);
    assert.equal(await canReach({ kind: "namespace" }, file), true);
  });
});
