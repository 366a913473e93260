import { type ChildProcess, spawn } from "node:child_process";
import { randomUUID } from "node:crypto";
import { cp } from "node:fs/promises";
import path from "node:path";
import { keepUploaded } from "@muster/sync/connection/uploaded-files.ts";
import { runAsOwner } from "@muster/sync/database/test-owner.ts";
import { askForSync } from "@muster/sync/queue/ask-for-sync.ts";
import { type Errand, listErrands } from "@muster/sync/queue/errands.ts";
import { openQueue, type Queue } from "@muster/sync/queue/queue.ts";
import type { Task } from "@muster/sync/queue/task.ts";
import { sweepUploads } from "@muster/sync/run/sweep-uploads.ts";
import { smallRoster, type TestDistrict, writeRoster } from "@muster/sync/run/test-district.ts";
import { openTestHome, tuesday } from "@muster/sync/run/test-home.ts";
import { whatForbids } from "@muster/sync/schedule/what-forbids.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import { sourceLimits } from "@muster/sync/source/source.ts";
import { type ErrandWorld, syncBySource } from "./sync-by-source.ts";
import { testPace, type WorkerOrder } from "./test-worker-order.ts";
import { startWorker, type Worker, type WorkerOptions } from "./worker.ts";
import type { WorkerEvent } from "./worker-event.ts";

/** A home with a database that processes may die in, and districts whose Tuesday lies in a folder to be synced. */
export interface WorkerHome {
  readonly queue: Queue;
  readonly world: ErrandWorld;
  /** Synced on Monday; its source of kind `folder` holds Tuesday's files. */
  readonly district: (name: string) => Promise<TestDistrict>;
  readonly ask: (district: TestDistrict, task?: Task) => Promise<string>;
  /** Asks for the district's Tuesday as files that somebody has brought. */
  readonly bring: (district: TestDistrict) => Promise<string>;
  readonly errands: (district: TestDistrict) => Promise<readonly Errand[]>;
  /** A worker of this process. */
  readonly worker: (more?: Partial<WorkerOptions>) => SeenWorker;
  /** A worker in a process of its own. */
  readonly elsewhere: (order: Omit<WorkerOrder, "home">) => ChildWorker;
  /** Some SQL as the owner of the tables, whom no process of Muster is when it works. */
  readonly asOwner: (sql: string) => Promise<void>;
  readonly close: () => Promise<void>;
}

export interface SeenWorker extends Worker {
  readonly events: readonly WorkerEvent[];
  /** Resolves once an event is there that is meant. */
  readonly sees: (isMeant: (event: WorkerEvent) => boolean, times?: number) => Promise<WorkerEvent>;
}

export interface ChildWorker {
  readonly process: ChildProcess;
  readonly said: () => string;
  readonly says: (words: RegExp) => Promise<void>;
  readonly ended: Promise<NodeJS.Signals | number | null>;
}

export async function openWorkerHome(): Promise<WorkerHome> {
  const home = await openTestHome();
  const { db } = home.world;
  const queue = await openQueue(db, { isWorker: true, pace: testPace });
  const world: ErrandWorld = {
    ...home.world,
    ...{ now: () => new Date(), kinds: sourceKinds, limits: sourceLimits, allowsPrivateHosts: true },
  };
  const workers: Worker[] = [];
  const children: ChildWorker[] = [];
  return {
    ...{ queue, world },
    district: async (name) => prepareTuesday(await home.district(name)),
    ask: (district, task) => askAsOlga(queue, district, task),
    bring: (district) => bringAsOlga(queue, district),
    errands: ({ districtId }) =>
      db.session(districtId, (session) => session.read((tx) => listErrands(tx, districtId, "newest"))),
    asOwner: (sql) => runAsOwner(home.world.home, sql),
    worker: (more = {}) => {
      const worker = startSeenWorker(queue, world, more);
      workers.push(worker);
      return worker;
    },
    elsewhere: (order) => {
      const child = startChild({ ...order, home: home.world.home });
      children.push(child);
      return child;
    },
    close: async () => {
      for (const worker of workers) await worker.stop(0);
      for (const child of children) child.process.kill("SIGKILL");
      await queue.close();
      await home.close();
    },
  };
}

async function bringAsOlga(queue: Queue, district: TestDistrict): Promise<string> {
  const { districtId, world, folder } = district;
  const uploadId = randomUUID();
  await cp(folder("tuesday"), folder("brought"), { recursive: true });
  await keepUploaded(world.home, folder("brought"), { districtId, uploadId });
  const how = { applies: true, missing: "left", schoolId: undefined } as const;
  return askAsOlga(queue, district, { does: "upload", uploadId, ...how });
}

async function askAsOlga(
  queue: Queue,
  { districtId, sourceId }: TestDistrict,
  task: Task = { does: "sync" },
): Promise<string> {
  return queue.db.session(districtId, (session) =>
    session.write(async (tx) => {
      const at = new Date().toISOString();
      const asking = { districtId, sourceId, kind: "person", askedBy: "olga", at, task } as const;
      return (await askForSync(tx, queue, asking)).errandId;
    }),
  );
}

async function prepareTuesday(district: TestDistrict): Promise<TestDistrict> {
  await district.sync(smallRoster);
  const folder = district.folder("tuesday");
  await writeRoster(folder, tuesday);
  const known = JSON.stringify({ path: folder, "quiet-seconds": "0" });
  await district.db.session(district.districtId, (session) =>
    session.write((tx) =>
      tx.query(
        "update source set kind = 'folder', known = $3, looked_at = now() where district_id = $1 and source_id = $2",
        [district.districtId, district.sourceId, known],
      ),
    ),
  );
  return district;
}

function startSeenWorker(queue: Queue, world: ErrandWorld, more: Partial<WorkerOptions>): SeenWorker {
  const events: WorkerEvent[] = [];
  const onlookers = new Set<() => void>();
  const worker = startWorker({
    ...{ queue, name: "muster", places: 1, heavyPlaces: 0, now: () => new Date(), restMs: 200 },
    syncSource: syncBySource(world),
    forbids: (tx, errand) => whatForbids(tx, errand, new Date()),
    onSettled: ({ districtId }) => sweepUploads({ queue, home: world.home, now: world.now }, districtId),
    ...more,
    onEvent: (event) => {
      events.push(event);
      for (const look of onlookers) look();
    },
  });
  return {
    ...worker,
    events,
    sees: (isMeant, times = 1) =>
      new Promise((resolve) => {
        const look = (): void => {
          const found = events.filter(isMeant);
          const last = found[times - 1];
          if (last === undefined) return;
          onlookers.delete(look);
          resolve(last);
        };
        onlookers.add(look);
        look();
      }),
  };
}

function startChild(order: WorkerOrder): ChildWorker {
  const program = path.join(import.meta.dirname, "test-worker-child.ts");
  const child = spawn(process.execPath, [program, JSON.stringify(order)], {
    stdio: ["ignore", "pipe", "pipe"],
  });
  let said = "";
  const onlookers = new Set<() => void>();
  for (const stream of [child.stdout, child.stderr])
    stream.on("data", (data) => {
      said += String(data);
      for (const look of onlookers) look();
    });
  const ended = new Promise<NodeJS.Signals | number | null>((resolve) => {
    child.on("close", (code, signal) => resolve(signal ?? code));
  });
  return {
    ...{ process: child, ended, said: () => said },
    says: (words) =>
      new Promise((resolve, reject) => {
        const look = (): void => {
          if (words.test(said)) resolve();
        };
        onlookers.add(look);
        look();
        void ended.then(() => reject(new Error(`it ended without saying ${words}: ${said}`)));
      }),
  };
}
