import assert from "node:assert/strict";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import { after, before, test } from "node:test";
import { recordTypes } from "@muster/rules/model/entities.ts";
import { writePracticeDay } from "@muster/sandbox/practice.ts";
import { type EmbeddedServer, joinEmbeddedServer } from "@muster/sync/database/embedded-server.ts";
import { type Ended, startMuster, temporaryFolder } from "./muster-process.ts";

const { folder, remove } = temporaryFolder();
const home = path.join(folder, "home");
const monday = path.join(folder, "monday");
const tuesday = path.join(folder, "tuesday");

before(async () => {
  await Promise.all(
    (["monday", "tuesday"] as const).map(async (day) => {
      mkdirSync(path.join(folder, day), { recursive: true });
      await writePracticeDay(path.join(folder, day), day);
    }),
  );
});
/** Holds the database up between the commands that follow; the first two tests start and stop it themselves. */
let server: EmbeddedServer | undefined;
after(async () => {
  await server?.release();
  remove();
});

interface Counted {
  readonly create: number;
  readonly update: number;
  readonly archive: number;
  readonly restore: number;
  readonly keep: number;
}

/** The fields of a run's document that programs may rely on. */
interface RunDocument {
  readonly schemaVersion: number;
  readonly outcome: string;
  readonly run: number;
  readonly plan: { readonly hash: string | null; readonly counts: Readonly<Record<string, Counted>> };
  readonly gates: readonly {
    readonly code: string;
    readonly slice: { readonly type: string; readonly schoolId: number } | null;
    readonly observed: number;
    readonly limit: number;
    readonly verdict: string;
  }[];
  readonly findings: {
    readonly total: number;
    readonly bySeverity: Readonly<Record<string, number>>;
    readonly byCode: Readonly<Record<string, number>>;
  };
  readonly timings: Readonly<Record<string, number>>;
  readonly conflicts?: readonly unknown[];
}

async function muster(...words: string[]): Promise<Ended> {
  const ended = await startMuster(home, words).ended;
  assert.doesNotMatch(ended.stderr + ended.stdout, /^\s+at .+:\d+/m, "a stack trace is nobody's business");
  return ended;
}

function documentOf(ended: Ended): RunDocument {
  return JSON.parse(ended.stdout);
}

function count(document: RunDocument, type: string): Counted {
  const found = document.plan.counts[type];
  assert.ok(found, `${type} is counted`);
  return found;
}

test("syncs an empty home: the district is made, everything is applied, and the document keeps its promises", async () => {
  const ended = await muster("sync", monday, "--json");
  assert.equal(ended.exitCode, 0, ended.stderr);
  assert.match(ended.stderr, /^Reading users\.csv$/m);
  assert.match(ended.stderr, /^Applying$/m);
  const document = documentOf(ended);
  assert.equal(document.schemaVersion, 1);
  assert.equal(document.outcome, "applied");
  assert.match(document.plan.hash ?? "", /^[0-9a-f]{64}$/);
  for (const type of recordTypes)
    assert.deepEqual(Object.keys(count(document, type)), ["create", "update", "archive", "restore", "keep"]);
  assert.deepEqual(count(document, "student"), { create: 180, update: 0, archive: 0, restore: 0, keep: 0 });
  assert.deepEqual(document.gates, []);
  assert.deepEqual(Object.keys(document.findings.bySeverity), ["blocking", "error", "warning", "info"]);
  assert.equal(typeof document.timings.read, "number");
});

test("the same files again change nothing, and everybody is kept", async () => {
  const ended = await muster("sync", monday, "--json");
  assert.equal(ended.exitCode, 0);
  const document = documentOf(ended);
  assert.equal(document.outcome, "no_changes");
  assert.deepEqual(count(document, "student"), { create: 0, update: 0, archive: 0, restore: 0, keep: 180 });
});

test("plans Tuesday, applies what is safe by the plan's hash, and the rest with a reason", async () => {
  server = await joinEmbeddedServer({ home });
  const planned = await muster("plan", tuesday, "--json");
  assert.equal(planned.exitCode, 0);
  const plan = documentOf(planned);
  const hash = plan.plan.hash ?? "";
  const gate = plan.gates.find(({ code }) => code === "gate.removals.many");
  assert.deepEqual([gate?.slice?.type, gate?.verdict], ["student", "hold"]);
  assert.ok((gate?.observed ?? 0) > (gate?.limit ?? 0));
  assert.equal(plan.findings.byCode["enrollment.class.missing"], 1);

  assert.equal((await muster("apply", "abcdef123456")).exitCode, 2);
  const safe = await muster("apply", hash.slice(0, 12));
  assert.equal(safe.exitCode, 5, "the held students still wait");
  assert.equal((await muster("apply", hash)).exitCode, 5, "nothing but held changes is left");
  const unreasoned = await muster("apply", hash, "--approve");
  assert.equal(unreasoned.exitCode, 2);
  assert.match(unreasoned.stderr, /--reason/);
  const word = ["--approve", "--reason", "the school has closed a wing"];
  assert.equal((await muster("apply", hash, ...word, "--only", "staff, removals")).exitCode, 2);
  const rest = await muster("apply", hash, ...word);
  assert.equal(rest.exitCode, 0, rest.stderr);
  assert.equal((await muster("apply", hash, "--approve", "--reason", "again")).exitCode, 8);
});

test("shows how Monday would be taken back, and changes nothing by showing it", async () => {
  const shown = await muster("undo", "1", "--json");
  assert.equal(shown.exitCode, 0, shown.stderr);
  const document = documentOf(shown);
  assert.equal(document.outcome, "held");
  assert.ok(count(document, "student").archive > 0);
  assert.ok(Array.isArray(document.conflicts));
  const exported = path.join(folder, "exported");
  assert.equal((await muster("export", exported)).exitCode, 0);
  const students = readFileSync(path.join(exported, "users.csv"), "utf8").match(/,student,/g) ?? [];
  assert.equal(students.length, 170);
});

test("answers a wrong way of typing with exit code 2 and what to type instead", async () => {
  const wrong = [["sync"], ["synk", monday], ["undo", "one"], ["setting", "set", "gate.policy", "maybe"], []];
  await Promise.all(
    wrong.map(async (words) => {
      const ended = await muster(...words);
      assert.equal(ended.exitCode, 2, words.join(" "));
      assert.notEqual(ended.stderr, "");
    }),
  );
  assert.match((await muster("synk", monday)).stderr, /Did you mean sync/);
  assert.equal((await muster("sync", monday, "--district", "Elm")).exitCode, 2);
});

test("prints one JSON document also where the words typed mean nothing", async () => {
  const wrong = [["undo", "abc"], ["check"], ["sync"], ["why"], ["frob"], ["source", "add", "ftp"], ["run"]];
  await Promise.all(
    wrong.map(async (words) => {
      const ended = await muster(...words, "--json");
      assert.equal(ended.exitCode, 2, words.join(" "));
      const { schemaVersion, outcome, error } = JSON.parse(ended.stdout);
      assert.deepEqual([schemaVersion, outcome, error.code], [1, "failed", "usage"], words.join(" "));
      assert.doesNotMatch(error.what, /outputHelp|^error:/);
    }),
  );
  const file = path.join(folder, "both.csv");
  const { stdout } = await muster("run", "report", "1", "--csv", file, "--json");
  assert.deepEqual(JSON.parse(stdout).files, [file, path.join(folder, "both-findings.csv")]);
});

test("says that a folder is not there with exit code 6, also as JSON", async () => {
  const ended = await muster("sync", path.join(folder, "nowhere"), "--json");
  assert.equal(ended.exitCode, 6);
  assert.match(ended.stderr, /\[source\.path\.missing\]/);
  const { outcome, error } = JSON.parse(ended.stdout);
  assert.deepEqual([outcome, error.code], ["failed", "source.path.missing"]);
});

test("checks files without a database, and refuses those that a sync would refuse", async () => {
  const elsewhere = path.join(folder, "no-home");
  const sound = await startMuster(elsewhere, ["check", tuesday, "--json"]).ended;
  assert.equal(sound.exitCode, 0, sound.stderr);
  const report = JSON.parse(sound.stdout);
  assert.deepEqual([report.outcome, report.format], ["accepted", "oneroster-1.1"]);
  assert.equal(report.findings.byCode["enrollment.class.missing"], 1);
  const broken = path.join(folder, "broken");
  mkdirSync(broken);
  writeFileSync(path.join(broken, "users.csv"), "sourcedId,status\n1,\n");
  const refused = await startMuster(elsewhere, ["check", broken]).ended;
  assert.equal(refused.exitCode, 4);
  assert.match(refused.stdout, /What to do/);
  assert.equal((await muster("sync", broken)).exitCode, 4);
  assert.throws(() => readFileSync(elsewhere), /ENOENT/);
});

test("lets two syncs of one district wait for each other, and a killed one leave nothing behind", async () => {
  await startMuster(home, ["district", "create", "Elm"]).ended;
  const elm = ["--district", "Elm", "--json"];
  const env = { MUSTER_TESTING: "1", MUSTER_CRASH_AT: "mid-apply" };
  const killed = await startMuster(home, ["sync", monday, ...elm], env).ended;
  assert.deepEqual([killed.exitCode, killed.signal], [null, "SIGKILL"]);
  const both = await Promise.all([muster("sync", monday, ...elm), muster("sync", monday, ...elm)]);
  assert.deepEqual(
    both.map(({ exitCode }) => exitCode),
    [0, 0],
    both[0].stderr + both[1].stderr,
  );
  assert.deepEqual(both.map((ended) => documentOf(ended).outcome).sort(), ["applied", "no_changes"]);
});

test("says on Ctrl-C that nothing was changed, and ends with 130", async () => {
  await startMuster(home, ["district", "create", "Ash"]).ended;
  const running = startMuster(home, ["sync", monday, "--district", "Ash"]);
  await running.says("Opening the files");
  running.child.kill("SIGINT");
  const ended = await running.ended;
  assert.equal(ended.exitCode, 130, ended.stderr);
  assert.match(ended.stderr, /Nothing was changed/);
  const listed = JSON.parse((await muster("run", "list", "--json", "--district", "Ash")).stdout);
  assert.equal(listed.runs[0].outcome, "cancelled");
  const again = documentOf(await muster("sync", monday, "--district", "Ash", "--json"));
  assert.deepEqual([again.outcome, count(again, "student").create], ["applied", 180]);
});

test("answers why a student is there, and what a person changed since", async () => {
  const elm = ["--district", "Elm"];
  const asked = await muster("why", "S-0000407", ...elm);
  assert.equal(asked.exitCode, 0, asked.stderr);
  assert.match(asked.stdout, /because row 8 of users\.csv lists it so/);
  assert.equal(
    (await muster("why", "Chukwu", ...elm)).exitCode,
    2,
    "namesakes are listed, nobody is guessed",
  );
  assert.equal((await muster("person", "edit", "S-0000407", "--email", "nowhere", ...elm)).exitCode, 7);
  const edited = await muster("person", "edit", "S-0000407", "--email", "s407@example.org", ...elm);
  assert.equal(edited.exitCode, 0, edited.stderr);
  const field = await muster("why", "S-0000407", "--field", "email", "--json", ...elm);
  assert.equal(JSON.parse(field.stdout).field.held, "s407@example.org");
});

test("links a source's school to one school and no second, and lists what feeds which", async () => {
  const elm = ["--district", "Elm"];
  assert.equal((await muster("school", "add", "New Elementary", "--number", "0077", ...elm)).exitCode, 0);
  assert.equal((await muster("school", "link", "new elementary", "0077", ...elm)).exitCode, 0);
  const taken = await muster("school", "link", "Cedar Hill Middle School", "0077", ...elm);
  assert.equal(taken.exitCode, 7, "one org feeds one school");
  const { schools } = JSON.parse((await muster("school", "list", "--json", ...elm)).stdout);
  const made = schools.find(({ name }: { name: string }) => name === "New Elementary");
  assert.deepEqual(
    [made.identifier, made.links[0].sourcedId, made.links[0].isListed],
    ["0077", "0077", false],
  );
});

test("takes the link of a class away, says who stays, and ties it again at undo", async () => {
  const elm = ["--district", "Elm"];
  const gone = await muster("classroom", "unlink", "C-0000001", ...elm);
  assert.match(gone.stdout, /^C-0000001 no longer feeds .+\. \d+ people whom it brought are in it still\.$/m);
  const run = /npx muster undo (\d+) --apply --district Elm/.exec(gone.stdout)?.[1] ?? "";
  const why = await muster("why", "C-0000001", ...elm);
  assert.match(why.stdout, /Somebody took away its link to a class in Muster/);
  assert.equal(documentOf(await muster("undo", run, "--apply", "--json", ...elm)).outcome, "applied");
});

test("shows and reports a run: as a screen, as tables for a spreadsheet, as JSON", async () => {
  const shown = await muster("run", "show", "1", "--json", "--district", "default");
  assert.equal(JSON.parse(shown.stdout).outcome, "applied");
  const csv = path.join(folder, "changes.csv");
  assert.equal((await muster("run", "report", "1", "--csv", csv, "--district", "default")).exitCode, 0);
  assert.equal(readFileSync(csv, "utf8").trimEnd().split("\r\n").length, 1947);
  const report = JSON.parse((await muster("run", "report", "1", "--json", "--district", "default")).stdout);
  assert.equal(report.changes.length, 1946);
  assert.equal((await muster("run", "show", "999", "--district", "default")).exitCode, 2);
});

test("tells whoever helps what is there, and no secret", async () => {
  const ended = await startMuster(home, ["doctor", "--json"]).ended;
  assert.equal(ended.exitCode, 0, ended.stderr);
  const { database, keysReadable } = JSON.parse(ended.stdout);
  assert.deepEqual([database.kind, database.settings.fsync, keysReadable], ["embedded", "on", true]);
  assert.deepEqual(
    database.districts.map(({ name }: { name: string }) => name),
    ["default", "Elm", "Ash"],
  );
  const secret = readFileSync(path.join(home, "keys", "database-secret"), "utf8");
  assert.equal(ended.stdout.includes(secret), false);
});

test("proposes commands that work as they stand, also among several districts", async () => {
  const elm = ["--district", "Elm"];
  const nothing = await muster("person", "edit", "Floyd Reddale", ...elm);
  assert.match(nothing.stderr, /person edit "Floyd Reddale" --email new@example\.org --district Elm$/m);
  const edited = await muster("person", "edit", "S-0000407", "--home-phone", "555-0107", ...elm);
  assert.match(edited.stdout, /npx muster undo \d+ --district Elm$/m);
  const unreasoned = await muster("apply", "abcdef123456", "--approve", ...elm);
  assert.match(unreasoned.stderr, /--reason "…" --district Elm$/m);
  const made = await muster("school", "add", "Ash Elementary", ...elm);
  assert.match(made.stdout, /school link \d+ <sourcedId> --district Elm$/m);
  const shown = await muster("run", "show", "1", ...elm);
  assert.match(shown.stdout, /run report 1 --district Elm$/m);
});
