import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";
import type pg from "pg";
import copyStreams from "pg-copy-streams";
import { translateDatabaseError } from "./statement-error.ts";

/** One row as PostgreSQL returns it, by column name; see `column-types.ts` for how values arrive. */
export type Row = Record<string, unknown>;

/** What may be asked of the database inside a transaction of one district. */
export interface Reader {
  query<R extends Row>(sql: string, values?: readonly unknown[]): Promise<R[]>;
  /**
   * Rows in batches from a server cursor, so that a million of them never meet in memory. Other statements may
   * run between two batches; the cursor keeps the view of the data it had when it was opened.
   */
  stream<R extends Row>(sql: string, values: readonly unknown[], batch: number): AsyncGenerator<R[]>;
  /** The same, each row an array in the order of the columns: about half the time for wide rows. */
  streamArrays(sql: string, values: readonly unknown[], batch: number): AsyncGenerator<unknown[][]>;
}

/** A transaction that may write. */
export interface Transaction extends Reader {
  /**
   * Sends `copy t (a, b) from stdin` and its bytes; answers the number of rows taken.
   * @NOTE PostgreSQL refuses COPY FROM into a table with row-level security, so the target is a temporary table
   * of the session, and an insert … select moves the rows on.
   */
  copyIn(sql: string, chunks: CopyChunks): Promise<number>;
  readonly isTransaction: true;
}

/** Bytes or text of a COPY in any cut; a string is sent as UTF-8. */
export type CopyChunks = AsyncIterable<Uint8Array | string> | Iterable<Uint8Array | string>;

/** Runs one statement and translates what can go wrong. */
export async function runStatement<R extends Row>(
  client: pg.ClientBase,
  sql: string,
  values: readonly unknown[] = [],
): Promise<R[]> {
  try {
    const result = values.length === 0 ? await client.query<R>(sql) : await client.query<R>(sql, [...values]);
    return result.rows;
  } catch (error) {
    throw translateDatabaseError(error, sql);
  }
}

/** The open transaction of a connection as callers see it; `isOpen` turns false when it has ended. */
export function transactionOn(client: pg.ClientBase, isOpen: () => boolean): Transaction {
  let cursors = 0;
  const mustBeOpen = (): void => {
    if (!isOpen()) throw new Error("a transaction was used after it had ended");
  };
  return {
    isTransaction: true,
    query: (sql, values) => {
      mustBeOpen();
      return runStatement(client, sql, values);
    },
    stream: <R extends Row>(sql: string, values: readonly unknown[], batch: number) => {
      mustBeOpen();
      cursors += 1;
      return fetchBatches(client, { name: `rows_${cursors}`, sql, values, batch }, (fetch) =>
        runStatement<R>(client, fetch),
      );
    },
    streamArrays: (sql, values, batch) => {
      mustBeOpen();
      cursors += 1;
      return fetchBatches(client, { name: `rows_${cursors}`, sql, values, batch }, (fetch) =>
        fetchArrays(client, fetch),
      );
    },
    copyIn: (sql, chunks) => {
      mustBeOpen();
      return copyInto(client, sql, chunks);
    },
  };
}

interface CursorRequest {
  readonly name: string;
  readonly sql: string;
  readonly values: readonly unknown[];
  readonly batch: number;
}

/** SQL cursors, not protocol portals: a portal would block every other statement until it is read to its end. */
async function* fetchBatches<T>(
  client: pg.ClientBase,
  cursor: CursorRequest,
  fetch: (sql: string) => Promise<T[]>,
): AsyncGenerator<T[]> {
  const fetchNext = (): Promise<T[]> => {
    const rows = fetch(`fetch ${Math.trunc(cursor.batch)} from ${cursor.name}`);
    // Awaited in its turn; until then a failure must not count as unhandled.
    rows.catch(() => undefined);
    return rows;
  };
  await runStatement(client, `declare ${cursor.name} no scroll cursor for ${cursor.sql}`, cursor.values);
  // The next rows are fetched while the caller works on these: with two processors both are busy.
  let ahead: Promise<T[]> | undefined = fetchNext();
  let failed = false;
  try {
    while (ahead !== undefined) {
      const rows: T[] = await ahead;
      ahead = rows.length < cursor.batch ? undefined : fetchNext();
      if (rows.length > 0) yield rows;
    }
  } catch (error) {
    failed = true;
    throw error;
  } finally {
    await ahead?.catch(() => undefined);
    // After an error the transaction is over and the cursor with it.
    if (!failed) await runStatement(client, `close ${cursor.name}`);
  }
}

async function fetchArrays(client: pg.ClientBase, sql: string): Promise<unknown[][]> {
  try {
    return (await client.query<unknown[]>({ text: sql, rowMode: "array" })).rows;
  } catch (error) {
    throw translateDatabaseError(error, sql);
  }
}

async function copyInto(client: pg.ClientBase, sql: string, chunks: CopyChunks): Promise<number> {
  const target = client.query(copyStreams.from(sql));
  try {
    await pipeline(Readable.from(chunks, { objectMode: true, highWaterMark: 4 }), target);
  } catch (error) {
    throw translateDatabaseError(error, sql);
  }
  return target.rowCount;
}
