import type { Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";
import type { Delivery, SourceProgress } from "../source/source.ts";
import { changeSource, type OpenedSource } from "./connections.ts";
import { kindOf } from "./kind-of.ts";
import { interrupted } from "./look-at-source.ts";
import { namingSource } from "./naming-source.ts";
import { openConnection } from "./open-connection.ts";
import { settleArrivals } from "./settle-arrivals.ts";
import type { SourceWorld } from "./source-world.ts";

/** What a fetch brought; its files are there until it is closed. */
export interface Arrival {
  readonly arrivalId: number;
  readonly sourceId: number;
  readonly delivery: Delivery;
  readonly close: () => Promise<void>;
}

/** How often at most a fetch tells how far it is, in ms. */
const tellEveryMs = 2_000;
/** How often a fetch that has nothing to tell says that it is alive, in ms; see `settleArrivals`. */
const beatEveryMs = 5_000;
/** After so many refusals in a row nothing is tried any more: the next attempt might lock the district's account. */
const mostRefusals = 3;

/**
 * Fetches everything a source has, and keeps in a row of its own how far it is and what came of it. Holds no lock: a
 * fetch may last an hour, and people go on working.
 *
 * @throws Fault `source.*`, `storage.*`, `run.signal.interrupted`: what was fetched is gone then
 */
export async function fetchSource(
  world: SourceWorld,
  source: OpenedSource,
  askedBy: string,
  onProgress: (progress: SourceProgress) => void,
): Promise<Arrival> {
  const kind = kindOf(world.kinds, source.kind);
  const { districtId } = source;
  const arrivalId = await beginArrival(world, source, askedBy);
  const teller = tellProgress(world, { districtId, arrivalId }, onProgress);
  let close = async (): Promise<void> => undefined;
  try {
    const opened = await openConnection(world, source, teller.tell);
    close = opened.close;
    const delivery = await kind.fetch(opened.connection);
    world.signal.throwIfAborted();
    await teller.end();
    await endArrival(world, { districtId, arrivalId, state: "fetched", delivery });
    await noteSeen(world, source, { ...source.seen, ...delivery.seen, refusals: 0 });
    return { arrivalId, sourceId: source.sourceId, delivery, close };
  } catch (error) {
    await teller.end();
    await close();
    const fault = world.signal.aborted ? interrupted() : namingSource(error, source.sourceId);
    const state = world.signal.aborted ? "cancelled" : "failed";
    await endArrival(world, { districtId, arrivalId, state, fault });
    await countRefusals(world, source, fault);
    throw fault;
  }
}

/** Notes which run took what was fetched. */
export async function noteRunOfArrival(
  world: SourceWorld,
  districtId: number,
  arrivalId: number,
  runId: number,
): Promise<void> {
  await write(world, districtId, (tx) =>
    tx.query("update arrival set run_id = $3 where district_id = $1 and arrival_id = $2", [
      ...[districtId, arrivalId, runId],
    ]),
  );
}

/** A connection is held for a statement, never for a fetch. */
function write<T>(
  { db }: SourceWorld,
  districtId: number,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  return db.session(districtId, (session) => session.write(work));
}

async function beginArrival(
  world: SourceWorld,
  { districtId, sourceId }: OpenedSource,
  askedBy: string,
): Promise<number> {
  return write(world, districtId, async (tx) => {
    await settleArrivals(tx, districtId, world.now().toISOString());
    const [row] = await tx.query<{ arrival_id: number }>(
      `with number as (
         insert into counter as c (district_id, name, value) values ($1, 'arrival', 1)
         on conflict (district_id, name) do update set value = c.value + 1 returning value)
       insert into arrival (district_id, arrival_id, source_id, asked_by, state, started_at, alive_at)
       select $1, value, $2, $3, 'fetching', $4, $4 from number returning arrival_id`,
      [districtId, sourceId, askedBy, world.now().toISOString()],
    );
    if (row === undefined) throw new Error("an insert answers its row");
    return row.arrival_id;
  });
}

/** Passes progress on, and writes it down now and then; one statement at a time, in the order of time. */
function tellProgress(
  world: SourceWorld,
  { districtId, arrivalId }: { readonly districtId: number; readonly arrivalId: number },
  onProgress: (progress: SourceProgress) => void,
) {
  let writing: Promise<unknown> = Promise.resolve();
  let toldAt = 0;
  let last: SourceProgress | undefined;
  const note = (at: Date): void => {
    const progress = JSON.stringify(last ?? {});
    writing = writing
      .then(() =>
        write(world, districtId, (tx) =>
          tx.query(
            "update arrival set progress = $3, alive_at = $4 where district_id = $1 and arrival_id = $2",
            [districtId, arrivalId, progress, at.toISOString()],
          ),
        ),
      )
      // Progress that cannot be written is no reason to stop; a database that is gone is met again at the end.
      .catch(() => undefined);
  };
  const beat = setInterval(() => note(world.now()), beatEveryMs);
  beat.unref();
  return {
    tell: (progress: SourceProgress): void => {
      onProgress(progress);
      last = progress;
      const at = world.now();
      // A clock that was set back tells again.
      if (Math.abs(at.getTime() - toldAt) < tellEveryMs) return;
      toldAt = at.getTime();
      note(at);
    },
    end: () => {
      clearInterval(beat);
      return writing;
    },
  };
}

async function endArrival(
  world: SourceWorld,
  end: {
    readonly districtId: number;
    readonly arrivalId: number;
    readonly state: "fetched" | "failed" | "cancelled";
    readonly delivery?: Delivery;
    readonly fault?: unknown;
  },
): Promise<void> {
  const { fault } = end;
  // The text of a mistake of ours may hold anything, so only its kind is kept.
  const told =
    fault instanceof Fault
      ? { code: fault.code, retry: fault.retry, facts: fault.facts }
      : fault === undefined
        ? null
        : { code: "run.assertion.failed", retry: "never", facts: {} };
  await write(world, end.districtId, (tx) =>
    tx.query(
      `update arrival set state = $3, ended_at = $4, alive_at = $4, proofs = $5, fault = $6
        where district_id = $1 and arrival_id = $2`,
      [
        ...[end.districtId, end.arrivalId, end.state, world.now().toISOString()],
        ...[JSON.stringify(end.delivery?.proofs ?? []), told === null ? null : JSON.stringify(told)],
      ],
    ),
  );
}

/** Refused sign-ins in a row; after some the source is paused, so that no account is locked by us (reliability A17). */
async function countRefusals(world: SourceWorld, source: OpenedSource, fault: unknown): Promise<void> {
  if (!(fault instanceof Fault) || fault.code !== "source.sign-in.refused") return;
  const refusals = Number(source.seen.refusals ?? 0) + 1;
  await noteSeen(world, source, { ...source.seen, refusals });
  if (refusals >= mostRefusals && source.state === "enabled")
    await changeSource(world, undefined, source, { state: "paused" });
}

async function noteSeen(world: SourceWorld, source: OpenedSource, seen: OpenedSource["seen"]): Promise<void> {
  await changeSource(world, undefined, source, { seen });
}
