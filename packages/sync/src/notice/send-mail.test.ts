import assert from "node:assert/strict";
import { after, test } from "node:test";
import { Fault } from "../fault.ts";
import { buildMail } from "./build-mail.ts";
import { sendMail } from "./send-mail.ts";
import { readSmtpUrl } from "./smtp-options.ts";
import { type MailManner, startMailServer, type TestMailServer } from "./test-mail-server.ts";

const servers: TestMailServer[] = [];
after(() => Promise.all(servers.map((server) => server.close())));

async function serve(manner: MailManner = {}): Promise<TestMailServer> {
  const server = await startMailServer(manner);
  servers.push(server);
  return server;
}

const notice = {
  ...{ from: "Muster <muster@oak.example.org>", to: "kim@oak.example.org" },
  ...{
    subject: "[Oak – Süd] Sync waiting for you: 1,284 changes",
    text: "The sync waits.\n.\nNothing was changed – yet.\n",
  },
  ...{ at: new Date("2026-11-18T02:20:00Z"), identity: [1, 7, "x"], thread: [1, "source 3", 1] },
};
const quick = { connectMs: 2000, idleMs: 400 };

async function faultOf(server: TestMailServer, url = server.url): Promise<Fault & { handedOver: boolean }> {
  let handedOver = false;
  const mail = await buildMail(notice);
  const onHandingOver = async (): Promise<void> => {
    handedOver = true;
  };
  const error: unknown = await sendMail(url, mail, onHandingOver, quick).catch((thrown) => thrown);
  assert.ok(error instanceof Fault, `no fault but ${error}`);
  assert.equal(error.cause, undefined);
  assert.doesNotMatch(JSON.stringify(error.facts) + error.message, /kim|oak|S3cret/);
  return Object.assign(error, { handedOver });
}

test("gives a mail to the server, once, with the headers of an automatic one", async () => {
  const server = await serve();
  const points: string[] = [];
  await sendMail(server.url, await buildMail(notice), async () => {
    points.push(`handing over after ${server.heard.at(-1)}, ${server.mails.length} taken`);
  });
  assert.deepEqual(points, ["handing over after DATA, 0 taken"]);
  const [mail] = server.mails;
  assert.equal(server.mails.length, 1);
  assert.equal(mail?.to, "kim@oak.example.org");
  assert.match(mail?.text ?? "", /Auto-Submitted: auto-generated/);
  assert.match(mail?.text ?? "", /\n\.\nNothing was changed – yet\./);
  assert.match(mail?.messageId ?? "", /^<[0-9a-f]{32}@oak\.example\.org>$/);
  const again = await buildMail(notice);
  assert.ok(
    Buffer.from(again.bytes)
      .toString()
      .includes(mail?.messageId ?? "none"),
    "another attempt is another mail",
  );
});

test("knows who refused what, and whether it was being given the message", async () => {
  const cases: readonly (readonly [MailManner, string, string, boolean])[] = [
    [{ rcpt: "550 5.1.1 no such user kim@oak.example.org" }, "mail.address.refused", "never", false],
    [{ rcpt: "450 4.2.0 greylisted" }, "mail.server.busy", "later", false],
    [{ message: "554 5.7.1 spam" }, "mail.message.refused", "never", true],
    [{ message: "451 4.3.0 later" }, "mail.server.busy", "later", true],
    [{ drops: "kept" }, "mail.answer.lost", "later", true],
    [{ slowMs: 900 }, "mail.server.unreachable", "later", false],
  ];
  for (const [manner, code, retry, handedOver] of cases) {
    const fault = await faultOf(await serve(manner));
    assert.deepEqual([fault.code, fault.retry, fault.handedOver], [code, retry, handedOver]);
  }
});

test("a slow server is waited for", async () => {
  const server = await serve({ slowMs: 150 });
  await sendMail(server.url, await buildMail(notice), async () => undefined, quick);
  assert.equal(server.mails.length, 1);
});

test("signs in where it is asked to, and tells a refusal without the password", async () => {
  const server = await serve({ asksSignIn: true });
  const url = server.url.replace("//", "//roster:S3cret%21@");
  await sendMail(url, await buildMail(notice), async () => undefined, quick);
  assert.ok(server.heard.includes("AUTH"));
  const refused = await serve({ asksSignIn: true, signIn: "535 5.7.8 S3cret! is wrong" });
  assert.equal(
    (await faultOf(refused, refused.url.replace("//", "//roster:S3cret%21@"))).code,
    "mail.sign-in.refused",
  );
});

test("nobody there is told as that", async () => {
  const server = await serve();
  await server.close();
  servers.splice(servers.indexOf(server), 1);
  assert.equal((await faultOf(server)).code, "mail.server.unreachable");
});

test("a password goes over encrypted connections alone, but for this machine's own", () => {
  assert.equal(readSmtpUrl("smtp://a:b@mail.example.org").connection.requireTLS, true);
  assert.equal(readSmtpUrl("smtps://a:b@mail.example.org").connection.port, 465);
  assert.equal(readSmtpUrl("smtp://mail.example.org").connection.port, 587);
  assert.equal(readSmtpUrl("smtp://a:b@127.0.0.1:2525").connection.requireTLS, false);
  assert.deepEqual(readSmtpUrl("smtp://a%40b:p%3Aw@mail.example.org").signIn, { user: "a@b", pass: "p:w" });
  for (const wrong of ["", "mail.example.org", "https://mail.example.org", "smtp://"])
    assert.throws(() => readSmtpUrl(wrong), { code: "mail.settings.invalid" });
});

test("a sender that is no address is a mistake of the installation's settings", async () => {
  await assert.rejects(buildMail({ ...notice, from: "Muster" }), { code: "mail.settings.invalid" });
});
