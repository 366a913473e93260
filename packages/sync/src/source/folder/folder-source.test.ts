import assert from "node:assert/strict";
import { mkdtemp, rm, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { test } from "node:test";
import { testConnection } from "../network/test-connection.ts";
import { folderSource } from "./folder-source.ts";

test("a file from the future is looked at twice, read, and told (A10)", async (t) => {
  const folder = await mkdtemp(path.join(tmpdir(), "muster-folder-"));
  t.after(() => rm(folder, { recursive: true, force: true }));
  const connection = testConnection({ values: { path: folder } });
  const now = connection.now().getTime() / 1000;
  for (const [name, at] of [
    ["users.csv", now + 4 * 365 * 86_400] as const,
    ["orgs.csv", now - 3_600] as const,
  ]) {
    await writeFile(path.join(folder, name), "sourcedId\n");
    await utimes(path.join(folder, name), at, at);
  }
  const { findings, path: delivered } = await folderSource.fetch(connection);
  assert.equal(delivered, folder);
  assert.deepEqual(connection.waits, [60_000]);
  assert.deepEqual(
    findings.map(({ code, file }) => [code, file]),
    [["input.file.future", "users.csv"]],
  );
});
