import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, readdir, symlink, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { test } from "node:test";
import ssh2 from "ssh2";
import { asked, openTestDrop, password, type TestDrop } from "./test-drop.ts";

const { OPEN_MODE: mode } = ssh2.utils.sftp;
const kindsOf = (drop: TestDrop): string[] => drop.events.map(({ kind }) => kind);
const attempt = <T>(call: Parameters<typeof asked<T>>[0]): Promise<string> =>
  asked(call).then(
    () => "done",
    (error: Error) => error.message,
  );

test("puts a renamed upload in the place of yesterday's file, in one step", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const { sftp, close } = await drop.connect("oak");
  await asked((done) => sftp.writeFile("users.csv", "yesterday", done));
  await asked((done) => sftp.writeFile("users.csv.filepart", "today", done));
  assert.deepEqual(await drop.files("oak"), { "users.csv": "yesterday", "users.csv.filepart": "today" });
  await asked((done) => sftp.rename("users.csv.filepart", "users.csv", done));
  assert.deepEqual(await drop.files("oak"), { "users.csv": "today" });
  await asked((done) => sftp.writeFile("users.csv.part", "tomorrow", done));
  // Some clients ask for OpenSSH's renaming without having been told that it is known, as ours is made to here.
  Reflect.set(sftp, "_extensions", { "posix-rename@openssh.com": "1" });
  await asked((done) => sftp.ext_openssh_rename("users.csv.part", "users.csv", done));
  assert.deepEqual(await drop.files("oak"), { "users.csv": "tomorrow" });
  assert.match(await attempt((done) => sftp.ext_openssh_rename("users.csv", "../x.csv", done)), /outside/);
  assert.match(
    await attempt((done) => sftp.rename("users.csv", "../users.csv", done)),
    /outside.*: upload into/,
  );
  assert.match(
    await attempt((done) => sftp.writeFile("/etc/x.csv", "x", done)),
    /no folders here: upload into/,
  );
  assert.match(await attempt((done) => sftp.rename("nothing.csv", "x.csv", done)), /No such file/);
  close();
});

test("forgets an upload whose client is cut off, and keeps the file before it", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const { sftp, client } = await drop.connect("oak");
  await asked((done) => sftp.writeFile("users.csv", "yesterday", done));
  const handle = await asked<Buffer>((done) => sftp.open("users.csv", "w", done));
  await asked((done) => sftp.write(handle ?? Buffer.alloc(0), Buffer.from("to"), 0, 2, 0, done));
  client.destroy();
  while (drop.server.connections() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
  assert.deepEqual(await drop.files("oak"), { "users.csv": "yesterday" });
  assert.deepEqual(await readdir(path.join(drop.accounts[0]?.folder ?? "", ".uploads")), [".pending"]);
});

test("lets two uploads of one name each be whole, the later close standing", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const { sftp, close } = await drop.connect("oak");
  const [one, two] = await Promise.all([
    asked<Buffer>((done) => sftp.open("users.csv", "w", done)),
    asked<Buffer>((done) => sftp.open("users.csv", "w", done)),
  ]);
  const put = (handle: Buffer | undefined, text: string) =>
    asked((done) => sftp.write(handle ?? Buffer.alloc(0), Buffer.from(text), 0, text.length, 0, done));
  await put(one, "first, longer");
  await put(two, "second");
  await asked((done) => sftp.close(one ?? Buffer.alloc(0), done));
  assert.deepEqual(await drop.files("oak"), { "users.csv": "first, longer" });
  await asked((done) => sftp.close(two ?? Buffer.alloc(0), done));
  assert.deepEqual(await drop.files("oak"), { "users.csv": "second" });
  assert.match(await attempt((done) => sftp.open("users.csv", "wx", done)), /already/);
  close();
});

test("refuses to go on, to read and write at once, and handles that are not open", async (t) => {
  const drop = await openTestDrop(t, { oak: {} }, { limits: { handlesPerSession: 2 } });
  const { sftp, close } = await drop.connect("oak");
  await asked((done) => sftp.writeFile("users.csv", "yesterday", done));
  assert.match(await attempt((done) => sftp.open("users.csv", "a", done)), /whole file/);
  assert.match(await attempt((done) => sftp.open("users.csv", "r+", done)), /for reading or for writing/);
  assert.match(await attempt((done) => sftp.open("users.csv", "r", done)), /not be read back/);
  assert.match(await attempt((done) => sftp.open("new.csv", mode.WRITE, done)), /No such file/);
  assert.match(await attempt((done) => sftp.close(Buffer.from("0"), done)), /not open/);
  // What a client calls resuming: the beginning of the file is not sent.
  const handle = await asked<Buffer>((done) => sftp.open("users.csv", mode.WRITE, done));
  await asked((done) => sftp.write(handle ?? Buffer.alloc(0), Buffer.from("tail"), 0, 4, 9, done));
  assert.match(await attempt((done) => sftp.close(handle ?? Buffer.alloc(0), done)), /never sent/);
  assert.deepEqual(await drop.files("oak"), { "users.csv": "yesterday" });
  const open = () => attempt((done) => sftp.open("x.csv", "w", done));
  assert.deepEqual([await open(), await open()], ["done", "done"]);
  assert.match(await open(), /Too many/);
  close();
});

test("makes no folder, no link and no special file, and follows none that lies there (A27)", async (t) => {
  const drop = await openTestDrop(t, { oak: { isWriteOnly: false } });
  const { sftp, close } = await drop.connect("oak");
  const folder = drop.accounts[0]?.folder ?? "";
  assert.match(await attempt((done) => sftp.symlink("/etc/passwd", "users.csv", done)), /Links/);
  assert.match(await attempt((done) => sftp.mkdir("in", done)), /no folders/);
  assert.match(await attempt((done) => sftp.readlink("users.csv", done)), /no links/);
  await symlink("/etc/hostname", path.join(folder, "users.csv"));
  await writeFile(path.join(drop.home, "secret"), "secret");
  execFileSync("mkfifo", [path.join(folder, "pipe.csv")]);
  for (const name of ["users.csv", "pipe.csv"]) {
    assert.match(await attempt((done) => sftp.readFile(name, done)), /no ordinary file/, name);
    assert.match(await attempt((done) => sftp.stat(name, done)), /no ordinary file/, name);
  }
  assert.deepEqual(await asked((done) => sftp.readdir(".", done)), []);
  // An upload takes the link's place; what it points to is not touched.
  await asked((done) => sftp.writeFile("users.csv", "today", done));
  assert.equal((await drop.files("oak"))["users.csv"], "today");
  assert.ok(kindsOf(drop).filter((kind) => kind === "link.refused").length >= 5);
  close();
});

test("holds the number of files and the room of a district to its limits (A25)", async (t) => {
  const drop = await openTestDrop(t, { oak: { quotaBytes: 30 } }, { limits: { filesPerAccount: 3 } });
  const { sftp, close } = await drop.connect("oak");
  const put = (name: string, bytes: number) =>
    attempt((done) => sftp.writeFile(name, "x".repeat(bytes), done));
  assert.equal(await put("users.csv", 20), "done");
  assert.equal(await put("classes.csv", 10), "done");
  assert.match(await put("orgs.csv", 1), /not enough room/);
  // The old file gives its room to the new one.
  assert.equal(await put("users.csv", 19), "done");
  assert.equal(await put("orgs.csv", 1), "done");
  assert.match(await put("fourth.csv", 0), /room for 3 files/);
  assert.match(await put("users.csv", 21), /unchanged/);
  assert.equal((await drop.files("oak"))["users.csv"], "x".repeat(19));
  close();
});

test("answers a failure and no success when our disk is full (A24)", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const folder = drop.accounts[0]?.folder ?? "";
  await mkdir(folder, { recursive: true });
  try {
    execFileSync("mount", ["-t", "tmpfs", "-o", "size=256k", "tmpfs", folder], { stdio: "ignore" });
  } catch {
    return t.skip("only root may make a small disk; upload.test.ts has the same case without one");
  }
  try {
    const { sftp, close } = await drop.connect("oak");
    await asked((done) => sftp.writeFile("users.csv", "yesterday", done));
    const full = await attempt((done) => sftp.writeFile("users.csv", Buffer.alloc(600_000), done));
    assert.match(full, /no room left/);
    assert.deepEqual(await drop.files("oak"), { "users.csv": "yesterday" });
    await asked((done) => sftp.writeFile("classes.csv", "small", done));
    close();
    while (drop.server.connections() > 0) await new Promise((resolve) => setTimeout(resolve, 5));
    assert.deepEqual(drop.events.at(-1)?.facts, { code: "ENOSPC" });
    assert.deepEqual(await readdir(path.join(folder, ".uploads")), [".pending"]);
  } finally {
    execFileSync("umount", [folder]);
  }
});

test("clears away what a server that was killed had received in part, and nothing that is being sent", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const uploads = path.join(drop.accounts[0]?.folder ?? "", ".uploads");
  await mkdir(uploads, { recursive: true });
  for (const [name, minutes] of [["dead", 11] as const, ["alive", 9] as const]) {
    await writeFile(path.join(uploads, name), "half");
    const at = Date.now() / 1000 - minutes * 60;
    await utimes(path.join(uploads, name), at, at);
  }
  const { sftp, close } = await drop.connect("oak");
  assert.deepEqual(await asked((done) => sftp.readdir("/", done)), []);
  assert.deepEqual(await readdir(uploads), ["alive"]);
  close();
});

test("lets in from the addresses that a district has named, and from no other", async (t) => {
  const drop = await openTestDrop(t, {
    oak: { allowedAddresses: ["192.0.2.0/24"] },
    elm: { allowedAddresses: ["127.0.0.0/8", "::1"] },
  });
  await assert.rejects(drop.connect("oak"));
  (await drop.connect("elm", { password })).close();
  assert.deepEqual(kindsOf(drop), ["sign-in.failed", "sign-in.accepted"]);
});

test("opens no tunnel, no screen, no agent and no shell to whoever asks for them by the protocol", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const { client, close } = await drop.connect("oak", { strictVendor: false });
  const asks: readonly Parameters<typeof asked<unknown>>[0][] = [
    (done) => client.forwardOut("127.0.0.1", 1, "127.0.0.1", 22, done),
    (done) => client.forwardIn("127.0.0.1", 0, done),
    (done) => client.openssh_forwardOutStreamLocal("/run/postgresql/.s.PGSQL.5432", done),
    (done) => client.openssh_forwardInStreamLocal("/tmp/x", done),
    (done) => client.shell(done),
    (done) => client.shell({}, { x11: true }, done),
    (done) => client.exec("id", done),
    (done) => client.subsys("netconf", done),
  ];
  for (const ask of asks) assert.notEqual(await attempt(ask), "done", String(ask));
  const refused = new Set(drop.events.map(({ facts }) => facts.what).filter((what) => what !== undefined));
  assert.deepEqual([...refused].sort(), [
    "exec",
    "streamlocal",
    "streamlocal-forward@openssh.com",
    "subsystem",
    "tcpip",
    "tcpip-forward",
  ]);
  close();
});

test("lets a program open its channel again and again, and no more than four at a time", async (t) => {
  const drop = await openTestDrop(t, { oak: {} });
  const { client, close } = await drop.connect("oak");
  const open = () => asked<ssh2.SFTPWrapper>((done) => client.sftp(done));
  for (let times = 0; times < 6; times += 1) {
    (await open())?.end();
    // The client tells nobody when its channel is closed.
    await new Promise((resolve) => setTimeout(resolve, 30));
  }
  await Promise.all([open(), open(), open()]);
  await assert.rejects(open());
  close();
});
