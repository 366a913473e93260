import assert from "node:assert/strict";
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { type TestContext, test } from "node:test";
import { openArrivalFolder, sweepArrivals } from "./arrival-folder.ts";

async function makeHome(t: TestContext): Promise<string> {
  const home = await mkdtemp(path.join(tmpdir(), "muster-arrivals-"));
  t.after(() => rm(home, { recursive: true, force: true }));
  return home;
}

/** As a fetch leaves it that was killed so long ago. */
async function leave(home: string, name: string, seconds: number): Promise<string> {
  const folder = path.join(home, "arrivals", name);
  await mkdir(path.join(folder, "files"), { recursive: true });
  await writeFile(path.join(folder, "files", "users.csv"), "sourcedId\nana\n");
  await writeFile(path.join(folder, "alive"), "\n");
  const at = new Date(Date.now() - seconds * 1000);
  for (const one of [path.join(folder, "alive"), folder]) await utimes(one, at, at);
  return folder;
}

test("the files of a fetch that was killed are removed by whoever comes next, and nobody else's", async (t) => {
  const home = await makeHome(t);
  const alive = await openArrivalFolder(home, "1-2-");
  await writeFile(path.join(alive.files, "users.csv"), "sourcedId\nben\n");
  await leave(home, "1-2-killed", 3600);
  await leave(home, "gone-1-2-half", 3600);
  await leave(home, "1-3-quiet", 15);
  await sweepArrivals(home);
  const left = await readdir(path.join(home, "arrivals"));
  assert.deepEqual(left.toSorted(), ["1-3-quiet", path.basename(path.dirname(alive.files))].toSorted());
  assert.match(await readFile(path.join(alive.files, "users.csv"), "utf8"), /ben/);
  await alive.close();
  assert.deepEqual(await readdir(path.join(home, "arrivals")), ["1-3-quiet"]);
});

test("a folder that was made a moment before its process died is removed too", async (t) => {
  const home = await makeHome(t);
  const folder = path.join(home, "arrivals", "1-2-empty");
  await mkdir(folder, { recursive: true });
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(folder, hourAgo, hourAgo);
  await sweepArrivals(home);
  assert.deepEqual(await readdir(path.join(home, "arrivals")), []);
});

test("a fetch that says nothing for minutes still gives its sign of life", async (t) => {
  t.mock.timers.enable({ apis: ["setInterval"] });
  const home = await makeHome(t);
  const { files, close } = await openArrivalFolder(home, "1-2-");
  const alive = path.join(path.dirname(files), "alive");
  const hourAgo = new Date(Date.now() - 3_600_000);
  await utimes(alive, hourAgo, hourAgo);
  t.mock.timers.tick(5_000);
  for (const began = Date.now(); Date.now() - began < 5_000; await new Promise(setImmediate))
    if (Date.now() - (await stat(alive)).mtimeMs < 60_000) return close();
  assert.fail("no sign of life was given");
});
