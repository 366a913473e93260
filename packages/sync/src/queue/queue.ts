import type { PgBoss } from "pg-boss";
import type { Database, Reserve, Transaction } from "../database/database.ts";
import { migrationsFolder, readMigrations } from "../database/migrate.ts";
import { queueSchema } from "../database/queue-schema.ts";
import type { Fault } from "../fault.ts";

/**
 * The queue: who asked for which sync, who does it, and what came of it.
 *
 * A library carries the jobs: it hands each to one worker, takes the signs of life, and gives a job to somebody else
 * when they stop. It knows the ids of district and source and nothing more. What people see lies in our table `errand`,
 * with its district: an errand waits, runs, and is done, dead or cancelled. Both change in one transaction.
 *
 * Scheduled once, delivered at least once, effective once: a worker that was thought dead and wakes up finds that it
 * may neither commit (`run.fencing`) nor settle the errand (the library counts its attempts).
 */
export interface Queue {
  readonly db: Database;
  /** Connections that no sync can use up. */
  readonly reserve: Reserve;
  readonly library: PgBoss;
  readonly pace: QueuePace;
  /** Told, in the transaction that gives an errand up, that nobody tries it again by itself. */
  readonly onDead: OnDead;
  /** How many migrations this program knows; a database with more belongs to a newer one. */
  readonly knownSchema: number;
  readonly close: () => Promise<void>;
}

export type OnDead = (
  tx: Transaction,
  dead: ErrandIds & { readonly fault: ToldFault; readonly attempts: number },
  at: Date,
) => Promise<void>;

/** What may be kept of a fault. */
export type ToldFault = Pick<Fault, "code" | "retry" | "facts">;

/** How quickly things are noticed, in s. */
export interface QueuePace {
  /** Without a sign of life for so long an errand is given to another worker; the library wants 10 at least. */
  readonly heartbeatSeconds: number;
  /** How often somebody looks for errands whose worker is silent. */
  readonly lookEverySeconds: number;
}

/** A dead worker is noticed after 30 to 50 s; 90 are promised (reliability J01). */
export const usualPace: QueuePace = { heartbeatSeconds: 30, lookEverySeconds: 15 };

/** Which part a process takes: a worker looks after silent errands, whoever only asks does not. */
export interface QueueOptions {
  readonly isWorker: boolean;
  readonly pace?: QueuePace;
  readonly onDead?: OnDead;
  /** What the library complains of; it goes on by itself. */
  readonly onTrouble?: (error: unknown) => void;
}

/** The ids of one errand, all that the library is told. */
export interface ErrandIds {
  readonly districtId: number;
  readonly sourceId: number;
}

/** Opens the queue on a database whose tables are prepared; close it before the database. */
export async function openQueue(db: Database, options: QueueOptions): Promise<Queue> {
  const pace = options.pace ?? usualPace;
  const reserve = db.reserve(options.isWorker ? 4 : 1);
  const every = pace.lookEverySeconds;
  // Loaded here alone, so that what never opens the queue starts without it.
  const { PgBoss: Library } = await import("pg-boss");
  const library = new Library({
    db: { executeSql: reserve.executeSql },
    ...{ schema: queueSchema, migrate: false, createSchema: false, schedule: false, reindex: false },
    ...{ supervise: options.isWorker, superviseIntervalSeconds: every, monitorIntervalSeconds: every },
  });
  library.on("error", (error) => options.onTrouble?.(error));
  try {
    await library.start();
  } catch (error) {
    await reserve.close();
    throw error;
  }
  return {
    ...{ db, reserve, library, pace, onDead: options.onDead ?? (() => Promise.resolve()) },
    knownSchema: (await readMigrations(migrationsFolder)).length,
    close: async () => {
      await library.stop({ graceful: false, close: false });
      await reserve.close();
    },
  };
}

/** The library's statements as part of a transaction of ours. */
export function within(tx: Transaction): {
  readonly executeSql: (text: string, values?: unknown[]) => Promise<{ rows: Record<string, unknown>[] }>;
} {
  return { executeSql: async (text, values) => ({ rows: await tx.query(text, values ?? []) }) };
}

/** One active errand a district: the library counts by this. */
export const groupOf = ({ districtId }: ErrandIds): string => String(districtId);

/** Names the errand's source beside the ids themselves, so that a job with other ids in it is recognised. */
export const keyOf = ({ districtId, sourceId }: ErrandIds): string => `${districtId}/${sourceId}`;
