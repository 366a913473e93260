import type { ChildProcess } from "node:child_process";
import { sweepArrivals } from "@muster/sync/connection/arrival-folder.ts";
import { type Database, openDatabase } from "@muster/sync/database/database.ts";
import { Fault } from "@muster/sync/fault.ts";
import { type HomeKeys, openHomeKeys } from "@muster/sync/keys/home-keys.ts";
import { noteDeadLetter } from "@muster/sync/notice/note-dead-letter.ts";
import type { MailSettings } from "@muster/sync/notice/notice-world.ts";
import { isHeavyWaiting } from "@muster/sync/queue/heavy-waiting.ts";
import { openQueue, type Queue } from "@muster/sync/queue/queue.ts";
import { readQueueFigures } from "@muster/sync/queue/queue-figures.ts";
import { sweepUploads } from "@muster/sync/run/sweep-uploads.ts";
import { whatForbids } from "@muster/sync/schedule/what-forbids.ts";
import { sourceKinds } from "@muster/sync/source/registry.ts";
import { sourceLimits } from "@muster/sync/source/source.ts";
import type { DropServer } from "./drop/drop-server.ts";
import { type HealthServer, openHealthServer } from "./health-server.ts";
import { type HttpFigures, openHttpFigures } from "./http/http-figures.ts";
import { openKnownAskers } from "./http/known-askers.ts";
import type { HttpOptions } from "./http/open-http.ts";
import { type KeptProcess, keepProcess } from "./kept-process.ts";
import { startNoticeRound } from "./notice-round.ts";
import { type DropDoor, openDrop } from "./open-drop.ts";
import { type Round, startRound } from "./round.ts";
import { startScheduler } from "./scheduler.ts";
import { startSilenceRound } from "./silence-round.ts";
import { syncBySource } from "./sync-by-source.ts";
import { startWorker, type Worker } from "./worker.ts";

/** Which parts of Muster a process plays. One process may play them all; several may play the same one. */
export interface ServeOptions {
  readonly home: string;
  readonly databaseUrl: string | undefined;
  /** Asks for what is due. Several on one database are no harm. */
  readonly isScheduler: boolean;
  /** Syncs at the same time; 0: this process does none. */
  readonly places: number;
  /** Of these, how many also take what wants a place of its own. */
  readonly heavyPlaces: number;
  /**
   * Starts a worker for what wants a place of its own, in a process beside this one; undefined: this is such a worker,
   * which leaves it to the one beside it to send what people are to be told.
   */
  readonly startBeside: (() => ChildProcess) | undefined;
  /** For a worker beside another: it ends when it has found nothing to do for so long, in ms. */
  readonly endsAfterIdleMs?: number;
  /** Of 127.0.0.1; 0: any that is free; undefined: none. */
  readonly healthPort: number | undefined;
  /** Where districts without a site of their own upload; undefined: nowhere. */
  readonly drop: DropDoor | undefined;
  /** Where people and programs come in; undefined: nowhere. */
  readonly http: HttpDoor | undefined;
  readonly allowsPrivateHosts: boolean;
  readonly mail: MailSettings | undefined;
  /** One line of the log: a word, ids, codes and numbers. */
  readonly log: (event: object) => void;
  readonly onProgress: (text: string) => void;
}

/** The console and the interface for programs, and what they are called from outside. */
export interface HttpDoor extends HttpOptions {
  /** `https://muster.example.org`; undefined: the port of this machine. */
  readonly publicUrl: string | undefined;
  /** Nobody asked for this very port: where it is taken, any that is free does. */
  readonly takesAnyPort: boolean;
}

/** A process at work. */
export interface Serving {
  readonly healthPort: number | undefined;
  /** Where the console is, without a slash at its end. */
  readonly consoleUrl: string | undefined;
  readonly drop: DropServer | undefined;
  /** Looks for work at once. */
  readonly wake: () => void;
  readonly queue: Queue;
  readonly db: Database;
  /** Ends everything in order, within 30 s. */
  readonly stop: () => Promise<void>;
  /** Resolves when it has ended by itself: with the reason where that is a trouble. */
  readonly ended: Promise<Fault | undefined>;
}

/**
 * Starts the parts that were asked for. Nothing of it must end in order: what is killed is taken up by whoever is there.
 *
 * @throws Fault of opening the database, the keys and the ports
 */
export async function serve(options: ServeOptions): Promise<Serving> {
  const { log } = options;
  const name = `muster ${options.startBeside === undefined ? "beside" : "worker"} ${process.pid}-${Date.now().toString(36)}`;
  const db = await openNamed(options, name);
  const closers: (() => Promise<void>)[] = [() => db.close()];
  const close = async (): Promise<void> => {
    for (let next = closers.pop(); next !== undefined; next = closers.pop()) await next();
  };
  const kept = <T extends { readonly close: () => Promise<void> } | undefined>(opened: T): T => {
    if (opened !== undefined) closers.push(opened.close);
    return opened;
  };
  try {
    const queue = await openQueue(db, {
      isWorker: true,
      onDead: (tx, dead, at) => noteDeadLetter(tx, dead, at),
      onTrouble: (error) => log({ is: "queue-trouble", code: codeOf(error) }),
    });
    closers.push(queue.close);
    const keys = await openHomeKeys(options.home);
    await sweepArrivals(options.home);
    const worker = openWorker(options, queue, keys, name);
    const beside = keepBeside(options, queue);
    const rounds = startRounds(options, queue, keys);
    // All at once: each may take most of the half minute there is.
    closers.push(async () => {
      await Promise.all([worker.stop(), beside?.stop(), ...rounds.all.map((round) => round.stop())]);
    });
    const drop = kept(options.drop && (await openDrop(queue, options.home, options.drop, log)));
    const figures = options.http === undefined ? undefined : openHttpFigures();
    const within = { queue, keys, drop, wake: worker.wake, figures };
    const http = kept(options.http && (await openConsole(options, options.http, within)));
    const health = kept(await openHealth(options, queue, worker, { scheduler: rounds.scheduler, figures }));
    const ended = endOf(worker, options.endsAfterIdleMs);
    const doors = { healthPort: health?.port, consoleUrl: http?.url, drop };
    return { ...doors, wake: worker.wake, queue, db, stop: close, ended };
  } catch (error) {
    await close();
    throw error;
  }
}

const now = (): Date => new Date();

function openNamed(
  { home, databaseUrl, startBeside, onProgress }: ServeOptions,
  applicationName: string,
): Promise<Database> {
  return openDatabase({
    ...{ home, applicationName, onProgress },
    // What it syncs is large; the small ones of others come first.
    standsBack: startBeside === undefined,
    ...(databaseUrl === undefined ? {} : { url: databaseUrl }),
  });
}

async function openConsole(
  { home, mail, allowsPrivateHosts, log }: ServeOptions,
  door: HttpDoor,
  {
    queue,
    keys,
    drop,
    wake,
    figures,
  }: {
    readonly queue: Queue;
    readonly keys: HomeKeys;
    readonly drop: DropServer | undefined;
    readonly wake: () => void;
    readonly figures: HttpFigures | undefined;
  },
): Promise<{ readonly url: string; readonly close: () => Promise<void> }> {
  // Whoever only works off the queue starts without it.
  const { openHttp } = await import("./http/open-http.ts");
  const at = { url: door.publicUrl ?? "" };
  const world = {
    db: queue.db,
    home,
    keys,
    queue,
    now,
    mail,
    allowsPrivateHosts,
    dropPort: () => drop?.port,
    publicUrl: () => at.url,
    askers: openKnownAskers(),
    ...{ wake, log, ...(figures === undefined ? {} : { figures }) },
  };
  const { port, close } = await openHttp(world, door).catch((error: unknown) => {
    if (!door.takesAnyPort || codeOf(error) !== "http.port.taken") throw error;
    return openHttp(world, { ...door, port: 0 });
  });
  at.url ||= `http://${door.host === "0.0.0.0" ? "127.0.0.1" : door.host}:${port}`;
  return { url: at.url, close };
}

function openWorker(options: ServeOptions, queue: Queue, keys: HomeKeys, name: string): Worker {
  const { home, allowsPrivateHosts, log } = options;
  const { db } = queue;
  return startWorker({
    ...{ queue, name, now, onEvent: log, places: options.places, heavyPlaces: options.heavyPlaces },
    forbids: (tx, errand) => whatForbids(tx, errand, now()),
    onSettled: async ({ districtId, task }) => {
      if (task.does === "upload")
        await sweepUploads({ queue, home, now }, districtId).catch((error: unknown) =>
          log({ is: "sweep-trouble", code: codeOf(error) }),
        );
    },
    syncSource: syncBySource({
      ...{ db, home, keys, now, kinds: sourceKinds, limits: sourceLimits, allowsPrivateHosts },
    }),
  });
}

function keepBeside({ startBeside, log }: ServeOptions, queue: Queue): KeptProcess | undefined {
  if (startBeside === undefined) return undefined;
  return keepProcess(
    startBeside,
    () => isHeavyWaiting(queue),
    (event, facts) => log({ is: `beside-${event}`, ...facts }),
  );
}

/** What a process that was killed left of uploads may lie there so long, ms. */
const sweepEveryMs = 3_600_000;

/** What is done again and again. Whoever works sends what is to be told: a scheduler may be down for a while. */
function startRounds(
  options: ServeOptions,
  queue: Queue,
  keys: HomeKeys,
): { readonly scheduler: Round | undefined; readonly all: readonly Round[] } {
  const { isScheduler, startBeside, log, mail, allowsPrivateHosts, home } = options;
  if (startBeside === undefined && !isScheduler) return { scheduler: undefined, all: [] };
  const onTrouble = (code: string): void => log({ is: "schedule-trouble", code });
  const notices = startNoticeRound({ db: queue.db, keys, now, mail, allowsPrivateHosts }, (code) =>
    log({ is: "notice-trouble", code }),
  );
  if (!isScheduler) return { scheduler: undefined, all: [notices] };
  const scheduler = startScheduler({
    ...{ queue, now, onTrouble },
    onStarted: (started) => {
      for (const one of started) log({ is: "scheduled", ...one });
    },
  });
  const sweeps = startRound(
    sweepEveryMs,
    () => sweepUploads({ queue, home, now }),
    (code) => log({ is: "sweep-trouble", code }),
  );
  return { scheduler, all: [scheduler, startSilenceRound(queue, now, onTrouble), notices, sweeps] };
}

function openHealth(
  { healthPort }: ServeOptions,
  queue: Queue,
  worker: Worker,
  {
    scheduler,
    figures,
  }: { readonly scheduler: Round | undefined; readonly figures: HttpFigures | undefined },
): Promise<HealthServer> | undefined {
  if (healthPort === undefined) return undefined;
  return openHealthServer(healthPort, async () => ({
    queue: await readQueueFigures(queue).catch(() => undefined),
    worker: worker.figures(),
    ...{ scheduledAt: scheduler?.aliveAt(), now: Date.now(), http: figures },
  }));
}

/** A worker beside another goes when nothing has come for a while; any worker goes when the tables are newer than it. */
function endOf(worker: Worker, idleMs: number | undefined): Promise<Fault | undefined> {
  if (idleMs === undefined) return worker.stopped;
  const idle = new Promise<undefined>((resolve) => {
    const timer = setInterval(() => {
      if (Date.now() - worker.figures().busyAt < idleMs) return;
      clearInterval(timer);
      resolve(undefined);
    }, 1_000);
    void worker.stopped.then(() => clearInterval(timer));
  });
  return Promise.race([worker.stopped, idle]);
}

function codeOf(error: unknown): string {
  return error instanceof Fault ? error.code : "run.assertion.failed";
}
