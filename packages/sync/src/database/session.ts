import { createHash } from "node:crypto";
import type pg from "pg";
import { translateDatabaseError } from "./statement-error.ts";
import { type Reader, runStatement, type Transaction, transactionOn } from "./transaction.ts";

/**
 * One connection held for one piece of work; temporary tables live on it from one transaction to the next. The
 * tenant is set in every transaction and never on the connection, so a pooled connection carries none to its
 * next user (security: tenancy, rows 2 and 3).
 *
 * One thing at a time: a second `read` or `write` before the first has ended is a mistake and throws.
 */
export interface Session {
  /** Undefined: the registry of districts only. */
  readonly district: number | undefined;
  /** A read-only transaction; all its statements see the same moment. It may not create temporary tables. */
  read<T>(work: (tx: Reader) => Promise<T>): Promise<T>;
  /** A transaction; committed when `work` returns, undone when it throws. */
  write<T>(work: (tx: Transaction) => Promise<T>): Promise<T>;
  /**
   * A lock on (district, key) among all processes on this database, held until `unlock` or the session's end.
   * False when it is taken and `wait` is false.
   */
  lock(key: string, wait: boolean): Promise<boolean>;
  unlock(key: string): Promise<void>;
}

const readOnly = "begin isolation level repeatable read, read only";
/**
 * Without the words `read write`: a server whose owner or provider has made it read-only (a disk nearly full, a copy
 * that took over from nobody) would be overruled by them, and a true copy refuses them with a state of its own.
 */
const readWrite = "begin isolation level read committed";

/** 64 bits of SHA-256: advisory locks are numbers, our keys are words. */
export function advisoryKey(...words: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(words)).digest();
  return digest.readBigInt64BE(0).toString();
}

/** Holds a pooled connection for `work` and leaves nothing of it behind: no lock, no temporary table. */
export async function withSession<T>(
  client: pg.PoolClient,
  district: number | undefined,
  work: (session: Session) => Promise<T>,
): Promise<T> {
  // Without a listener the loss of an idle connection would end the process.
  let lost: Error | undefined;
  const onError = (error: Error): void => {
    lost = error;
  };
  client.on("error", onError);
  try {
    return await work(sessionOn(client, district));
  } finally {
    const isClean = lost === undefined && (await forget(client));
    client.off("error", onError);
    client.release(!isClean);
  }
}

/** `discard all` drops temporary tables, locks and settings; false sends the connection away instead. */
async function forget(client: pg.PoolClient): Promise<boolean> {
  try {
    await client.query("discard all");
    return true;
  } catch {
    return false;
  }
}

/** The number PostgreSQL lists a session's lock under. */
export function sessionLockKey(district: number | undefined, key: string): string {
  return advisoryKey("session", String(district ?? ""), key);
}

/** Does anybody on this database hold a session's lock on (district, key)? Takes nothing, and keeps nobody waiting. */
export async function isHeld(tx: Reader, district: number | undefined, key: string): Promise<boolean> {
  const [row] = await tx.query<{ held: boolean }>(
    `select exists (
       select from pg_locks l
        where l.locktype = 'advisory' and l.granted and l.objsubid = 1
          and l.database = (select oid from pg_database where datname = current_database())
          and (l.classid::bigint << 32) | l.objid::bigint = $1::bigint) as held`,
    [sessionLockKey(district, key)],
  );
  return row?.held === true;
}

function sessionOn(client: pg.PoolClient, district: number | undefined): Session {
  const turn = { isBusy: false };
  const lockKey = (key: string): string => sessionLockKey(district, key);
  return {
    district,
    read: (work) => inTransaction(client, turn, beginning(readOnly, district), work),
    write: (work) => inTransaction(client, turn, beginning(readWrite, district), work),
    lock: async (key, wait) => {
      if (wait) {
        await runStatement(client, "select pg_advisory_lock($1)", [lockKey(key)]);
        return true;
      }
      const [row] = await runStatement(client, "select pg_try_advisory_lock($1) as taken", [lockKey(key)]);
      return row?.taken === true;
    },
    unlock: async (key) => {
      await runStatement(client, "select pg_advisory_unlock($1)", [lockKey(key)]);
    },
  };
}

/**
 * One round trip: the transaction, the role without rights of its own, the tenant (`set local` ends with the
 * transaction as set_config(…, true) does). Cursors are planned for being read to the end: with the default of a
 * tenth PostgreSQL prefers nested loops. Temporary tables, in which all weighing is done, go through the disk with the
 * default of 8 MB.
 *
 * @NOTE for every transaction, because PostgreSQL refuses another size for good once a connection has touched a temporary
 * table: whoever had made one on it before would end the next run.
 */
function beginning(begin: string, district: number | undefined): string {
  if (district !== undefined && !Number.isSafeInteger(district))
    throw new Error("a district is a whole number");
  const tenant =
    district === undefined
      ? "set local muster.every_district = 'on'; set local muster.district_id = ''"
      : `set local muster.every_district = 'off'; set local muster.district_id = '${district}'`;
  return `${begin}; set local role muster_app; ${tenant}; set local timezone = 'UTC'; set local datestyle = 'ISO, YMD'; set local cursor_tuple_fraction = 1; set local temp_buffers = '128MB'`;
}

async function inTransaction<T>(
  client: pg.PoolClient,
  turn: { isBusy: boolean },
  begin: string,
  work: (tx: Transaction) => Promise<T>,
): Promise<T> {
  if (turn.isBusy) throw new Error("a session does one thing at a time: another transaction is still open");
  turn.isBusy = true;
  let isOpen = true;
  try {
    await runStatement(client, begin);
    const result = await work(transactionOn(client, () => isOpen));
    isOpen = false;
    await commit(client);
    return result;
  } catch (error) {
    isOpen = false;
    await rollBack(client);
    throw error;
  } finally {
    turn.isBusy = false;
  }
}

/** PostgreSQL answers COMMIT with ROLLBACK when a statement had failed and its error was swallowed on the way. */
async function commit(client: pg.PoolClient): Promise<void> {
  let answer: string;
  try {
    answer = (await client.query("commit")).command;
  } catch (error) {
    throw translateDatabaseError(error, "commit");
  }
  if (answer !== "COMMIT") throw new Error("a failed statement was ignored; nothing is committed");
}

/** The first error is the one worth telling; a connection that cannot roll back is thrown away by the session. */
async function rollBack(client: pg.PoolClient): Promise<void> {
  try {
    await client.query("rollback");
  } catch {
    // The server has undone the transaction with the connection.
  }
}
