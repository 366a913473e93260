import type { CopyChunks, Database, Reader, Session, Transaction } from "../database/database.ts";

/** Who is told of every statement before it is sent; what it throws is what the statement fails with. */
export interface StatementWatch {
  readonly onStatement?: (sql: string) => void;
  /** After a transaction was committed and before anybody hears of it. */
  readonly onCommitted?: () => void;
  /** When a COPY has sent its first bytes. */
  readonly onCopyHalf?: (sql: string) => void;
}

/** The same database, watched. */
export function watchStatements(db: Database, watch: StatementWatch): Database {
  return {
    ...db,
    session: (district, work) => db.session(district, (session) => work(watchedSession(session, watch))),
  };
}

function watchedSession(session: Session, watch: StatementWatch): Session {
  return {
    ...session,
    read: (work) => session.read((tx) => work(watchedReader(tx, watch))),
    write: async (work) => {
      const result = await session.write((tx) => work(watchedTransaction(tx, watch)));
      watch.onCommitted?.();
      return result;
    },
    lock: async (key, wait) => {
      watch.onStatement?.("lock");
      return session.lock(key, wait);
    },
  };
}

function watchedReader(tx: Reader, watch: StatementWatch): Reader {
  return {
    query: async (sql, values) => {
      watch.onStatement?.(sql);
      return tx.query(sql, values);
    },
    stream: (sql, values, batch) => {
      watch.onStatement?.(sql);
      return tx.stream(sql, values, batch);
    },
    streamArrays: (sql, values, batch) => {
      watch.onStatement?.(sql);
      return tx.streamArrays(sql, values, batch);
    },
  };
}

function watchedTransaction(tx: Transaction, watch: StatementWatch): Transaction {
  return {
    ...watchedReader(tx, watch),
    copyIn: async (sql, chunks) => {
      watch.onStatement?.(sql);
      return tx.copyIn(
        sql,
        half(chunks, () => watch.onCopyHalf?.(sql)),
      );
    },
    isTransaction: true,
  };
}

async function* half(chunks: CopyChunks, then: () => void): AsyncGenerator<Uint8Array | string> {
  for await (const chunk of chunks) {
    yield chunk;
    then();
  }
}
