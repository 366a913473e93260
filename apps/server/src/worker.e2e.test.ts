import assert from "node:assert/strict";
import { readdir, readFile, utimes } from "node:fs/promises";
import path from "node:path";
import { after, before, type TestContext, test } from "node:test";
import { sweepArrivals } from "@muster/sync/connection/arrival-folder.ts";
import { addSource, changeSource } from "@muster/sync/connection/connections.ts";
import { lookAtSource } from "@muster/sync/connection/look-at-source.ts";
import { addRecipient } from "@muster/sync/directory/notice-recipients.ts";
import { deliverNotices } from "@muster/sync/notice/deliver-notices.ts";
import { startMailServer, type TestMailServer } from "@muster/sync/notice/test-mail-server.ts";
import { usualPace } from "@muster/sync/queue/queue.ts";
import type { TestDistrict } from "@muster/sync/run/test-district.ts";
import { isThere, lookAt } from "@muster/sync/run/test-look.ts";
import { addSeason } from "@muster/sync/schedule/seasons.ts";
import { sftpSource } from "@muster/sync/source/sftp/sftp-source.ts";
import { goodPassword, startSftpServer } from "@muster/sync/source/sftp/test-sftp-server.ts";
import { openWorkerHome, type WorkerHome } from "./test-worker-home.ts";

/**
 * Workers die in each stage of Tuesday's sync, or are put to sleep in the midst of it. Another one takes over, and the
 * end is that of a sync that nobody disturbed: the changes are made once, and whoever must hear that somebody's leaving
 * waits for a person hears it once. One wait for all of them: none takes less than ten seconds.
 */
const upload = "read what somebody has brought";
const ends = [
  { name: "collect", point: "stage collect users.csv", by: "SIGKILL" },
  { name: "read", point: "mid-stage-users", by: "SIGKILL" },
  { name: upload, point: "mid-stage-users", by: "SIGKILL" },
  { name: "check", point: "stage check", by: "SIGKILL" },
  { name: "plan", point: "stage plan", by: "SIGKILL" },
  { name: "gate", point: "stage gate", by: "SIGKILL" },
  { name: "apply", point: "mid-apply", by: "SIGKILL" },
  { name: "verify", point: "stage verify", by: "SIGKILL" },
  { name: "report", point: "stage report", by: "SIGKILL" },
  { name: "asleep before it took the directory's version", point: "before-version", by: "SIGSTOP" },
  { name: "asleep in the midst of applying", point: "mid-apply", by: "SIGSTOP" },
] as const;
/** Everything that may go is in the directory by then; the next worker finds that only the held part is left. */
const afterCommit = ["verify", "report"];

let home: WorkerHome;
let mail: TestMailServer;
let undisturbed: readonly string[];
const look = (district: TestDistrict): Promise<readonly string[]> =>
  lookAt(district.db, district.districtId, isThere);

before(async () => {
  mail = await startMailServer();
  home = await openWorkerHome();
  const district = await additionsOnly("undisturbed");
  await home.ask(district);
  const worker = home.worker();
  await worker.sees((event) => event.is === "done");
  await worker.stop();
  undisturbed = await look(district);
  assert.equal(await plansReady(district), 1, "the plan's lines are made before anybody looks at it");
});

function plansReady({ db, districtId }: TestDistrict): Promise<number> {
  const made = "select plan_id from plan_look where district_id = $1";
  return db.session(districtId, (session) =>
    session.read(async (tx) => (await tx.query(made, [districtId])).length),
  );
}

after(async () => {
  await home.close();
  await mail.close();
});

/** A district in a season of additions only: on Tuesday Dia comes in, and that Ben has left waits for a person. */
async function additionsOnly(name: string): Promise<TestDistrict> {
  const district = await home.district(name);
  const { db, districtId, world } = district;
  const at = new Date().toISOString();
  const season = { mode: "additions-only", startsOn: "2020-01-01", endsOn: "2199-12-31" } as const;
  await db.session(districtId, (session) =>
    session.write((tx) => addSeason(tx, districtId, { ...season, note: "", setBy: "olga" }, at)),
  );
  await addRecipient(db, world.keys, {
    ...{ districtId, kind: "mail", address: addressOf(name), kinds: [], operator: "kim", at },
    allowsPrivateHosts: false,
  });
  return district;
}

const addressOf = (name: string): string => `${name.replaceAll(/[^a-z]/g, "-")}@oak.example.org`;

/** Tuesday's files lie on an SFTP server from now on. */
async function moveToSite(t: TestContext, district: TestDistrict): Promise<void> {
  const site = await startSftpServer(t);
  const tuesday = district.folder("tuesday");
  const mtime = Math.floor(Date.now() / 1000) - 3600;
  for (const name of await readdir(tuesday))
    site.files.set(`/out/${name}`, { bytes: await readFile(path.join(tuesday, name)), mtime });
  const { districtId, sourceId, db, world } = district;
  const values = {
    ...{ host: "127.0.0.1", port: String(site.port), path: "/out", login: "oak" },
    ...{ password: goodPassword, "host-key": site.fingerprint },
  };
  await addSource(db, world.keys, {
    ...{ districtId, kind: sftpSource, name: "SFTP", values },
    ...{ follows: sourceId, joins: undefined, startsAt: undefined },
  });
  const { signal } = new AbortController();
  const looking = { ...home.world, signal, wait: async () => undefined };
  await lookAtSource(looking, { districtId, sourceId }, () => undefined);
  await changeSource(world, sftpSource, { districtId, sourceId }, { state: "enabled" });
}

test("whatever becomes of a worker, another one takes its sync over, and nothing is done or told twice", async (t) => {
  const districts: TestDistrict[] = [];
  for (const { name } of ends) districts.push(await additionsOnly(name));
  const [collecting] = districts;
  assert.ok(collecting);
  await moveToSite(t, collecting);
  for (const [n, district] of districts.entries())
    await (ends[n]?.name === upload ? home.bring(district) : home.ask(district));
  const children = await loseWorkers(districts);
  assert.deepEqual(await arrivalsOf(collecting), ["fetching"]);
  const uploads = path.join(home.world.home, "uploads");
  assert.equal((await readdir(uploads)).length, 1, "what was brought is there for the next worker");
  await silence(districts);

  const diedAt = performance.now();
  const worker = home.worker({ places: 0, heavyPlaces: 2 });
  await worker.sees((event) => event.is === "done", ends.length);
  const seconds = (performance.now() - diedAt) / 1000;
  assert.ok(seconds < 90, `it took ${seconds} s`);
  assert.deepEqual(await arrivalsOf(collecting), ["failed", "fetched"]);
  // Sleepers may have given signs of life until a moment ago.
  await silence(districts);
  await sweepArrivals(home.world.home);
  assert.deepEqual(await readdir(path.join(home.world.home, "arrivals")), []);
  assert.deepEqual(await readdir(uploads), []);

  for (const [n, { name, by }] of ends.entries()) {
    const district = districts[n];
    assert.ok(district);
    assert.deepEqual(await look(district), undisturbed, name);
    assert.deepEqual(await runsOf(district), { running: 0, journals: 2 }, name);
    const [errand] = await home.errands(district);
    assert.equal(errand?.state, "done", name);
    assert.equal(errand.outcome, afterCommit.includes(name) ? "held" : "partly_applied", `${name} ${by}`);
    await deliver(district);
    const subjects = mail.mails.filter(({ to }) => to === addressOf(name)).map(({ subject }) => subject);
    assert.equal(subjects.length, 1, `${name}: ${subjects.join(" / ")}`);
  }
  await wake(children, districts);
});

/** Starts a worker for each district, and waits until all of them are dead or asleep. */
async function loseWorkers(districts: readonly TestDistrict[]) {
  const orders = Object.fromEntries(
    ends.map(({ point, by }, n) => [String(districts[n]?.districtId), { point, by }]),
  );
  const children = ends.map((_, n) =>
    home.elsewhere({ name: `muster worker ${n}`, places: 1, heavyPlaces: 0, ends: orders }),
  );
  await Promise.all(children.map((child) => child.says(/"began"/)));
  const slept = ends.filter(({ by }) => by === "SIGSTOP").length;
  const dead: unknown[] = [];
  for (const child of children) void child.ended.then((signal) => dead.push(signal));
  while (dead.length < ends.length - slept) await new Promise((resolve) => setTimeout(resolve, 100));
  assert.ok(
    dead.every((signal) => signal === "SIGKILL"),
    children.map((child) => child.said()).join("\n"),
  );
  return children;
}

/** Sleepers that wake up find that others have done their work, and change nothing. */
async function wake(
  children: Awaited<ReturnType<typeof loseWorkers>>,
  districts: readonly TestDistrict[],
): Promise<void> {
  for (const child of children) child.process.kill("SIGCONT");
  const sleepers = children.filter(
    (child) => child.process.exitCode === null && child.process.signalCode === null,
  );
  assert.equal(sleepers.length, ends.filter(({ by }) => by === "SIGSTOP").length);
  await Promise.all(sleepers.map((child) => child.says(/"is":"lost"/)));
  for (const district of districts) {
    assert.deepEqual(await look(district), undisturbed);
    assert.deepEqual(await runsOf(district), { running: 0, journals: 2 });
  }
}

/** Two processes send at once what is due, and one of them looks again an hour later. */
async function deliver({ districtId, db, world: { keys } }: TestDistrict): Promise<void> {
  const send = (at: number): Promise<unknown> =>
    deliverNotices(
      {
        ...{ db, keys, now: () => new Date(at), signal: new AbortController().signal },
        ...{ allowsPrivateHosts: false, mail: { url: mail.url, from: "muster@oak.example.org" } },
      },
      districtId,
    );
  await Promise.all([send(Date.now()), send(Date.now())]);
  await send(Date.now() + 3_600_000);
}

/** As if those that died had been silent for a minute: a fetch gives a sign of life more often than the queue's. */
async function silence(districts: readonly TestDistrict[]): Promise<void> {
  const ago = new Date(Date.now() - 60_000);
  for (const { db, districtId } of districts)
    await db.session(districtId, (session) =>
      session.write((tx) =>
        tx.query("update arrival set alive_at = $2 where district_id = $1 and state = 'fetching'", [
          ...[districtId, ago.toISOString()],
        ]),
      ),
    );
  const arrivals = path.join(home.world.home, "arrivals");
  for (const name of await readdir(arrivals)) await utimes(path.join(arrivals, name, "alive"), ago, ago);
}

async function arrivalsOf(district: TestDistrict): Promise<unknown> {
  const row = await district.one<{ states: unknown }>(
    "select array_agg(state order by arrival_id) as states from arrival where district_id = $1",
  );
  return row?.states;
}

/** Runs that still stand open, and runs that changed the directory. */
function runsOf(district: TestDistrict) {
  return district.one(
    `select (select count(*) from run where district_id = $1 and state = 'running') as running,
            (select count(distinct applied_in_run) from plan_slice where district_id = $1) as journals`,
  );
}

test("as workers are delivered, a dead one is noticed and its sync begun anew within ninety seconds", () => {
  const { heartbeatSeconds, lookEverySeconds } = usualPace;
  // Somebody looks twice at most, a second process for it is started two seconds later, and a place rests for 2.5 s.
  assert.ok(heartbeatSeconds + 2 * lookEverySeconds + 2 + 2.5 <= 90);
});
