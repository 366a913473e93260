import assert from "node:assert/strict";
import { createHash, generateKeyPairSync } from "node:crypto";
import { test } from "node:test";
import ssh2 from "ssh2";
import { innerHosts } from "../network/test-inner-hosts.ts";
import { makeKeyPair, readableKey } from "./make-key-pair.ts";
import { sftpSource } from "./sftp-source.ts";
import { connectionTo } from "./test-sftp-connection.ts";
import { goodPassword, startSftpServer, type TestSftpServer } from "./test-sftp-server.ts";
import { startSshd, withoutSshd } from "./test-sshd.ts";

function lay({ files }: TestSftpServer): void {
  const mtime = Date.parse("2026-03-01T19:00:00Z") / 1000;
  for (const name of ["classes", "enrollments", "users"])
    files.set(`/out/${name}.csv`, { bytes: Buffer.from("sourcedId\n"), mtime });
}

test("sends a wrong password once, and none to a server with another key (A17, A18)", async (t) => {
  const server = await startSftpServer(t);
  lay(server);
  const wrong = connectionTo(t, server, { password: "Sesame-2" });
  await assert.rejects(sftpSource.fetch(wrong), (error: Error) => {
    assert.deepEqual("code" in error && error.code, "source.sign-in.refused");
    assert.doesNotMatch(`${error.stack}${JSON.stringify(error)}${error.cause}`, /Sesame-2/);
    return true;
  });
  assert.deepEqual(server.tried, ["password Sesame-2"]);
  await assert.rejects(
    sftpSource.fetch(connectionTo(t, server, { "host-key": `SHA256:${"x".repeat(43)}` })),
    {
      code: "source.hostkey.changed",
    },
  );
  assert.deepEqual(server.tried, ["password Sesame-2"]);
});

test("sends no second password to a server that ends the connection instead of answering (A17)", async (t) => {
  const server = await startSftpServer(t, { dropsSignIn: true });
  const connection = connectionTo(t, server);
  await assert.rejects(sftpSource.fetch(connection), {
    code: "source.transfer.cut",
    retry: "later",
    facts: { host: "127.0.0.1", reason: "signing-in" },
  });
  assert.deepEqual([server.tried, connection.waits], [["password"], []]);
});

test("answers a server that asks for the password instead of taking it", async (t) => {
  const server = await startSftpServer(t, { asksOnly: true });
  lay(server);
  await sftpSource.fetch(connectionTo(t, server));
  await assert.rejects(sftpSource.fetch(connectionTo(t, server, { password: "Sesame-2" })), {
    code: "source.sign-in.refused",
  });
  assert.deepEqual(server.tried, [`asked ${goodPassword}`, "asked Sesame-2"]);
});

test("a password never makes up for a key that is refused, and is the second half where a site wants both", async (t) => {
  const server = await startSftpServer(t);
  lay(server);
  const pair = makeKeyPair("oak");
  const connection = connectionTo(t, server, { "private-key": pair.privateKey });
  await assert.rejects(sftpSource.look(connection), { code: "source.sign-in.refused" });
  assert.deepEqual(server.tried, [], "no password was sent");
  server.authorized.add(pair.publicKey);
  await sftpSource.look(connection);
  server.mischief.wantsBoth = true;
  await sftpSource.look(connection);
  assert.deepEqual(server.tried, [`password ${goodPassword}`]);
});

test("opens no connection to a host inside a network, however it is written", async (t) => {
  const server = await startSftpServer(t);
  lay(server);
  for (const host of innerHosts) {
    const connection = connectionTo(t, server, { host }, { allowsPrivateHosts: false });
    await assert.rejects(
      sftpSource.look(connection),
      { code: /^source\.(?:host\.private|address\.invalid)$/, retry: "never" },
      host,
    );
  }
  assert.equal(server.counts.connections, 0);
});

test("says which half of the set-up is missing or cannot be read, and repeats no key", async (t) => {
  const server = await startSftpServer(t);
  const look = (values: Readonly<Record<string, string>>): Promise<unknown> =>
    sftpSource.look(connectionTo(t, server, values));
  await assert.rejects(look({ password: "" }), { code: "source.field.missing" });
  await assert.rejects(look({ port: "0" }), { code: "source.address.invalid" });
  await assert.rejects(look({ host: "roster:Sesame-1@127.0.0.1" }), { code: "source.address.invalid" });
  const secret = createHash("sha256").update("x").digest("base64");
  const key = `-----BEGIN OPENSSH PRIVATE ${"KEY"}-----\n${secret}\n-----END OPENSSH PRIVATE ${"KEY"}-----`;
  await assert.rejects(look({ "private-key": key }), (error: Error) => {
    assert.deepEqual("code" in error && error.code, "source.key.unreadable");
    return !`${error.stack}${JSON.stringify(error)}`.includes(secret.slice(0, 10));
  });
});

test("makes a key pair whose public half goes into one line", () => {
  const { publicKey, privateKey, fingerprint } = makeKeyPair("muster: oak & maple");
  assert.match(publicKey, /^ssh-ed25519 [A-Za-z0-9+/=]+ muster:-oak-maple$/);
  assert.match(fingerprint, /^SHA256:[A-Za-z0-9+/]{43}$/);
  const key = ssh2.utils.parseKey(privateKey);
  assert.ok(!(key instanceof Error) && key.isPrivateKey());
  const signed = key.sign("roster");
  assert.ok(!(signed instanceof Error) && key.verify("roster", signed));
  assert.notEqual(makeKeyPair("oak").fingerprint, fingerprint);
});

test("reads private keys in the forms in which administrators have them", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 }).privateKey;
  const ec = generateKeyPairSync("ec", { namedCurve: "P-256" }).privateKey;
  const ed25519 = generateKeyPairSync("ed25519").privateKey;
  const locked = { type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase: "Sesame-3" } as const;
  for (const [text, passphrase] of [
    [rsa.export({ type: "pkcs1", format: "pem" }), ""],
    [rsa.export({ type: "pkcs8", format: "pem" }), ""],
    [ec.export({ type: "pkcs8", format: "pem" }), ""],
    [rsa.export(locked), "Sesame-3"],
    [ed25519.export({ type: "pkcs8", format: "pem" }), ""],
    [ed25519.export(locked), "Sesame-3"],
    [makeKeyPair("oak").privateKey.replaceAll("\n", "\r\n"), ""],
  ] as const) {
    const key = ssh2.utils.parseKey(readableKey(String(text), passphrase), passphrase || undefined);
    assert.ok(!(key instanceof Error), String(text).slice(0, 40));
  }
});

test("signs in with an Ed25519 key as openssl writes it (PKCS#8)", { skip: withoutSshd }, async (t) => {
  if (withoutSshd !== false) return;
  const { privateKey, publicKey } = generateKeyPairSync("ed25519");
  const sshd = await startSshd({ after: (work) => t.after(work) });
  const parsed = ssh2.utils.parseKey(
    readableKey(String(privateKey.export({ type: "pkcs8", format: "pem" })), ""),
  );
  assert.ok(!(parsed instanceof Error) && parsed.isPrivateKey());
  const point = Buffer.from(publicKey.export({ format: "jwk" }).x ?? "", "base64url");
  assert.ok(parsed.getPublicSSH().subarray(-32).equals(point));
  sshd.authorize(`ssh-ed25519 ${parsed.getPublicSSH().toString("base64")}`);
  const passphrase = "Sesame-4";
  const locked = privateKey.export({ type: "pkcs8", format: "pem", cipher: "aes-256-cbc", passphrase });
  const sighting = await sftpSource.look(
    connectionTo(t, sshd, {
      ...{ login: sshd.login, password: "", "private-key": String(locked), passphrase, path: sshd.site },
    }),
  );
  assert.equal(sighting.connectedTo, `127.0.0.1 as ${sshd.login}`);
});
