import assert from "node:assert/strict";
import { existsSync } from "node:fs";
import { connect as connectSocket } from "node:net";
import path from "node:path";
import { test } from "node:test";
import { setImmediate as turn } from "node:timers/promises";
import type { OnArrival } from "./arrival-watch.ts";
import { createTestClock, type TestClock } from "./test-clock.ts";
import { asked, openTestDrop, password, type TestClient, type TestDrop } from "./test-drop.ts";

const put = ({ sftp }: TestClient, name: string, text = "sourcedId\n") =>
  asked((done) => sftp.writeFile(name, text, done));

/** Moves the clock and lets what became due be done. */
async function pass(clock: TestClock, milliseconds: number): Promise<void> {
  clock.advance(milliseconds);
  for (let turns = 0; turns < 200; turns += 1) await turn();
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await new Promise((resolve) => setTimeout(resolve, 2));
}

test("tells of a district's files once, when nothing has arrived for a minute", async (t) => {
  const clock = createTestClock();
  const drop = await openTestDrop(t, { oak: {} }, { clock });
  const client = await drop.connect("oak");
  await put(client, "users.csv");
  await pass(clock, 40_000);
  await put(client, "classes.csv");
  await put(client, "enrollments.csv.part");
  await pass(clock, 59_000);
  assert.deepEqual(drop.arrivals, []);
  // Somebody is still sending: the minute does not run.
  const handle = await asked<Buffer>((done) => client.sftp.open("enrollments.csv", "w", done));
  await pass(clock, 120_000);
  assert.deepEqual(drop.arrivals, []);
  await asked((done) => client.sftp.close(handle ?? Buffer.alloc(0), done));
  await pass(clock, 60_000);
  await until(() => drop.arrivals.length > 0);
  const names = ["classes.csv", "enrollments.csv", "users.csv"];
  assert.deepEqual(drop.arrivals, [{ login: "oak", names, because: "quiet" }]);
  await pass(clock, 600_000);
  assert.equal(drop.arrivals.length, 1);
});

const manifest =
  "propertyName,value\nmanifest.version,1.0\nfile.users,bulk\nfile.classes,bulk\nfile.orgs,absent\n";

test("tells at once of a set whose manifest is complete, whichever file comes last", async (t) => {
  const clock = createTestClock();
  const drop = await openTestDrop(t, { oak: {} }, { clock });
  const client = await drop.connect("oak");
  for (const [name, text] of [["users.csv"], ["classes.csv"], ["manifest.csv", manifest]])
    await put(client, name ?? "", text);
  await until(() => drop.arrivals.length === 1);
  assert.equal(drop.arrivals[0]?.because, "manifest");
  await until(() => !existsSync(path.join(drop.accounts[0]?.folder ?? "", ".uploads", ".pending")));
  // The next day the manifest comes first: with yesterday's files it would be a set, but not today's.
  await put(client, "manifest.csv", manifest);
  await put(client, "classes.csv");
  await pass(clock, 1_000);
  assert.equal(drop.arrivals.length, 1);
  await put(client, "users.csv.part");
  await asked((done) => client.sftp.rename("users.csv.part", "users.csv", done));
  await until(() => drop.arrivals.length === 2);
  assert.deepEqual(drop.arrivals[1]?.names, ["classes.csv", "manifest.csv", "users.csv"]);
});

test("tells at once of a ZIP that ends as ZIPs end, and of another file in its time", async (t) => {
  const clock = createTestClock();
  const drop = await openTestDrop(t, { oak: {} }, { clock });
  const client = await drop.connect("oak");
  await put(client, "roster.zip", "cut off");
  await pass(clock, 1_000);
  assert.deepEqual(drop.arrivals, []);
  await put(client, "roster.zip", `PK\u0005\u0006${"\0".repeat(18)}`);
  await until(() => drop.arrivals.length === 1);
  assert.deepEqual(drop.arrivals, [{ login: "oak", names: ["roster.zip"], because: "archive" }]);
});

test("says nothing of files that were only removed, and of districts that sent nothing", async (t) => {
  const clock = createTestClock();
  const drop = await openTestDrop(t, { oak: {}, elm: {} }, { clock });
  const client = await drop.connect("oak");
  await put(client, "users.csv");
  await asked((done) => client.sftp.unlink("users.csv", done));
  await asked((done) => client.sftp.readdir("/", done));
  await pass(clock, 200_000);
  assert.deepEqual(drop.arrivals, []);
});

test("loses no arrival in a restart, and tells again what could not be told", async (t) => {
  const clock = createTestClock();
  let isDown = true;
  const told: string[] = [];
  const onArrival: OnArrival = async (account, files) => {
    if (isDown) throw new Error("no database");
    told.push(`${account.login} ${files.map(({ name }) => name)}`);
  };
  const drop = await openTestDrop(t, { oak: {}, elm: {} }, { clock, onArrival });
  await put(await drop.connect("oak"), "users.csv");
  await drop.reopen();
  await pass(clock, 60_000);
  await until(() => drop.events.some(({ kind }) => kind === "arrival.failed"));
  isDown = false;
  await pass(clock, 60_000);
  await until(() => told.length > 0);
  assert.deepEqual(told, ["oak users.csv"]);
  await until(() => !existsSync(path.join(drop.accounts[0]?.folder ?? "", ".uploads", ".pending")));
  await drop.reopen();
  await pass(clock, 120_000);
  assert.equal(told.length, 1);
});

test("sends away a client that is idle, and one that never signs in", async (t) => {
  const clock = createTestClock();
  const drop = await openTestDrop(t, { oak: {} }, { clock });
  const client = await drop.connect("oak");
  const closed = new Promise<void>((resolve) => client.client.on("close", () => resolve()));
  await pass(clock, 200_000);
  await asked((done) => client.sftp.readdir("/", done));
  await pass(clock, 200_000);
  assert.equal(drop.server.connections(), 1);
  await pass(clock, 100_000);
  await closed;
  const silent = connectSocket(drop.server.port, "127.0.0.1");
  silent.on("error", () => undefined);
  await until(() => drop.server.connections() === 1);
  await pass(clock, 121_000);
  await until(() => drop.server.connections() === 0);
});

test("lets a district have four connections, and an address no more than its share", async (t) => {
  const drop = await openTestDrop(
    t,
    { oak: {}, elm: {} },
    { limits: { connectionsPerAccount: 2, connectionsPerAddress: 4 } },
  );
  const clients = [await drop.connect("oak"), await drop.connect("oak")];
  await assert.rejects(drop.connect("oak"));
  clients.push(await drop.connect("elm"));
  await until(() => drop.server.connections() === 3);
  clients.push(await drop.connect("elm"));
  await assert.rejects(drop.connect("elm"));
  assert.equal(drop.events.filter(({ kind }) => kind === "connections.exceeded").length, 2);
  clients[0]?.close();
  await until(() => drop.server.connections() === 3);
  clients.push(await drop.connect("oak"));
  for (const { close } of clients) close();
});

/** Tries passwords until the server hangs up; how long the last answer took, by its clock. */
async function guess(drop: TestDrop, clock: TestClock, login: string): Promise<number> {
  const attempt = drop.connect(login, { password: "guessed", privateKey: "" }).then(
    () => "in",
    () => "out",
  );
  const { result, tookMs } = await clock.during(attempt);
  assert.equal(result, "out");
  return tookMs;
}

test("makes guessing slower and slower, for logins that exist and for others alike", async (t) => {
  const took: Record<string, number[]> = {};
  for (const login of ["oak", "nobody"]) {
    const clock = createTestClock();
    const drop = await openTestDrop(t, { oak: {} }, { clock });
    took[login] = [];
    for (let tries = 0; tries < 6; tries += 1) took[login].push(await guess(drop, clock, login));
    assert.equal(drop.server.failedSignIns(), 6);
    if (login !== "oak") continue;
    // The right password has to wait as well, and ends it.
    const right = await clock.during(drop.connect("oak", { password, privateKey: "" }));
    assert.ok(right.tookMs >= 8_000, String(right.tookMs));
    right.result.close();
    const next = await clock.during(drop.connect("oak", { password, privateKey: "" }));
    assert.ok(next.tookMs < 1_000, String(next.tookMs));
    next.result.close();
  }
  const seconds = (times: number[] | undefined) => times?.map((ms) => Math.round(ms / 1_000));
  assert.deepEqual(seconds(took.oak), seconds(took.nobody));
  assert.ok((took.oak?.[5] ?? 0) > 7_000, String(took.oak));
});
