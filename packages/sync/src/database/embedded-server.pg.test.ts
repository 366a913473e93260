import assert from "node:assert/strict";
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { access, chmod, lstat, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { setTimeout as sleep } from "node:timers/promises";
import { Fault } from "../fault.ts";
import { type Database, openDatabase } from "./database.ts";
import { joinEmbeddedServer } from "./embedded-server.ts";

let folder = "";
let home = "";

before(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "muster-embedded-"));
  home = path.join(folder, "home");
});

const children: ChildProcess[] = [];

after(async () => {
  for (const child of children) child.kill("SIGKILL");
  await rm(folder, { recursive: true, force: true });
});

/** Another process that opens the database, says so, and holds it until its input ends or it is killed. */
function openElsewhere(inHome: string): { readonly child: ChildProcess; readonly said: Promise<string> } {
  const program = `
    const { openDatabase } = await import(${JSON.stringify(import.meta.resolve("./database.ts"))});
    const db = await openDatabase({ home: ${JSON.stringify(inHome)} });
    process.stdout.write("open\\n");
    await new Promise((resolve) => process.stdin.on("end", resolve).resume());
    await db.close();
    process.stdout.write("closed\\n");`;
  const child = spawn(process.execPath, ["--input-type=module", "--eval", program], {
    stdio: ["pipe", "pipe", "inherit"],
  });
  children.push(child);
  const said = once(child.stdout ?? child, "data").then(([data]) => String(data).trim());
  return { child, said };
}

async function leaveQuietly({ child }: { readonly child: ChildProcess }): Promise<void> {
  const gone = once(child, "exit");
  child.stdin?.end();
  assert.deepEqual(await gone, [0, null]);
}

async function killNow(child: ChildProcess): Promise<void> {
  const gone = once(child, "exit");
  child.kill("SIGKILL");
  await gone;
}

async function postmaster(inHome: string): Promise<number | undefined> {
  const text = await readFile(path.join(inHome, "postgres", "postmaster.pid"), "utf8").catch(() => undefined);
  return text === undefined ? undefined : Number(text.split("\n")[0]);
}

async function names(db: Database): Promise<unknown[]> {
  const rows = await db.session(undefined, (session) =>
    session.read((tx) => tx.query("select name from district order by district_id")),
  );
  return rows.map((row) => row.name);
}

async function addDistrict(db: Database, district: number, name: string): Promise<void> {
  await db.session(undefined, (session) =>
    session.write((tx) =>
      tx.query("insert into district (district_id, name) values ($1, $2)", [district, name]),
    ),
  );
}

test("two processes opening a new home at the same moment both get in; the last to leave stops the server", async () => {
  const one = openElsewhere(home);
  const two = openElsewhere(home);
  assert.deepEqual(await Promise.all([one.said, two.said]), ["open", "open"]);
  await leaveQuietly(one);
  assert.notEqual(await postmaster(home), undefined);
  const db = await openDatabase({ home });
  await leaveQuietly(two);
  await addDistrict(db, 1, "Alder");
  assert.deepEqual(await names(db), ["Alder"]);
  await db.close();
  assert.equal(await postmaster(home), undefined);
});

test("after Muster was killed the next one finds the server and stops it in the end", async () => {
  const other = openElsewhere(home);
  await other.said;
  const pid = await postmaster(home);
  await killNow(other.child);
  const db = await openDatabase({ home });
  assert.equal(await postmaster(home), pid);
  assert.deepEqual(await names(db), ["Alder"]);
  await db.close();
  assert.equal(await postmaster(home), undefined);
});

test("after PostgreSQL was killed an open database comes back with everything it had confirmed", async () => {
  const db = await openDatabase({ home });
  await addDistrict(db, 2, "Birch");
  const killed = (await postmaster(home)) ?? 0;
  process.kill(killed, "SIGKILL");
  // Its last connections may answer for a moment; then they are lost, and a new server is started.
  let seen: unknown[] = [];
  for (let attempt = 0; attempt < 50 && (await postmaster(home)) === killed; attempt += 1) {
    seen = await names(db).catch((error: unknown) => {
      assert.ok(error instanceof Fault && error.retry === "later", String(error));
      return [];
    });
    await sleep(20);
  }
  assert.deepEqual(seen, ["Alder", "Birch"]);
  assert.notEqual(await postmaster(home), killed);
  await db.close();
});

test("after PostgreSQL and Muster were killed and another program took the process number, the next one starts", async () => {
  const other = openElsewhere(home);
  await other.said;
  const pid = (await postmaster(home)) ?? 0;
  await killNow(other.child);
  process.kill(pid, "SIGKILL");
  const stranger = spawn("sleep", ["60"]);
  for (const name of ["postgres/postmaster.pid", "run/.s.PGSQL.5432.lock"]) {
    const file = path.join(home, name);
    const lines = (await readFile(file, "utf8")).split("\n");
    await writeFile(file, [stranger.pid, ...lines.slice(1)].join("\n"));
  }
  const db = await openDatabase({ home });
  assert.deepEqual(await names(db), ["Alder", "Birch"]);
  await db.close();
  await killNow(stranger);
});

test("processes coming and going never meet a server that is just being stopped", async () => {
  const visit = async (): Promise<void> => {
    const db = await openDatabase({ home });
    assert.equal((await names(db)).length, 2);
    await db.close();
  };
  for (let round = 0; round < 3; round += 1) await Promise.all([visit(), visit(), visit()]);
  assert.equal(await postmaster(home), undefined);
});

test("keeps the home closed to others, and the log free of rows", async () => {
  for (const name of ["", "keys", "postgres", "run"]) {
    assert.equal((await lstat(path.join(home, name))).mode & 0o077, 0, name);
  }
  assert.equal((await lstat(path.join(home, "keys", "database-secret"))).mode & 0o777, 0o600);
  assert.doesNotMatch(await readFile(path.join(home, "run", "postgres.log"), "utf8"), /Alder|Birch/);
});

test("refuses data of another PostgreSQL with both numbers", async () => {
  const file = path.join(home, "postgres", "PG_VERSION");
  const version = await readFile(file, "utf8");
  await writeFile(file, "17\n");
  await assert.rejects(openDatabase({ home }), { code: "database.embedded.other-major", retry: "never" });
  await writeFile(file, version);
});

test("says so when the key of the database is gone or another's", async () => {
  const file = path.join(home, "keys", "database-secret");
  const secret = await readFile(file, "utf8");
  await rm(file);
  await assert.rejects(openDatabase({ home }), { code: "database.embedded.key-lost" });
  await writeFile(file, "another secret");
  await assert.rejects(openDatabase({ home }), { code: "database.embedded.key-lost" });
  await writeFile(file, secret);
  const db = await openDatabase({ home });
  await db.close();
});

test("serves a home whose path is too long for a socket", async () => {
  const long = path.join(folder, "a-district-with-a-long-name".repeat(4), "home, with 'quotes' and spaces");
  const server = await joinEmbeddedServer({ home: long, isDurable: false });
  assert.ok(server.host.length < 60);
  assert.deepEqual(await server.administer("select 1 as one"), [{ one: 1 }]);
  await server.release();
  await rm(server.host, { recursive: true, force: true });
});

test("root without user namespaces runs the server as another account", {
  skip: process.getuid?.() !== 0 && "needs root",
}, async () => {
  // Its parent may be passed through; otherwise the data would go to /var/lib/muster.
  const open = path.join(folder, "open");
  await chmod(folder, 0o755);
  const server = await joinEmbeddedServer({ home: open, isDurable: false, mayUseNamespace: false });
  assert.deepEqual(await server.administer("select 1 as one"), [{ one: 1 }]);
  assert.notEqual((await lstat(path.join(open, "postgres"))).uid, 0);
  assert.equal((await lstat(open)).mode & 0o777, 0o711);
  for (const name of ["keys", "postgres", "run"]) {
    assert.equal((await lstat(path.join(open, name))).mode & 0o077, 0, name);
  }
  await server.release();
  await assert.rejects(access(path.join(open, "postgres", "postmaster.pid")));
  const again = await joinEmbeddedServer({ home: open, isDurable: false });
  assert.deepEqual(await again.administer("select 2 as two"), [{ two: 2 }]);
  await again.release();
});

test("waits for work that a killed server left behind, and starts when it has ended", async () => {
  const busy = path.join(folder, "busy");
  const server = await joinEmbeddedServer({ home: busy, isDurable: false });
  // A backend that computes does not look whether its server still lives, and holds on to the shared memory.
  const computing = server.administer(
    "do $$ declare since timestamptz := clock_timestamp(); begin while clock_timestamp() < since + interval '3 s' loop end loop; end $$",
  );
  const ended = computing.catch(() => undefined);
  await sleep(300);
  process.kill((await postmaster(busy)) ?? 0, "SIGKILL");
  const next = await joinEmbeddedServer({ home: busy, isDurable: false });
  assert.equal((await next.administer("select 1 as one"))[0]?.one, 1);
  await ended;
  await next.release();
  await server.release();
});

const isLinux = process.platform === "linux";

test(
  "says that a home on a read-only disk is closed to us, as a fault and not as our own mistake",
  { skip: isLinux ? false : "only Linux has /sys, where nobody makes folders" },
  () =>
    assert.rejects(
      joinEmbeddedServer({ home: "/sys" }),
      (error) => error instanceof Fault && error.code === "storage.path.forbidden",
    ),
);

test("says of a home whose folder of keys is a file that it cannot be used", async () => {
  const odd = await mkdtemp(path.join(folder, "odd-"));
  await writeFile(path.join(odd, "keys"), "");
  await assert.rejects(
    joinEmbeddedServer({ home: odd }),
    (error) => error instanceof Fault && error.code === "storage.path.failed",
  );
});
