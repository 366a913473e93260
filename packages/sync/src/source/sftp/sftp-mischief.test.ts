import assert from "node:assert/strict";
import { randomBytes } from "node:crypto";
import { readdirSync, readFileSync, symlinkSync } from "node:fs";
import { type AddressInfo, createServer } from "node:net";
import path from "node:path";
import { test } from "node:test";
import { type Connection, sourceLimits } from "../source.ts";
import { sftpSource } from "./sftp-source.ts";
import { connectionTo } from "./test-sftp-connection.ts";
import { startSftpServer, type TestSftpServer } from "./test-sftp-server.ts";

/** Ten hours before the clock of testConnection: files that rest. */
const mtime = Date.parse("2026-03-01T19:00:00Z") / 1000;
const names = ["classes.csv", "enrollments.csv", "users.csv"];

function lay(server: TestSftpServer, bytes = 100_000): void {
  for (const name of names) server.files.set(`/out/${name}`, { bytes: randomBytes(bytes), mtime });
}

const quickly = (given: Partial<Connection["limits"]> = {}): Partial<Connection> => ({
  limits: { ...sourceLimits, idleMs: 300, attempts: 3, ...given },
});

function assertSame(server: TestSftpServer, folder: string): void {
  assert.deepEqual(readdirSync(folder), names);
  for (const name of names)
    assert.ok(
      readFileSync(path.join(folder, name)).equals(
        server.files.get(`/out/${name}`)?.bytes ?? Buffer.alloc(0),
      ),
      name,
    );
}

test("keeps 32 reads under way, and the bytes in order", async (t) => {
  const server = await startSftpServer(t, { readMs: 2 });
  lay(server, 3_000_001);
  const connection = connectionTo(t, server);
  const { proofs } = await sftpSource.fetch(connection);
  assertSame(server, connection.folder);
  assert.equal(server.counts.mostAtOnce, 32);
  assert.deepEqual(proofs[0], { of: "classes.csv", by: "quiet", received: 3_000_001, announced: 3_000_001 });
});

test("reads one by one where the server dislikes many, and what it gives in small pieces", async (t) => {
  const server = await startSftpServer(t, { dislikesMany: true, mostBytes: 10_000 });
  lay(server);
  const connection = connectionTo(t, server);
  await sftpSource.fetch(connection);
  assertSame(server, connection.folder);
  assert.equal(server.counts.connections, 1);
});

test("reads to the end what the server calls empty, and lists what it tells nothing about", async (t) => {
  const server = await startSftpServer(t, { hidesSize: true });
  lay(server);
  const connection = connectionTo(t, server);
  await sftpSource.fetch(connection);
  assertSame(server, connection.folder);
  server.mischief.hidesSize = false;
  server.mischief.hidesListing = true;
  const bare = connectionTo(t, server);
  await sftpSource.fetch(bare);
  assertSame(server, bare.folder);
});

test("begins again after a cut, and says so when it stays cut (A19)", async (t) => {
  const server = await startSftpServer(t);
  lay(server, 1_000_000);
  let cut = 0;
  server.mischief.onRead = (_path, position) => {
    if (position < 500_000 || (cut !== server.counts.connections && cut === 2)) return "answer";
    cut = server.counts.connections;
    return "cut";
  };
  const connection = connectionTo(t, server);
  await sftpSource.fetch(connection);
  assertSame(server, connection.folder);
  assert.equal(server.counts.connections, 3);
  server.mischief.onRead = () => "cut";
  await assert.rejects(sftpSource.fetch(connectionTo(t, server, {}, quickly())), {
    code: "source.transfer.cut",
    retry: "later",
    facts: { host: "127.0.0.1", attempts: 3 },
  });
});

test("gives up a server that has gone silent: in a file, before the sign-in, after connecting (A21)", async (t) => {
  const server = await startSftpServer(t, { onRead: () => "silence" });
  lay(server);
  const silence = { code: "source.transfer.timeout", retry: "later" };
  await assert.rejects(sftpSource.fetch(connectionTo(t, server, {}, quickly({ attempts: 1 }))), silence);
  const mute = createServer();
  await new Promise<void>((done) => void mute.listen(0, "127.0.0.1", done));
  t.after(() => mute.close());
  const to = { port: (mute.address() as AddressInfo).port, fingerprint: server.fingerprint };
  await assert.rejects(sftpSource.fetch(connectionTo(t, to, {}, quickly({ attempts: 1 }))), silence);
});

test("gives a file up whose time is over (A20), or that is larger than we take (I16)", async (t) => {
  const server = await startSftpServer(t);
  lay(server, 1_000_000);
  let clock = Date.parse("2026-03-02T05:00:00Z");
  const now = (): Date => {
    clock += 1_000;
    return new Date(clock);
  };
  const slow = connectionTo(t, server, {}, { now, ...quickly({ collectionMs: 2_000 }) });
  await assert.rejects(sftpSource.fetch(slow), {
    code: "source.transfer.timeout",
    facts: { host: "127.0.0.1", of: "classes.csv", seconds: 2, reason: "slow" },
  });
  const small = connectionTo(t, server, {}, quickly({ collectionBytes: 50_000 }));
  await assert.rejects(sftpSource.fetch(small), { code: "source.answer.large", retry: "never" });
  server.mischief.hidesSize = true;
  await assert.rejects(sftpSource.fetch(small), { code: "source.answer.large" });
});

test("takes no part of a listing for the whole (A22), and stops one without an end (A23)", async (t) => {
  const server = await startSftpServer(t, { failsAfter: 0 });
  lay(server);
  await assert.rejects(sftpSource.fetch(connectionTo(t, server)), {
    code: "source.listing.failed",
    retry: "later",
    facts: { host: "127.0.0.1", login: "roster", path: "/out", status: 4 },
  });
  const endless = await startSftpServer(t, { isEndless: true });
  await assert.rejects(sftpSource.fetch(connectionTo(t, endless, {}, quickly({ listed: 1_000 }))), {
    code: "source.listing.long",
  });
});

test("finds the roster among 100,000 names (A23)", async (t) => {
  const server = await startSftpServer(t);
  const stray = { bytes: Buffer.alloc(1), mtime };
  for (let at = 0; at < 99_990; at += 1) server.files.set(`/out/users-${at}.csv`, stray);
  lay(server);
  const began = performance.now();
  const connection = connectionTo(t, server);
  const { findings } = await sftpSource.fetch(connection);
  assert.ok(performance.now() - began < 30_000);
  assertSame(server, connection.folder);
  assert.deepEqual(
    findings.map(({ code, facts }) => [code, facts]),
    [["input.listing.long", { files: 99_993 }]],
  );
});

test("reads a file once more that was replaced meanwhile, and waits when it is replaced again (A12, A13)", async (t) => {
  const server = await startSftpServer(t);
  lay(server);
  let swaps = 0;
  const swapUntil = (last: number) => (file: string, position: number) => {
    if (file === "/out/users.csv" && position === 0 && swaps < last) {
      swaps += 1;
      server.files.set(file, { bytes: randomBytes(100_000 + swaps), mtime: mtime + swaps });
    }
    return "answer" as const;
  };
  server.mischief.onRead = swapUntil(1);
  const connection = connectionTo(t, server);
  await sftpSource.fetch(connection);
  assertSame(server, connection.folder);
  server.mischief.onRead = swapUntil(9);
  await assert.rejects(sftpSource.fetch(connectionTo(t, server)), {
    code: "source.file.changed",
    retry: "later",
    facts: { path: "/out/users.csv", listedBytes: 100_001, bytes: 100_003 },
  });
});

test("keeps what was read before the district took it away (A26), and comes back for what was not", async (t) => {
  const server = await startSftpServer(t);
  lay(server);
  server.mischief.onRead = (file) => {
    if (file === "/out/users.csv") server.files.delete("/out/classes.csv");
    return "answer";
  };
  const connection = connectionTo(t, server);
  await sftpSource.fetch(connection);
  assert.deepEqual(readdirSync(connection.folder), names);
  lay(server);
  server.mischief.onRead = () => {
    server.files.delete("/out/users.csv");
    return "answer";
  };
  await assert.rejects(sftpSource.fetch(connectionTo(t, server)), {
    code: "source.file.vanished",
    retry: "later",
  });
});

test("tells that our own disk is full (A24)", { skip: process.platform !== "linux" }, async (t) => {
  const server = await startSftpServer(t);
  lay(server);
  const connection = connectionTo(t, server);
  symlinkSync("/dev/full", path.join(connection.folder, "classes.csv"));
  await assert.rejects(sftpSource.fetch(connection), { code: "storage.disk.full", retry: "later" });
});

test("takes a ZIP of any name, without waiting where its end is there", async (t) => {
  const server = await startSftpServer(t);
  const empty = Buffer.concat([Buffer.from("PK\x05\x06", "latin1"), Buffer.alloc(18)]);
  const fresh = Date.parse("2026-03-02T04:59:50Z") / 1000;
  server.files.set("/out/Export (3).ZIP", { bytes: empty, mtime: fresh });
  server.files.set("/out/old.zip", { bytes: empty, mtime });
  const connection = connectionTo(t, server);
  const delivery = await sftpSource.fetch(connection);
  assert.equal(delivery.path, path.join(connection.folder, "Export (3).ZIP"));
  assert.deepEqual(connection.waits, []);
  assert.deepEqual(delivery.proofs, [{ of: "Export (3).ZIP", by: "end", received: 22, announced: 22 }]);
  // Without its end it may still be under way.
  server.files.set("/out/Export (3).ZIP", { bytes: empty.subarray(0, 20), mtime: fresh });
  const unfinished = connectionTo(t, server);
  await sftpSource.fetch(unfinished);
  assert.deepEqual(unfinished.waits, [60_000]);
});

test("sees a file that comes while it waits (A01), and waits no second time after a cut", async (t) => {
  const server = await startSftpServer(t);
  lay(server);
  const fresh = Date.parse("2026-03-02T04:59:50Z") / 1000;
  for (const file of server.files.values()) file.mtime = fresh;
  server.mischief.onListed = (times) => {
    if (times === 1) server.files.set("/out/orgs.csv", { bytes: Buffer.from("x"), mtime: fresh });
  };
  await assert.rejects(sftpSource.fetch(connectionTo(t, server)), {
    code: "source.files.growing",
    facts: { file: "orgs.csv", bytesBefore: 0, bytes: 1, seconds: 60 },
  });
  delete server.mischief.onListed;
  const connection = connectionTo(t, server);
  const wait = async (milliseconds: number): Promise<void> => {
    await connection.wait(milliseconds);
    if (milliseconds === 60_000) server.cut();
  };
  await sftpSource.fetch({ ...connection, wait });
  assert.equal(connection.waits.filter((milliseconds) => milliseconds === 60_000).length, 1);
});

test("ends with the run, in the middle of a file", async (t) => {
  const server = await startSftpServer(t, { readMs: 20 });
  lay(server, 5_000_000);
  const connection = connectionTo(t, server);
  const fetching = sftpSource.fetch(connection);
  server.mischief.onRead = (_path, position) => {
    if (position > 1_000_000) connection.abort(new Error("the run was cancelled"));
    return "answer";
  };
  await assert.rejects(fetching, /the run was cancelled/);
});

test("accepts no name that leads out of our folder", async (t) => {
  const server = await startSftpServer(t);
  lay(server);
  const evil = { bytes: Buffer.from("x"), mtime };
  for (const name of ["../../evil.csv", "/etc/users.csv", "a\\..\\users.csv", "users.csv\0.zip"])
    server.files.set(`/out/${name}`, evil);
  const connection = connectionTo(t, server);
  await sftpSource.fetch(connection);
  assertSame(server, connection.folder);
});
