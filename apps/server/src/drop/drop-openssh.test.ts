import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdir, readFile, stat, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import { readDropKey } from "@muster/sync/directory/drop-key.ts";
import ssh2 from "ssh2";
import { rotateDropHostKey } from "./host-key.ts";
import { openTestDrop, password, strangersKey, type TestDrop } from "./test-drop.ts";

const kindsOf = (drop: TestDrop): string[] => drop.events.map(({ kind }) => kind);

test("takes a district's files from OpenSSH's sftp, with a key and with a password", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  await writeFile(path.join(drop.home, "users.csv"), "sourcedId\nana\n");
  const first = await drop.sftp("oak", ["put users.csv", "ls -l", "pwd"]);
  assert.equal(first.code, 0, first.said);
  assert.match(first.said, /--w-------\s+1 drop\s+drop\s+14 \w{3} \d\d \d\d:\d\d \d{4} users\.csv/);
  assert.match(first.said, /Remote working directory: \/\n/);
  assert.deepEqual(await drop.files("oak"), { "users.csv": "sourcedId\nana\n" });
  const second = await drop.sftp(
    "oak",
    ["put -p users.csv classes.csv.part", "rename classes.csv.part classes.csv", "rm users.csv"],
    { password },
  );
  assert.equal(second.code, 0, second.said);
  assert.deepEqual(Object.keys(await drop.files("oak")), ["classes.csv"]);
  assert.deepEqual(kindsOf(drop), ["sign-in.accepted", "sign-in.accepted"]);
});

test("keeps every byte of a file larger than what may wait in memory, and its own time for it (A10)", async (t) => {
  const drop = await openTestDrop(t, { oak: { quotaBytes: 100_000_000 } });
  const bytes = randomBytes(9_000_001);
  const file = path.join(drop.home, "enrollments.csv");
  await writeFile(file, bytes);
  await utimes(file, 2e9, 2e9);
  const { code, said } = await drop.sftp("oak", ["put -p enrollments.csv"]);
  assert.equal(code, 0, said);
  const stored = path.join(drop.accounts[0]?.folder ?? "", "enrollments.csv");
  assert.ok((await readFile(stored)).equals(bytes));
  const { mtimeMs, mode } = await stat(stored);
  assert.ok(Math.abs(mtimeMs - Date.now()) < 60_000);
  assert.equal(mode & 0o777, 0o600);
});

test("puts the next day's file in the place of the old one, also when it comes by scp", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const file = path.join(drop.home, "users.csv");
  await writeFile(file, "monday, and longer");
  assert.equal((await drop.sftp("oak", ["put users.csv"])).code, 0);
  await writeFile(file, "tuesday");
  const second = await drop.sftp("oak", ["put users.csv"]);
  assert.equal(second.code, 0, second.said);
  assert.deepEqual(await drop.files("oak"), { "users.csv": "tuesday" });
  await writeFile(file, "wed");
  const scp = await drop.sftp("oak", [], { program: "scp", args: ["users.csv", "oak@127.0.0.1:"] });
  assert.equal(scp.code, 0, scp.said);
  assert.deepEqual(await drop.files("oak"), { "users.csv": "wed" });
});

test("leaves yesterday's file when the upload of today's is killed", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const file = path.join(drop.home, "users.csv");
  await writeFile(file, "yesterday");
  await drop.sftp("oak", ["put users.csv"]);
  await writeFile(file, randomBytes(4_000_000));
  const uploads = path.join(drop.accounts[0]?.folder ?? "", ".uploads");
  const isUploading = async () => (await readdir(uploads)).some((name) => !name.startsWith("."));
  const killed = await drop.sftp("oak", ["put users.csv"], { limitKbits: 800, killWhen: isUploading });
  assert.notEqual(killed.code, 0);
  while (drop.server.connections() > 0) await new Promise((resolve) => setTimeout(resolve, 10));
  assert.deepEqual(await drop.files("oak"), { "users.csv": "yesterday" });
  assert.equal(await isUploading(), false);
});

test("does not go on with an earlier upload: halves of two days are no roster", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const file = path.join(drop.home, "users.csv");
  await writeFile(file, "monday\n");
  await drop.sftp("oak", ["put users.csv"]);
  await writeFile(file, "tuesday\nmore\n");
  const again = await drop.sftp("oak", ["reput users.csv"]);
  assert.notEqual(again.code, 0);
  assert.deepEqual(await drop.files("oak"), { "users.csv": "monday\n" });
});

test("shows nothing of the machine and lets nobody out of the folder", async (t) => {
  const drop = await openTestDrop(t, { oak: {}, elm: {} });
  await writeFile(path.join(drop.home, "users.csv"), "oak's");
  await drop.sftp("oak", ["put users.csv"]);
  const one = async (command: string) => (await drop.sftp("elm", [command])).code;
  assert.match((await drop.sftp("elm", ["ls", "cd ..", "pwd"])).said, /working directory: \/\n$/);
  assert.doesNotMatch((await drop.sftp("elm", ["ls -la"])).said, /users\.csv/);
  const refused = [
    ...["put users.csv ../../../oak.csv", "put users.csv /../x.csv", "put users.csv /etc/x.csv"],
    ...[
      "get /etc/passwd",
      "get ../1/users.csv",
      "ls /etc",
      "mkdir sub",
      "rmdir sub",
      "ln -s /etc/passwd users.csv",
    ],
    ...["ln users.csv other.csv", "rename users.csv ../users.csv", "put users.csv .uploads", "rm .uploads"],
  ];
  for (const command of refused) assert.notEqual(await one(command), 0, command);
  assert.deepEqual(await drop.files("elm"), {});
  assert.deepEqual(await drop.files("oak"), { "users.csv": "oak's" });
  assert.ok(kindsOf(drop).includes("path.refused"));
  assert.ok(kindsOf(drop).includes("link.refused"));
  assert.deepEqual((await readdir(path.join(drop.home, "drop"))).sort(), ["1", "2"]);
});

test("gives files back only where that was allowed", async (t) => {
  const drop = await openTestDrop(t, { oak: {}, elm: { isWriteOnly: false } });
  await writeFile(path.join(drop.home, "users.csv"), "ana");
  for (const login of ["oak", "elm"]) await drop.sftp(login, ["put users.csv"]);
  const closed = await drop.sftp("oak", ["get users.csv back-oak.csv"]);
  assert.notEqual(closed.code, 0);
  const opened = await drop.sftp("elm", ["get users.csv back-elm.csv", "ls -l"]);
  assert.equal(opened.code, 0, opened.said);
  assert.match(opened.said, /-rw-------/);
  assert.equal(await readFile(path.join(drop.home, "back-elm.csv"), "utf8"), "ana");
});

test("refuses a file that is too large, and keeps the one before (A25)", async (t) => {
  const drop = await openTestDrop(t, { oak: { quotaBytes: 100_000 } });
  const file = path.join(drop.home, "users.csv");
  await writeFile(file, "yesterday");
  await drop.sftp("oak", ["put users.csv"]);
  await writeFile(file, randomBytes(200_000));
  const { code, said } = await drop.sftp("oak", ["put users.csv"]);
  assert.notEqual(code, 0);
  assert.match(said, /Failure|not enough room/i);
  assert.deepEqual(await drop.files("oak"), { "users.csv": "yesterday" });
  assert.ok(kindsOf(drop).includes("quota.exceeded"));
});

test("answers wrong keys, wrong passwords and unknown logins alike, and as late", async (t) => {
  const attempt = async (drop: TestDrop, login: string, choices: { password?: string; key?: string }) => {
    const from = performance.now();
    const { code, said } = await drop.sftp(login, ["ls"], choices);
    return { code, said: said.replaceAll(login, "LOGIN"), took: performance.now() - from };
  };
  const drop = await openTestDrop(t, { oak: {}, "keys-only": { passwordHash: undefined } });
  const wrong = { password: "not-the-password" };
  // Two at an address cost no more than the second in which each is answered; from the third on they wait.
  const ends = [await attempt(drop, "oak", wrong), await attempt(drop, "nobody", wrong)];
  const other = await openTestDrop(t, { oak: {}, "keys-only": { passwordHash: undefined } });
  ends.push(await attempt(other, "keys-only", wrong));
  for (const end of ends) {
    assert.equal(end.said, ends[0]?.said);
    assert.ok(end.code !== 0 && end.took > 1_000 && end.took < 1_900, String(end.took));
  }
  const keys = await openTestDrop(t, { oak: {} });
  const told = [
    await attempt(keys, "oak", { key: strangersKey }),
    await attempt(keys, "nobody", { key: strangersKey }),
  ];
  assert.equal(told[0]?.said, told[1]?.said);
  assert.match(told[0]?.said ?? "", /Permission denied \(publickey,password\)/);
  assert.equal(keys.server.failedSignIns() + drop.server.failedSignIns(), 4);
  // What was typed as a login may be a password, so a stranger's is told to nobody.
  assert.ok(!JSON.stringify(drop.events).includes("nobody"));
  assert.ok(!JSON.stringify(drop.events).includes("not-the-password"));
});

test("signs in with RSA and ECDSA keys, but with no signature over SHA-1", async (t) => {
  const rsa = ssh2.utils.generateKeyPairSync("rsa", { bits: 2048 });
  const ecdsa = ssh2.utils.generateKeyPairSync("ecdsa", { bits: 384 });
  const drop = await openTestDrop(t, { oak: { keys: [readDropKey(rsa.public), readDropKey(ecdsa.public)] } });
  for (const { private: key } of [rsa, ecdsa]) {
    const { code, said } = await drop.sftp("oak", ["ls"], { key });
    assert.equal(code, 0, said);
  }
  const old = await drop.sftp("oak", ["ls"], {
    key: rsa.private,
    options: ["PubkeyAcceptedAlgorithms=ssh-rsa"],
  });
  assert.notEqual(old.code, 0);
});

/** What our server offers, as OpenSSH's client is told it. A change here is a change for every district's program. */
const offered = {
  "KEX algorithms":
    "curve25519-sha256,curve25519-sha256@libssh.org,ecdh-sha2-nistp256,ecdh-sha2-nistp384,ecdh-sha2-nistp521," +
    // The last one is no method: it says that the server keeps to strict key exchange (Terrapin).
    "diffie-hellman-group16-sha512,diffie-hellman-group14-sha256,kex-strict-s-v00@openssh.com",
  "host key algorithms": "ssh-ed25519",
  "ciphers ctos": "aes256-gcm@openssh.com,aes128-gcm@openssh.com,aes256-ctr,aes192-ctr,aes128-ctr",
  "MACs ctos": "hmac-sha2-256-etm@openssh.com,hmac-sha2-512-etm@openssh.com,hmac-sha2-256,hmac-sha2-512",
  "compression ctos": "none",
};

test("offers what is on the list and nothing else", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const { said } = await drop.sftp("oak", [], { program: "ssh", args: ["-vv", "true"] });
  const [, proposal = ""] = /peer server KEXINIT proposal([\s\S]*?)reserved 0/.exec(said) ?? [];
  for (const [kind, list] of Object.entries(offered))
    assert.equal(new RegExp(`debug2: ${kind}: (.*?)\r?\n`).exec(proposal)?.[1], list, kind);
  assert.doesNotMatch(proposal, /sha1|cbc|ssh-rsa|ssh-dss|3des|arcfour|md5/);
});

test("agrees on nothing weak", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const weak = ["Ciphers=aes128-cbc", "MACs=hmac-sha1", "KexAlgorithms=diffie-hellman-group14-sha1"];
  for (const option of weak) {
    // An aes-gcm cipher brings its own check, so a MAC counts with another cipher only.
    const options = option.startsWith("MACs") ? [option, "Ciphers=aes128-ctr"] : [option];
    const { code, said } = await drop.sftp("oak", ["ls"], { options });
    assert.notEqual(code, 0, option);
    assert.match(said, /no matching/, option);
  }
  const chosen = ["Ciphers=aes256-ctr", "MACs=hmac-sha2-256", "KexAlgorithms=ecdh-sha2-nistp256"];
  assert.equal((await drop.sftp("oak", ["ls"], { options: [...chosen, "Compression=yes"] })).code, 0);
});

test("opens no shell, runs no command and forwards nothing", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const tries: readonly (readonly string[])[] = [["id"], ["-s", "netconf"], ["-T"], ["-W", "127.0.0.1:9"]];
  for (const args of tries) {
    const before = drop.events.length;
    const end = await drop.sftp("oak", [], { program: "ssh", args });
    assert.notEqual(end.code, 0, `${args}: ${end.said}`);
    assert.ok(
      drop.events.slice(before).some(({ kind }) => kind === "channel.refused"),
      String(args),
    );
  }
  const scp = await drop.sftp("oak", [], { program: "scp", args: ["-O", "id", "oak@127.0.0.1:x"] });
  assert.notEqual(scp.code, 0);
});

test("is known by the same key after a restart, and by the one told as the next after it was changed", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const { fingerprint, hostKey } = drop.server;
  assert.match(fingerprint, /^SHA256:[\w+/]{43}$/);
  const keyFile = path.join(drop.home, "keys", "drop-host.key");
  assert.equal((await stat(keyFile)).mode & 0o777, 0o600);
  const again = await drop.reopen();
  assert.equal(again.fingerprint, fingerprint);
  assert.equal(again.hostKey, hostKey);
  assert.equal((await drop.sftp("oak", ["ls"])).code, 0);
  // Everybody has known the next key since the first day.
  const rotated = await rotateDropHostKey(drop.home);
  assert.equal(rotated.current.fingerprint, again.nextFingerprint);
  const changed = await drop.reopen();
  assert.equal(changed.fingerprint, again.nextFingerprint);
  assert.ok(![fingerprint, again.nextFingerprint].includes(changed.nextFingerprint));
  assert.equal((await drop.sftp("oak", ["ls"])).code, 0);
  await writeFile(keyFile, "no key");
  await assert.rejects(drop.reopen(), { code: "keys.drop.damaged", retry: "never" });
});
