import assert from "node:assert/strict";
import { randomUUID } from "node:crypto";
import { existsSync, mkdirSync } from "node:fs";
import path from "node:path";
import { after, test } from "node:test";
import { writePracticeDay } from "@muster/sandbox/practice.ts";
import { keepUploaded } from "@muster/sync/connection/uploaded-files.ts";
import { openDatabase } from "@muster/sync/database/database.ts";
import { askForSync } from "@muster/sync/queue/ask-for-sync.ts";
import { openQueue } from "@muster/sync/queue/queue.ts";
import { startMuster, temporaryFolder } from "./muster-process.ts";

const { folder, remove } = temporaryFolder();
const home = path.join(folder, "home");
const roster = path.join(folder, "roster");

after(remove);

test("a service does what is asked for, tells how it is, and stops in order", async () => {
  mkdirSync(roster, { recursive: true });
  await writePracticeDay(roster, "monday");
  await muster("district", "create", "Oak");
  await muster("source", "add", "folder", "--name", "Files", "--path", roster, "--quiet-seconds", "0");
  await muster("source", "test", "2");
  await muster("source", "enable", "2");

  const service = startMuster(home, ["serve", "--places", "1", "--health-port", "0"]);
  const events = watch(service.child.stdout);
  const ready = await events.find((event) => event.is === "ready");
  const address = `http://127.0.0.1:${String(ready.healthPort)}`;
  const health = await fetch(`${address}/health`);
  assert.equal(health.status, 200);
  assert.match(await health.text(), /"isWell":true,"alarms":\[\]/);

  await muster("queue", "pause", "--reason", "trying out");
  const refused = await startMuster(home, ["queue", "add", "2"]).ended;
  assert.match(refused.stderr, /schedule\.district\.paused/);
  await muster("queue", "resume");
  await muster("queue", "add", "2");
  const done = await events.find((event) => event.is === "done");
  assert.deepEqual([done.districtId, done.sourceId, done.outcome], [1, 2, "applied"]);
  assert.match(await muster("queue", "list"), /done +0 +applied/);
  assert.match(await (await fetch(`${address}/metrics`)).text(), /^muster_syncs_total\{end="applied"\} 1$/m);

  await makeLarge();
  await muster("queue", "add", "2");
  await events.find((event) => event.is === "beside-started");
  await events.find((event) => event.outcome === "no_changes");

  const asked = performance.now();
  service.child.kill("SIGTERM");
  const { exitCode, signal, stderr } = await service.ended;
  assert.deepEqual([exitCode, signal], [0, null], stderr);
  assert.ok(performance.now() - asked < 15_000, "nothing was at work, so nothing is waited for");

  const brought = await bringFiles();
  assert.match(await muster("queue", "list"), /task +source .*\n.*upload +2 +kim +waiting/);
  assert.match(await muster("queue", "cancel", "2"), /Cancelled before it began/);
  assert.equal(existsSync(brought), false, "whoever brought the files has taken them back");
});

/** Somebody brings files while nobody works. */
async function bringFiles(): Promise<string> {
  const db = await openDatabase({ home });
  const queue = await openQueue(db, { isWorker: false });
  const upload = { districtId: 1, uploadId: randomUUID() };
  const received = path.join(folder, "received");
  mkdirSync(received);
  await keepUploaded(home, received, upload);
  const task = { does: "upload", uploadId: upload.uploadId, applies: false, missing: "left" } as const;
  const errand = { districtId: 1, sourceId: 2, kind: "person", askedBy: "kim" } as const;
  const at = new Date().toISOString();
  await db.session(1, (session) =>
    session.write((tx) => askForSync(tx, queue, { ...errand, at, task: { ...task, schoolId: undefined } })),
  );
  await queue.close();
  await db.close();
  return path.join(home, "uploads", `1-${upload.uploadId}`);
}

/** As if the district had a million records: its syncs get a process of their own. */
async function makeLarge(): Promise<void> {
  const db = await openDatabase({ home });
  await db.session(1, (session) =>
    session.write((tx) => tx.query("update district set records = 1000000 where district_id = 1")),
  );
  await db.close();
}

async function muster(...words: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await startMuster(home, words).ended;
  assert.ok(exitCode === 0, `muster ${words.join(" ")}: ${exitCode} ${stdout} ${stderr}`);
  return stdout;
}

type Event = Readonly<Record<string, unknown>>;

/** The events of a service as it says them. */
function watch(stdout: NodeJS.ReadableStream) {
  const events: Event[] = [];
  let rest = "";
  const onlookers = new Set<() => void>();
  stdout.on("data", (text) => {
    const lines = (rest + String(text)).split("\n");
    rest = lines.pop() ?? "";
    for (const line of lines) events.push(JSON.parse(line) as Event);
    for (const look of onlookers) look();
  });
  return {
    find: (isMeant: (event: Event) => boolean): Promise<Event> =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = events.find(isMeant);
          if (found !== undefined) resolve(found);
        };
        onlookers.add(look);
        look();
      }),
  };
}
