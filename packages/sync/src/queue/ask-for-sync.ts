import { randomUUID } from "node:crypto";
import type { Transaction } from "../database/database.ts";
import { deadQueue, syncQueue } from "../database/queue-schema.ts";
import { Fault } from "../fault.ts";
import { type ErrandIds, groupOf, keyOf, type Queue, within } from "./queue.ts";
import { type Task, taskColumns, taskValues } from "./task.ts";

/** An errand that is to be done by whichever worker comes first. */
export interface Asking extends ErrandIds {
  /** `arrival`: files came after whatever is under way began, so it cannot do for them. */
  readonly kind: "person" | "schedule" | "arrival";
  readonly askedBy: string;
  /** `sync` unless told. */
  readonly task?: Task;
  /** ISO 8601. */
  readonly at: string;
}

/** What came of asking: a new errand, or one that was there already and does as well. */
export interface Asked {
  readonly errandId: string;
  readonly joined: "nothing" | "waiting" | "running";
}

/** Whoever asked by hand goes before everything that starts by itself. */
const priorities = { person: 10_000, arrival: 5_000, schedule: 0 } as const;

/**
 * Asks for the sync of a source, inside the caller's transaction: it is asked for when that commits, and not otherwise.
 * Twenty clicks are one sync (reliability J03): whoever asks again for the same joins the errand that waits, or the one at
 * work. When a person joins one that waits for a retry or for the night, it comes forward. Uploads are never joined: each
 * brings files of its own. Guardians of a second source come with the source that they join, so it is that one's sync.
 *
 * @throws Fault `source.id.unknown`
 */
export async function askForSync(tx: Transaction, queue: Queue, wish: Asking): Promise<Asked> {
  // Whoever asks of one district does so one after the other: what is found below stays true until the commit.
  const [source] = await tx.query<{ synced: number }>(
    `select coalesce(s.joins_source_id, s.source_id) as synced
       from district d join source s on s.district_id = d.district_id
      where d.district_id = $1 and s.source_id = $2 for no key update of d`,
    [wish.districtId, wish.sourceId],
  );
  if (source === undefined)
    throw new Fault("source.id.unknown", "never", "there is no such source", {
      district: wish.districtId,
      source: wish.sourceId,
    });
  const asking = taskOfAsking(wish).does === "sync" ? { ...wish, sourceId: source.synced } : wish;
  const open = await readOpen(tx, asking);
  const same = open.filter((one) => isTheSame(one, asking));
  const waiting = same.find(({ state }) => state === "waiting");
  if (waiting !== undefined) {
    await bringForward(tx, queue, asking, waiting.errand_id);
    return { errandId: waiting.errand_id, joined: "waiting" };
  }
  const running = same.find(({ state }) => state === "running");
  if (running !== undefined && asking.kind !== "arrival")
    return { errandId: running.errand_id, joined: "running" };
  return { errandId: await send(tx, queue, asking, open.length), joined: "nothing" };
}

interface OpenErrand extends Record<string, unknown> {
  readonly errand_id: string;
  readonly source_id: number;
  readonly task: Task["does"];
  readonly state: "waiting" | "running";
}

function isTheSame({ source_id, task }: OpenErrand, asking: Asking): boolean {
  return source_id === asking.sourceId && task === taskOfAsking(asking).does && task !== "upload";
}

const taskOfAsking = ({ task }: Asking): Task => task ?? { does: "sync" };

function readOpen(tx: Transaction, { districtId }: ErrandIds): Promise<OpenErrand[]> {
  return tx.query<OpenErrand>(
    "select errand_id, source_id, task, state from errand where district_id = $1 and state in ('waiting', 'running')",
    [districtId],
  );
}

async function bringForward(tx: Transaction, queue: Queue, asking: Asking, errandId: string): Promise<void> {
  if (asking.kind === "schedule") return;
  await tx.query(
    "update errand set kind = $3, asked_by = $4 where district_id = $1 and errand_id = $2 and kind <> 'person'",
    [asking.districtId, errandId, asking.kind, asking.askedBy],
  );
  await queue.library.update(syncQueue, undefined, {
    ...{ id: errandId, priority: priorities[asking.kind], startAfter: 0, db: within(tx) },
  });
}

/**
 * The n-th open errand of a district stands behind the (n-1)-th of every other: a district with fifty sources does not
 * keep the others waiting.
 */
async function send(tx: Transaction, queue: Queue, asking: Asking, openErrands: number): Promise<string> {
  const { districtId, sourceId, kind } = asking;
  const errandId = randomUUID();
  const data: ErrandIds = { districtId, sourceId };
  const sent = await queue.library.send(syncQueue, data, {
    ...{ id: errandId, singletonKey: keyOf(data), group: { id: groupOf(data) } },
    priority: priorities[kind] - Math.min(openErrands, 4_000),
    ...{ heartbeatSeconds: queue.pace.heartbeatSeconds, db: within(tx) },
  });
  if (sent !== errandId) throw new Error("the queue takes every errand under its own id");
  await tx.query(
    `insert into errand (district_id, errand_id, source_id, kind, asked_by, asked_at, ${taskColumns}, state)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, 'waiting')`,
    [districtId, errandId, sourceId, kind, asking.askedBy, asking.at, ...taskValues(taskOfAsking(asking))],
  );
  return errandId;
}

/** Puts an errand that nobody can do as things stand where it is listed, beside its row of ours. */
export async function sendDead(
  tx: Transaction,
  queue: Queue,
  ids: ErrandIds,
  errandId: string,
): Promise<void> {
  const data: ErrandIds = { districtId: ids.districtId, sourceId: ids.sourceId };
  await queue.library.send(deadQueue, data, {
    ...{ id: errandId, singletonKey: keyOf(data), group: { id: groupOf(data) }, db: within(tx) },
  });
}
