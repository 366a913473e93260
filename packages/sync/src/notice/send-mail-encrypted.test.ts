import assert from "node:assert/strict";
import { after, test } from "node:test";
import { getCACertificates, setDefaultCACertificates } from "node:tls";
import { Fault } from "../fault.ts";
import { type TestCertificate, testCertificate } from "../source/network/test-certificate.ts";
import { buildMail } from "./build-mail.ts";
import { sendMail } from "./send-mail.ts";
import { type MailManner, startMailServer, type TestMailServer } from "./test-mail-server.ts";

const day = 86_400_000;
const trusted = testCertificate("mail.example.org", new Date(Date.now() - day), new Date(Date.now() + day));
const unknown = testCertificate("mail.example.org", new Date(Date.now() - day), new Date(Date.now() + day));
const expired = testCertificate(
  "mail.example.org",
  new Date(Date.now() - 3 * day),
  new Date(Date.now() - day),
);
const before = getCACertificates("default");
setDefaultCACertificates([...before, trusted.cert, expired.cert]);

const servers: TestMailServer[] = [];
after(async () => {
  setDefaultCACertificates(before);
  await Promise.all(servers.map((server) => server.close()));
});

type Beginning = NonNullable<MailManner["encryption"]>["begins"];

/** A server that asks for a sign-in; it is not this machine's own for who looks at its address alone. */
async function serve(certificate: TestCertificate | undefined, begins: Beginning): Promise<TestMailServer> {
  const encryption = certificate === undefined ? {} : { encryption: { certificate, begins } };
  const server = await startMailServer({ asksSignIn: true, ...encryption }, 0, "127.0.0.2");
  servers.push(server);
  return server;
}

async function send(server: TestMailServer): Promise<void> {
  const mail = await buildMail({
    ...{ from: "Muster <muster@oak.example.org>", to: "kim@oak.example.org", subject: "Sync waits" },
    ...{ text: "It waits.\n", at: new Date("2026-11-18T02:20:00Z"), identity: [1], thread: [1] },
  });
  const url = server.url.replace("//", "//roster:S3cret@");
  await sendMail(url, mail, async () => undefined, { connectMs: 2_000, idleMs: 2_000 });
}

/** Linux answers on all of 127.0.0.0/8, other systems on its first address alone. */
const skip = process.platform !== "linux";

for (const begins of ["at-once", "on-request"] as const) {
  const how = begins === "at-once" ? "from the first byte" : "by STARTTLS";

  test(`a mail goes to a server with a certificate that can be verified, encrypted ${how}`, {
    skip,
  }, async () => {
    const server = await serve(trusted, begins);
    await send(server);
    assert.equal(server.mails.length, 1);
    assert.ok(server.heard.includes("AUTH"));
    if (begins === "on-request")
      assert.ok(server.heard.indexOf("STARTTLS") < server.heard.indexOf("AUTH"), String(server.heard));
  });

  test(`neither a password nor a mail goes to a server that cannot be verified, encrypted ${how}`, {
    skip,
  }, async () => {
    for (const certificate of [unknown, expired]) {
      const server = await serve(certificate, begins);
      await assertRefused(server);
    }
  });
}

test("no password goes to a server that offers no encryption, whatever somebody on the way has left out", {
  skip,
}, async () => {
  await assertRefused(await serve(undefined, "on-request"));
});

async function assertRefused(server: TestMailServer): Promise<void> {
  const fault: unknown = await send(server).catch((error: unknown) => error);
  assert.ok(fault instanceof Fault, String(fault));
  assert.deepEqual([fault.code, fault.retry], ["mail.tls.refused", "later"]);
  assert.doesNotMatch(JSON.stringify(fault.facts) + fault.message, /S3cret|kim/);
  assert.deepEqual(server.mails, []);
  assert.ok(!server.heard.some((line) => /^(AUTH|MAIL|RCPT|DATA)/.test(line)), String(server.heard));
}
