import assert from "node:assert/strict";
import { mkdirSync, utimesSync } from "node:fs";
import { readdir } from "node:fs/promises";
import path from "node:path";
import { after, before, test } from "node:test";
import { writePracticeDay } from "@muster/sandbox/practice.ts";
import { type Ended, startMuster, temporaryFolder } from "./muster-process.ts";

const { folder, remove } = temporaryFolder();
const home = path.join(folder, "home");
const site = path.join(folder, "site");

before(async () => {
  mkdirSync(site);
  await writePracticeDay(site, "monday");
  const yesterday = new Date(Date.now() - 86_400_000);
  for (const name of await readdir(site)) utimesSync(path.join(site, name), yesterday, yesterday);
});
after(remove);

async function muster(...words: string[]): Promise<Ended> {
  return startMuster(home, words).ended;
}

test("a data manager saves a source, looks at it, enables it and runs it, in that order", async () => {
  assert.equal((await muster("district", "create", "Oak Grove")).exitCode, 0);
  const tried = await muster("source", "add", "folder", "--path", site, "--test");
  assert.equal(tried.exitCode, 0, tried.stderr);
  assert.match(tried.stdout, /[\d,]+ students, [\d,]+ staff[\s\S]*Families: [\s\S]*Nothing has been saved/);

  const saved = await muster("source", "add", "folder", "--path", site, "--starts-at", "02:30");
  assert.equal(saved.exitCode, 0, saved.stderr);
  assert.match(saved.stdout, /source 2, a draft[\s\S]*source test 2/);

  const early = await muster("source", "enable", "2");
  assert.notEqual(early.exitCode, 0);
  assert.match(early.stderr, /source\.look\.needed/);

  const looked = await muster("source", "test", "2");
  assert.equal(looked.exitCode, 0, looked.stderr);
  assert.match(looked.stdout, /users\.csv {2}[\d,]+ bytes/);

  const planned = await muster("source", "plan", "2");
  assert.equal(planned.exitCode, 0, planned.stderr);
  assert.equal((await muster("source", "run", "2")).exitCode, 2);
  assert.match((await muster("source", "enable", "2")).stdout, /0 to be solved[\s\S]*each day at 02:30/);

  const ran = await muster("source", "run", "2", "--json");
  assert.equal(ran.exitCode, 0, ran.stderr);
  assert.equal(JSON.parse(ran.stdout).outcome, "applied");
  const again = await muster("source", "run", "2", "--json");
  assert.equal(JSON.parse(again.stdout).outcome, "no_changes");
});

test("a source that is not there any more ends with the exit code for an unreachable source", async () => {
  assert.equal((await muster("source", "set", "2", "--path", path.join(folder, "gone"))).exitCode, 0);
  const looked = await muster("source", "test", "2");
  assert.equal(looked.exitCode, 6);
  assert.match(looked.stderr, /source\.path\.missing/);
});

test("a second source must say whether its IDs are the same", async () => {
  const refused = await muster("source", "add", "folder", "--path", site);
  assert.equal(refused.exitCode, 2);
  assert.match(refused.stderr, /--follows 2/);
  assert.equal((await muster("source", "add", "folder", "--path", site, "--joins", "2")).exitCode, 0);
  const listed = JSON.parse((await muster("source", "list", "--json")).stdout);
  assert.deepEqual(
    listed.sources.map((source: { kind: string; state: string }) => [source.kind, source.state]),
    [
      ["folder", "draft"],
      ["folder", "draft"],
    ],
  );
});

test("what was typed wrong is told with the field and what it may be", async () => {
  const wrong = await muster(
    "source",
    "add",
    "folder",
    "--path",
    site,
    "--quiet-seconds",
    "soon",
    "--separate",
  );
  assert.equal(wrong.exitCode, 2);
  assert.match(wrong.stderr, /Quiet for[\s\S]*a whole number/);
  assert.equal((await muster("source", "add", "folder", "--separate")).exitCode, 2);
});

test("a district without a site gets an account to upload to, and its password is shown once", async () => {
  assert.equal((await muster("source", "add", "drop", "--separate")).exitCode, 0);
  const id = JSON.parse((await muster("source", "list", "--json")).stdout).sources.at(-1).sourceId;
  const opened = await muster("drop", "open", String(id));
  assert.equal(opened.exitCode, 0, opened.stderr);
  const password = /Password +(\S+)/.exec(opened.stdout)?.[1] ?? "";
  assert.ok(password.length >= 20);
  const shown = await muster("drop", "show", String(id), "--json");
  assert.ok(!shown.stdout.includes(password));
  assert.match(JSON.parse(shown.stdout).fingerprint, /^SHA256:/);
  const hostKey = JSON.parse((await muster("drop", "host-key", "--json")).stdout);
  assert.equal(hostKey.next.fingerprint, JSON.parse(shown.stdout).nextFingerprint);
  const early = await muster("drop", "host-key", "--rotate");
  assert.equal(early.exitCode, 2, "no district has had the time to note the next key");
  const agreed = ["--room", "500MiB", "--from", "192.0.2.0/24", "--read-back"];
  const told = /Last used +never[\s\S]*From +192\.0\.2\.0\/24\nRoom +500 MiB, files can be read back/;
  assert.match((await muster("drop", "set", String(id), ...agreed)).stdout, told);
  assert.notEqual((await muster("drop", "open", String(id))).exitCode, 0, "one account a source");
  assert.equal((await muster("drop", "open", "2")).exitCode, 2, "a folder is no drop");
  const rotated = JSON.parse((await muster("drop", "password", String(id), "--json")).stdout).password;
  assert.ok(rotated.length >= 20 && rotated !== password);
});

test("an SFTP source gets a key pair of its own, of which the public half alone is shown", async () => {
  const place = ["--host", "sftp.example.org", "--login", "roster", "--separate"];
  assert.equal((await muster("source", "add", "sftp", ...place)).exitCode, 0);
  const id = JSON.parse((await muster("source", "list", "--json")).stdout).sources.at(-1).sourceId;
  const made = await muster("source", "key", String(id));
  assert.equal(made.exitCode, 0, made.stderr);
  assert.match(made.stdout, /^ssh-ed25519 AAAA\S+ muster-source-/);
  const shown = await muster("source", "show", String(id));
  assert.match(shown.stdout, /secrets +kept, not shown/);
  assert.ok(!shown.stdout.includes("PRIVATE KEY"));
});
