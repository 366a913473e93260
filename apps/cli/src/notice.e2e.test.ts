import assert from "node:assert/strict";
import path from "node:path";
import { after, before, test } from "node:test";
import { startMailServer, type TestMailServer } from "@muster/sync/notice/test-mail-server.ts";
import { startReceiver, type TestReceiver } from "@muster/sync/notice/test-receiver.ts";
import { type Ended, startMuster, temporaryFolder } from "./muster-process.ts";

const { folder, remove } = temporaryFolder();
const home = path.join(folder, "home");
let mail: TestMailServer;
let receiver: TestReceiver;

before(async () => {
  mail = await startMailServer();
  receiver = await startReceiver();
});
after(async () => {
  await mail.close();
  await receiver.close();
  remove();
});

/** Types a command on a machine whose operator has set up a mail server and allows private hosts. */
async function muster(...words: string[]): Promise<Ended> {
  const env = {
    MUSTER_SMTP_URL: mail.url.replace("//", "//roster:P4ssw0rd@"),
    MUSTER_MAIL_FROM: "Muster <muster@oak.example.org>",
    MUSTER_ALLOW_PRIVATE_HOSTS: "1",
  };
  mail.manner.asksSignIn = true;
  return startMuster(home, words, env).ended;
}

test("an operator names who is told, and tries whether it arrives", async () => {
  assert.equal((await muster("district", "create", "Oak Grove")).exitCode, 0);
  assert.match((await muster("notice", "list")).stdout, /Nobody is told/);
  const added = await muster("notice", "add", "mail", "kim@oak.example.org", "--only", "held,recovered");
  assert.equal(added.exitCode, 0, added.stderr);
  const hook = JSON.parse((await muster("notice", "add", "webhook", receiver.url, "--json")).stdout);
  assert.match(hook.secret, /^whsec_/);

  const tried = await muster("notice", "test");
  assert.equal(tried.exitCode, 0, tried.stderr);
  assert.match(mail.mails[0]?.subject ?? "", /Muster can reach you/);
  assert.equal(receiver.calls.length, 1);

  const listed = await muster("notice", "list");
  assert.match(listed.stdout, /1 +mail +kim@oak\.example\.org +held, recovered +reached on/);
  assert.match(listed.stdout, /2 +webhook +127\.0\.0\.1:\d+ +all +reached on/);
  for (const { stdout, stderr } of [added, tried, listed])
    assert.doesNotMatch(stdout + stderr, /P4ssw0rd|S3cretKey|whsec_/);
});

test("a trial that is refused says why and what to do, without a password", async () => {
  mail.manner.rcpt = "550 5.1.1 no such user P4ssw0rd";
  receiver.manner.status = 500;
  const tried = await muster("notice", "test");
  assert.equal(tried.exitCode, 1);
  assert.match(tried.stdout, /mail\.address\.refused/);
  assert.match(tried.stdout, /webhook\.answer\.refused/);
  assert.doesNotMatch(tried.stdout + tried.stderr, /P4ssw0rd|S3cretKey/);
  assert.match((await muster("notice", "list")).stdout, /not reached since .*mail\.address\.refused/);
  const asJson = JSON.parse((await muster("notice", "test", "1", "--json")).stdout);
  assert.deepEqual(
    asJson.tried.map((one: { problem: string }) => one.problem),
    ["mail.address.refused"],
  );
});

test("what was typed wrong is a usage error, and nobody is told after they were removed", async () => {
  assert.equal((await muster("notice", "add", "pigeon", "kim@oak.example.org")).exitCode, 2);
  assert.equal(
    (await muster("notice", "add", "mail", "kim@oak.example.org", "--only", "gossip")).exitCode,
    2,
  );
  assert.equal((await muster("notice", "add", "mail", "kim")).exitCode, 2);
  assert.equal((await muster("notice", "remove", "7")).exitCode, 2);
  for (const number of ["1", "2"]) assert.equal((await muster("notice", "remove", number)).exitCode, 0);
  const calls = receiver.calls.length;
  assert.equal((await muster("notice", "test")).exitCode, 0);
  assert.equal(receiver.calls.length, calls);
});
