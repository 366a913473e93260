import assert from "node:assert/strict";
import { mkdirSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { writePracticeDay } from "@muster/sandbox/practice.ts";
import { type EmbeddedServer, joinEmbeddedServer } from "@muster/sync/database/embedded-server.ts";
import { startMuster, temporaryFolder } from "./muster-process.ts";

const { folder, remove } = temporaryFolder();
const home = path.join(folder, "home");
const monday = path.join(folder, "monday");
let server: EmbeddedServer | undefined;

before(async () => {
  mkdirSync(monday);
  await writePracticeDay(monday, "monday");
  server = await joinEmbeddedServer({ home });
});
after(async () => {
  await server?.release();
  remove();
});

test("tells a sync that was killed as died, in the list, on its own page and at the doctor's", async () => {
  const env = { MUSTER_TESTING: "1", MUSTER_CRASH_AT: "mid-apply" };
  assert.equal((await startMuster(home, ["sync", monday], env).ended).signal, "SIGKILL");
  const listed = await startMuster(home, ["run", "list"]).ended;
  assert.match(listed.stdout, /died: gate/);
  const shown = await startMuster(home, ["run", "show", "1"]).ended;
  assert.match(shown.stdout, /died; the last step it told of was: gate/);
  const examined = await startMuster(home, ["doctor"]).ended;
  assert.match(examined.stdout, /last run 1 \(sync\) died at/);
  assert.match(examined.stdout, /Run 1 of default died. The last step it told of was: gate/);
  assert.doesNotMatch(examined.stdout, /Everything that was looked at works/);
  assert.doesNotMatch(examined.stdout, /\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/, "times are for people to read");

  assert.equal((await startMuster(home, ["sync", monday]).ended).exitCode, 0);
  const after = await startMuster(home, ["doctor"]).ended;
  assert.match(after.stdout, /Everything that was looked at works/);
});

test("says before the first sync that a home cannot be made where it is to be", async () => {
  const file = path.join(folder, "a-file");
  writeFileSync(file, "");
  const examined = await startMuster(path.join(file, "home"), ["doctor", "--json"]).ended;
  assert.equal(examined.exitCode, 1);
  assert.equal(JSON.parse(examined.stdout).trouble.code, "storage.path.failed");
  const empty = await startMuster(path.join(folder, "new"), ["doctor"]).ended;
  assert.equal(empty.exitCode, 0);
  assert.match(empty.stdout, /nothing there yet/);
});
