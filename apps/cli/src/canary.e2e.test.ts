import assert from "node:assert/strict";
import { readdirSync, readFileSync } from "node:fs";
import { readdir, readFile, rm, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { type Database, openDatabase } from "@muster/sync/database/database.ts";
import { readEveryRow } from "@muster/sync/database/test-every-row.ts";
import { startMailServer, type TestMailServer } from "@muster/sync/notice/test-mail-server.ts";
import { startReceiver, type TestReceiver } from "@muster/sync/notice/test-receiver.ts";
import {
  enrollment,
  type Roster,
  smallRoster,
  student,
  writeRoster,
} from "@muster/sync/run/test-district.ts";
import {
  goodPassword,
  startSftpServer,
  type TestSftpServer,
} from "@muster/sync/source/sftp/test-sftp-server.ts";
import { type MusterProcess, startMuster, temporaryFolder } from "./muster-process.ts";

/**
 * A service lives through a sync, a hold, files that are refused and a sign-in that is refused. One child and all
 * passwords are looked for wherever something is kept, written or sent.
 */
const { folder, remove } = temporaryFolder();
const home = path.join(folder, "home");

const mailPassword = "M4il-Canary-Pa55";
const wrongPassword = "Wr0ng-Canary-Pa55";
/** In the files of the roster, in a column that nothing needs. */
const rosterPassword = "R0ster-Canary-Pa55";
const child = /zebulon|quagmire|z-4711|2125554711/i;

const more = { email: "zebulon@home.example.org", phone: "2125554711", password: rosterPassword };
const withChild: Roster = {
  ...smallRoster,
  users: [...smallRoster.users, student("z-4711", "S1", "Zebulon", "Quagmire", more)],
  enrollments: [...smallRoster.enrollments, enrollment("e-z-4711", "C1", "S1", "z-4711", "student")],
};
/** All that a person's record, its plan and what is wrong with it need. No other table may name anybody. */
const tablesOfPeople = [
  ...["public.link", "public.person", "public.plan_change", "public.plan_line"],
  ...["public.source_enrollment", "public.source_user"],
];

let mail: TestMailServer;
let receiver: TestReceiver;
/** What every process has said, by what was typed. */
const said: { readonly words: string; readonly text: string }[] = [];

before(async () => {
  mail = await startMailServer({ asksSignIn: true });
  receiver = await startReceiver();
});
after(async () => {
  await mail.close();
  await receiver.close();
  remove();
});

function start(...words: string[]): MusterProcess {
  const started = startMuster(home, words, {
    MUSTER_ALLOW_PRIVATE_HOSTS: "1",
    MUSTER_SMTP_URL: mail.url.replace("//", `//roster:${mailPassword}@`),
    MUSTER_MAIL_FROM: "Muster <muster@oak.example.org>",
  });
  void started.ended.then(({ stdout, stderr }) =>
    said.push({ words: words.join(" "), text: `${stdout}\n${stderr}` }),
  );
  return started;
}

async function muster(...words: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await start(...words).ended;
  assert.equal(exitCode, 0, `muster ${words.join(" ")}: ${stdout} ${stderr}`);
  return stdout;
}

/** Lays a roster down at the site, as of an hour ago. */
async function layDown(site: TestSftpServer, roster: Roster): Promise<void> {
  const place = path.join(folder, "roster");
  await writeRoster(place, roster);
  const mtime = Math.floor(Date.now() / 1000) - 3600;
  for (const name of await readdir(place))
    site.files.set(`/out/${name}`, { bytes: await readFile(path.join(place, name)), mtime });
  await rm(place, { recursive: true });
}

/** Sets everything up as a person does. @returns the secret of the webhook, which is shown once */
async function setUp(site: TestSftpServer): Promise<string> {
  const passwordFile = path.join(folder, "password");
  await writeFile(passwordFile, goodPassword);
  await muster(
    ...["source", "add", "sftp", "--host", "127.0.0.1", "--port", String(site.port), "--path", "/out"],
    ...["--login", "oak", "--password-file", passwordFile, "--host-key", site.fingerprint],
  );
  await rm(passwordFile);
  await muster("source", "test", "2");
  await muster("source", "enable", "2");
  await muster("notice", "add", "mail", "kim@oak.example.org");
  const added = await start("notice", "add", "webhook", receiver.url, "--json").ended;
  return String(JSON.parse(added.stdout).secret);
}

/** Asks for a sync and waits until a service has ended it. */
async function sync(service: MusterProcess, end: RegExp): Promise<void> {
  let text = "";
  const seen = new Promise<void>((resolve) =>
    service.child.stdout.on("data", (data) => {
      text += String(data);
      if (end.test(text)) resolve();
    }),
  );
  await muster("queue", "add", "2");
  await Promise.race([seen, service.ended.then(({ stderr }) => assert.fail(stderr))]);
}

async function live(t: TestContext, site: TestSftpServer, db: Database): Promise<void> {
  const service = start("serve", "--places", "1");
  t.after(() => service.child.kill("SIGKILL"));
  await sync(service, /"is":"done".*"outcome":"applied"/);
  await layDown(site, { ...withChild, enrollments: [] });
  await sync(service, /"is":"done".*"outcome":"held"/);
  await layDown(site, { ...withChild, users: withChild.users.toReversed() });
  // Without the names of its columns the file begins with the child.
  const users = site.files.get("/out/users.csv");
  if (users !== undefined) users.bytes = users.bytes.subarray(users.bytes.indexOf("\n") + 1);
  await sync(service, /"is":"done".*"outcome":"rejected_input"/);
  await changePassword(db);
  await sync(service, /"is":"dead".*source\.sign-in\.refused/);
  service.child.kill("SIGTERM");
  assert.equal((await service.ended).exitCode, 0);
}

/** As if the password had been changed over there, after the last look. */
async function changePassword(db: Database): Promise<void> {
  const file = path.join(folder, "password");
  await writeFile(file, wrongPassword);
  await muster("source", "set", "2", "--password-file", file);
  await rm(file);
  assert.equal((await start("source", "test", "2").ended).exitCode, 6);
  await db.session(1, (session) =>
    session.write((tx) =>
      tx.query(
        "update source set state = 'enabled', looked_at = now() where district_id = 1 and source_id = 2",
      ),
    ),
  );
}

/** Another service begins with what is still to be told. */
async function tell(t: TestContext): Promise<void> {
  const service = start("serve", "--places", "1");
  t.after(() => service.child.kill("SIGKILL"));
  for (const began = performance.now(); mail.mails.length < 2 || receiver.calls.length < 2; ) {
    assert.ok(
      performance.now() - began < 60_000,
      `${mail.mails.length} mails, ${receiver.calls.length} calls`,
    );
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  service.child.kill("SIGTERM");
  await service.ended;
}

test("no password is anywhere in clear, and a child only where its record is", async (t) => {
  const site = await startSftpServer(t);
  await layDown(site, withChild);
  await muster("district", "create", "Oak Grove");
  const db = await openDatabase({ home });
  t.after(() => db.close());
  const webhookSecret = await setUp(site);
  await live(t, site, db);
  await tell(t);
  await muster("source", "show", "2");
  await muster("queue", "list", "--dead");

  const secrets = [goodPassword, wrongPassword, mailPassword, rosterPassword, webhookSecret, "S3cretKey"];
  const isSecret = (text: string): string | undefined =>
    secrets.find((secret) => written(secret).some((form) => text.includes(form)));
  assert.equal(isSecret(String(site.files.get("/out/users.csv")?.bytes)), rosterPassword, "it was sent");
  const tables = await readEveryRow(home);
  const people = [...tables].filter(([, rows]) => child.test(rows));
  assert.deepEqual(
    people.map(([table]) => table),
    tablesOfPeople,
  );
  for (const [table, rows] of tables) assert.equal(isSecret(rows), undefined, table);
  for (const { words, text } of said) {
    // Shown this once, to whoever names the receiver.
    const kept = words.startsWith("notice add webhook") ? text.replace(webhookSecret, "") : text;
    assert.equal(isSecret(kept), undefined, `muster ${words}`);
    assert.doesNotMatch(text, child, `muster ${words}`);
  }
  for (const sent of [...mail.mails, ...receiver.calls.map(({ body }) => body)]) {
    assert.equal(isSecret(JSON.stringify(sent)), undefined);
    assert.doesNotMatch(JSON.stringify(sent), child);
  }
  for (const file of filesOf(home)) {
    const text = readFileSync(file, "latin1");
    assert.equal(isSecret(text), undefined, file);
    assert.doesNotMatch(text, child, file);
  }
});

/** The forms in which something may be written down in clear. */
function written(text: string): readonly string[] {
  const bytes = Buffer.from(text);
  const whole = bytes.toString("base64").slice(0, Math.floor(bytes.length / 3) * 4);
  return [text, bytes.toString("hex"), whole, encodeURIComponent(text)];
}

/** All files of the home but those of the database itself; its log is among them. */
function filesOf(place: string): readonly string[] {
  return readdirSync(place, { withFileTypes: true }).flatMap((entry) => {
    const at = path.join(place, entry.name);
    if (entry.isDirectory()) return at === path.join(home, "postgres") ? [] : filesOf(at);
    return entry.isFile() ? [at] : [];
  });
}
