import assert from "node:assert/strict";
import { chmod, readdir, readFile, utimes, writeFile } from "node:fs/promises";
import path from "node:path";
import { after, test } from "node:test";
import { startScheduler } from "@muster/server/scheduler.ts";
import { syncBySource } from "@muster/server/sync-by-source.ts";
import { startWorker } from "@muster/server/worker.ts";
import { openDatabase } from "@muster/sync/database/database.ts";
import { exportDirectory } from "@muster/sync/directory/export-directory.ts";
import { openHomeKeys } from "@muster/sync/keys/home-keys.ts";
import { openQueue, type Queue } from "@muster/sync/queue/queue.ts";
import { smallRoster, writeRoster } from "@muster/sync/run/test-district.ts";
import { whatForbids } from "@muster/sync/schedule/what-forbids.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import { startSshd, type TestSshd, withoutSshd } from "@muster/sync/source/sftp/test-sshd.ts";
import { sourceLimits } from "@muster/sync/source/source.ts";
import { type Ended, startMuster, temporaryFolder } from "./muster-process.ts";

const { folder, remove } = temporaryFolder();
const home = path.join(folder, "home");
const districtId = 1;

after(remove);

/** Types a command where sources may lie inside our own network. */
async function muster(...words: string[]): Promise<Ended> {
  return startMuster(home, words, { MUSTER_ALLOW_PRIVATE_HOSTS: "1" }).ended;
}

async function done(...words: string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await muster(...words);
  assert.equal(exitCode, 0, `muster ${words.join(" ")}: ${stdout} ${stderr}`);
  return stdout;
}

/** Flags for a site of OpenSSH whose key nobody has confirmed yet. */
async function flagsOf(sshd: TestSshd, name: string): Promise<string[]> {
  const key = path.join(folder, `${name}-key`);
  await writeFile(key, sshd.privateKey, { mode: 0o600 });
  return [
    ...["--host", "127.0.0.1", "--port", String(sshd.port), "--login", sshd.login],
    ...["--path", sshd.site, "--private-key-file", key],
  ];
}

/** Files that were laid there an hour ago, for the account of the site to read. */
async function layDown(sshd: TestSshd): Promise<void> {
  const hourAgo = new Date(Date.now() - 3_600_000);
  for (const name of await readdir(sshd.site)) {
    await chmod(path.join(sshd.site, name), 0o644);
    await utimes(path.join(sshd.site, name), hourAgo, hourAgo);
  }
}

const families = [
  "studentSourcedId,guardianSourcedId,givenName,familyName,email,mobile,homePhone,language,relationship,contactType",
  "ben,dora,Dora,Birch,dora@home.example.org,2125550100,,,mother,Parent",
  "cai,carl,Carl,Cedar,carl@home.example.org,,,,father,Parent",
  "",
].join("\r\n");

/** Shows the site's key, compares it with what its administrator says, and pins it. */
async function pin(sourceId: string, { fingerprint }: TestSshd): Promise<void> {
  const unknown = await muster("source", "test", sourceId);
  assert.notEqual(unknown.exitCode, 0);
  assert.match(unknown.stderr, /source\.hostkey\.unknown/);
  assert.ok(unknown.stderr.includes(fingerprint), unknown.stderr);
  await done("source", "set", sourceId, "--host-key", fingerprint);
}

/** What is there of syncs that were asked for, of syncs that were done, and of people. */
async function workOf({ db }: Queue): Promise<unknown> {
  return db.session(districtId, (session) =>
    session.read(async (tx) => {
      const [row] = await tx.query(
        `select (select count(*)::integer from errand where district_id = $1) as errands,
                (select count(*)::integer from run where district_id = $1 and kind = 'sync') as syncs,
                (select count(*)::integer from person where district_id = $1) as people`,
        [districtId],
      );
      return row;
    }),
  );
}

const nothing = { errands: 0, syncs: 0, people: 0 };

async function nextStart({ db }: Queue): Promise<Date> {
  const [row] = await db.session(districtId, (session) =>
    session.read((tx) => tx.query("select next_at from schedule where district_id = $1", [districtId])),
  );
  return new Date(String(row?.next_at));
}

test("from an empty home to the first night, by hand and by SFTP", { skip: withoutSshd }, async (t) => {
  const [site, guardians] = [await startSshd(t), await startSshd(t)];
  await writeRoster(site.site, smallRoster);
  await writeFile(path.join(guardians.site, "guardians.csv"), families);
  for (const sshd of [site, guardians]) await layDown(sshd);

  await done("district", "create", "Oak Grove");
  const db = await openDatabase({ home });
  t.after(() => db.close());
  const queue = await openQueue(db, { isWorker: true });
  t.after(() => queue.close());

  await done("source", "add", "sftp", ...(await flagsOf(site, "roster")), "--starts-at", "02:00");
  await pin("2", site);
  assert.match((await muster("source", "enable", "2")).stderr, /source\.look\.needed/);
  assert.match(await done("source", "test", "2"), /Oak Elementary/);
  assert.deepEqual(await workOf(queue), nothing, "saving and looking start nothing");
  assert.match(await done("source", "enable", "2"), /each day at 02:00/);
  await done("source", "add", "sftp", ...(await flagsOf(guardians, "families")), "--joins", "2");
  await pin("3", guardians);
  assert.match(await done("source", "test", "3"), /guardians\.csv/);
  await done("source", "enable", "3");

  const night = await untilNight(queue);
  assert.deepEqual(night.before, nothing, "enabling starts nothing");
  assert.deepEqual(night.after, { errands: 1, syncs: 1, people: 8 });
  assert.equal(night.outcome, "applied");

  const exported = path.join(folder, "exported");
  await exportDirectory(db, { districtId, folder: exported });
  assert.deepEqual(await cells(exported, "users.csv", "sourcedId"), [
    ...["ana", "ben", "cai", "carl", "dora", "eva", "mia", "tom"],
  ]);
  assert.deepEqual(
    await cells(exported, "enrollments.csv", "userSourcedId"),
    smallRoster.enrollments.map(({ userSourcedId }) => userSourcedId).toSorted(),
  );
  const pairs = await readFile(path.join(exported, "guardianships.csv"), "utf8");
  assert.match(pairs, /ben,dora,mother,Parent,synced/);
  assert.match(pairs, /cai,carl,father,Parent,synced/);
});

/** Moves the clock of a scheduler to a second before the source's next start, and to that start. */
async function untilNight(queue: Queue) {
  const { db } = queue;
  let clock = new Date();
  const now = (): Date => clock;
  const started: unknown[] = [];
  const scheduler = startScheduler({
    ...{ queue, now, everyMs: 50 },
    onStarted: (these) => void started.push(...these),
    onTrouble: (code, error) => assert.fail(`${code} ${String(error)}`),
  });
  const outcome = Promise.withResolvers<string>();
  const keys = await openHomeKeys(home);
  const worker = startWorker({
    ...{ queue, now, name: "muster worker", places: 1, heavyPlaces: 0, restMs: 100 },
    syncSource: syncBySource({
      ...{ db, home, keys, now, kinds: sourceKinds, limits: sourceLimits, allowsPrivateHosts: true },
    }),
    forbids: (tx, ids) => whatForbids(tx, ids, now()),
    onEvent: (event) => {
      if (event.is === "done") outcome.resolve(event.outcome);
      else if (event.is !== "began") outcome.reject(new Error(JSON.stringify(event)));
    },
  });
  try {
    await new Promise((resolve) => setTimeout(resolve, 300));
    const next = await nextStart(queue);
    const hours = (next.getTime() - clock.getTime()) / 3_600_000;
    assert.ok(hours > 0 && hours < 25, `${hours} hours`);
    clock = new Date(next.getTime() - 1_000);
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = await workOf(queue);
    clock = next;
    await outcome.promise;
    assert.equal(started.length, 1);
    return { before, after: await workOf(queue), outcome: await outcome.promise };
  } finally {
    await scheduler.stop();
    await worker.stop();
  }
}

/** The cells of a column of an exported file, sorted. */
async function cells(at: string, file: string, column: string): Promise<readonly string[]> {
  const [header = "", ...lines] = (await readFile(path.join(at, file), "utf8")).trim().split("\r\n");
  const place = header.split(",").indexOf(column);
  return lines.map((line) => line.split(",")[place] ?? "").toSorted();
}
