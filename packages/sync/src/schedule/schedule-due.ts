import type { Transaction } from "../database/database.ts";
import { readDistrictSettings } from "../directory/settings.ts";
import { Fault } from "../fault.ts";
import { askForSync } from "../queue/ask-for-sync.ts";
import type { ErrandIds, Queue } from "../queue/queue.ts";
import { type DailyStart, dueStart, jitterOf, nextStart, type Start } from "./next-start.ts";
import { whatForbids } from "./what-forbids.ts";

/**
 * What runs by itself, and when. Each source starts once a day at its own time. Nothing is kept in memory: any process
 * may look, as often as it likes, several at a time; the row that marks a source's day decides who asked first.
 */
export interface StartedSource extends ErrandIds {
  readonly day: string;
  /** `joined`: somebody had asked before; `paused`, `frozen`: this day is left out. */
  readonly deed: "asked" | "joined" | "paused" | "frozen";
}

/**
 * Asks for every sync that is due, each day of a source once. A district that cannot be asked for keeps no other
 * waiting: it is told to `onTrouble` and looked at again the next time.
 *
 * @throws Fault `database.*` when the database fails
 */
export async function scheduleDue(
  queue: Queue,
  now: Date,
  onTrouble: (districtId: number, error: unknown) => void = rethrow,
): Promise<readonly StartedSource[]> {
  const districts = await queue.reserve.session(undefined, (session) =>
    session.read((tx) =>
      tx.query<{ district_id: number }>(
        "select district_id from district where next_sync_at is null or next_sync_at <= $1 order by next_sync_at",
        [now.toISOString()],
      ),
    ),
  );
  const started: StartedSource[] = [];
  for (const { district_id } of districts) {
    try {
      const begun = await queue.reserve.session(district_id, (session) =>
        session.write((tx) => scheduleDistrict(tx, queue, district_id, now)),
      );
      started.push(...begun);
    } catch (error) {
      if (error instanceof Fault && error.retry === "later") throw error;
      onTrouble(district_id, error);
    }
  }
  return started;
}

function rethrow(_districtId: number, error: unknown): never {
  throw error;
}

interface Scheduled extends Record<string, unknown> {
  readonly source_id: number;
  readonly starts_at: string;
  readonly since: string;
  /** Days that are marked, around now. */
  readonly done: readonly string[];
}

async function scheduleDistrict(
  tx: Transaction,
  queue: Queue,
  districtId: number,
  now: Date,
): Promise<readonly StartedSource[]> {
  // Of two schedulers one waits here, and then finds what the other has marked.
  await tx.query("select 1 from district where district_id = $1 for no key update", [districtId]);
  await followSources(tx, districtId, now);
  const zone = (await readDistrictSettings(tx, districtId))["district.time-zone"];
  const started: StartedSource[] = [];
  for (const source of await readScheduled(tx, districtId, now)) {
    const ids = { districtId, sourceId: source.source_id };
    const start = { zone, startsAt: source.starts_at, jitterSeconds: jitterOf(districtId) };
    const done = new Set(source.done);
    const due = dueStart(start, { since: new Date(source.since), now, isDone: (day) => done.has(day) });
    if (due !== undefined) {
      started.push(...(await beginDay(tx, queue, ids, due, now)));
      done.add(due.day);
    }
    await noteNext(tx, ids, start, now, (day) => done.has(day));
  }
  await tx.query(
    `update district set next_sync_at = coalesce(
              (select min(next_at) from schedule where district_id = $1), 'infinity')
      where district_id = $1`,
    [districtId],
  );
  return started;
}

/** A source that was enabled, or given another time, counts from now on; one that was paused is forgotten. */
async function followSources(tx: Transaction, districtId: number, now: Date): Promise<void> {
  await tx.query(
    `delete from schedule c where district_id = $1
        and not exists (select from source s where s.district_id = $1 and s.source_id = c.source_id
                           and s.state = 'enabled' and s.joins_source_id is null and s.starts_at = c.starts_at)`,
    [districtId],
  );
  await tx.query(
    `insert into schedule (district_id, source_id, starts_at, since, next_at)
     select district_id, source_id, starts_at, $2, $2 from source
      where district_id = $1 and state = 'enabled' and joins_source_id is null and starts_at is not null
     on conflict do nothing`,
    [districtId, now.toISOString()],
  );
}

function readScheduled(tx: Transaction, districtId: number, now: Date): Promise<Scheduled[]> {
  return tx.query<Scheduled>(
    `select source_id, starts_at, since, array(
              select day from schedule_mark m where m.district_id = $1 and m.source_id = c.source_id
                 and m.day between $2::date - 3 and $2::date + 4) as done
       from schedule c where district_id = $1 order by source_id`,
    [districtId, now.toISOString().slice(0, 10)],
  );
}

async function beginDay(
  tx: Transaction,
  queue: Queue,
  ids: ErrandIds,
  due: Start,
  now: Date,
): Promise<readonly StartedSource[]> {
  const at = now.toISOString();
  const forbidden = await whatForbids(tx, ids, now);
  const left = forbidden?.code === "schedule.season.frozen" ? "frozen" : "paused";
  const [mine] = await tx.query(
    `insert into schedule_mark (district_id, source_id, day, deed, due_at, marked_at) values ($1, $2, $3, $4, $5, $6)
     on conflict do nothing returning 1`,
    [
      ids.districtId,
      ids.sourceId,
      due.day,
      forbidden === undefined ? "asked" : left,
      due.at.toISOString(),
      at,
    ],
  );
  if (mine === undefined) return [];
  await forgetMarks(tx, ids, due.day);
  if (forbidden !== undefined) return [{ ...ids, day: due.day, deed: left }];
  const asked = await askForSync(tx, queue, { ...ids, kind: "schedule", askedBy: "schedule", at });
  const deed = asked.joined === "nothing" ? "asked" : "joined";
  await tx.query(
    "update schedule_mark set deed = $4, errand_id = $5 where district_id = $1 and source_id = $2 and day = $3",
    [ids.districtId, ids.sourceId, due.day, deed, asked.errandId],
  );
  return [{ ...ids, day: due.day, deed }];
}

/** Days that were started are remembered for so long; whoever asks what was started when reads the runs. */
const keptDays = 40;

/**
 * The newest ten that are older stay as well: a clock that was put forward by a year and back again starts no day twice
 * (reliability J12).
 */
async function forgetMarks(tx: Transaction, { districtId, sourceId }: ErrandIds, day: string): Promise<void> {
  await tx.query(
    `delete from schedule_mark where district_id = $1 and source_id = $2 and day < $3::date - $4::integer
        and day < (select day from schedule_mark where district_id = $1 and source_id = $2
                    order by day desc offset 10 limit 1)`,
    [districtId, sourceId, day, keptDays],
  );
}

async function noteNext(
  tx: Transaction,
  { districtId, sourceId }: ErrandIds,
  start: DailyStart,
  now: Date,
  isDone: (day: string) => boolean,
): Promise<void> {
  await tx.query("update schedule set next_at = $3 where district_id = $1 and source_id = $2", [
    ...[districtId, sourceId, nextStart(start, now, isDone).at.toISOString()],
  ]);
}
