import pg from "pg";
import { columnTypes } from "./column-types.ts";
import { appRole } from "./roles.ts";
import { type Session, withSession } from "./session.ts";
import { translateDatabaseError } from "./statement-error.ts";
import type { Row } from "./transaction.ts";

/**
 * Connections beside the common ones, for what must never wait until a sync gives one back: the queue's claims and
 * signs of life (reliability J22).
 */
export interface Reserve {
  /** As `Database.session`. */
  session<T>(district: number | undefined, work: (session: Session) => Promise<T>): Promise<T>;
  /**
   * One text of SQL as a library wrote it, perhaps several statements with their own begin and commit; as the
   * application role, without a district.
   */
  executeSql(text: string, values?: unknown[]): Promise<{ rows: Row[] }>;
  close(): Promise<void>;
}

/** Opens connections of its own, at most `connections` at a time. */
export function openReserve(
  signIn: pg.ClientConfig,
  take: (pool: pg.Pool) => Promise<pg.PoolClient>,
  connections: number,
): Reserve {
  const pool = new pg.Pool({ ...signIn, max: connections, types: columnTypes });
  pool.on("error", () => undefined);
  return {
    session: async (district, work) => withSession(await take(pool), district, work),
    executeSql: async (text, values) => executeOn(await take(pool), text, values),
    close: () => pool.end(),
  };
}

async function executeOn(
  client: pg.PoolClient,
  text: string,
  values: unknown[] | undefined,
): Promise<{ rows: Row[] }> {
  const ignore = (): void => undefined;
  client.on("error", ignore);
  let isClean = false;
  try {
    await client.query(`set role ${appRole}; set timezone = 'UTC'; set datestyle = 'ISO, YMD'`);
    const result = await client.query<Row>(text, values);
    await client.query("discard all");
    isClean = true;
    return result;
  } catch (error) {
    throw translateDatabaseError(error, text);
  } finally {
    client.off("error", ignore);
    client.release(!isClean);
  }
}
