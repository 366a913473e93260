import type pg from "pg";
import { Fault } from "../fault.ts";
import { appRole } from "./roles.ts";
import { advisoryKey } from "./session.ts";
import { runStatement } from "./transaction.ts";

/** Where the queue's library keeps its tables; ids of jobs, districts and sources are all that lies there. */
export const queueSchema = "queue";

/** The queues there are: syncs that wait or run, and those that nobody can do as things stand. */
export const syncQueue = "sync";
export const deadQueue = "sync-dead";

/**
 * Which edition of the library's tables, and of our settings of them, a database has: noted on the schema itself, so
 * that a look tells whether there is anything to do. The number rises with every change of either.
 */
export const queueEdition = 1;

/** Without a sign of life for so long a job is given to somebody else, in s: detection is this and one look around. */
const heartbeatSeconds = 30;
/** No sync lasts longer than this, in s; the library allows a day at most. */
const expireInSeconds = 12 * 60 * 60;
/** How long a job that is done is kept, in s: what came of it is told in a table of ours. */
const deleteAfterSeconds = 24 * 60 * 60;

/**
 * Makes or brings up to date the tables of the queue's library, as the owner, under a lock; afterwards the application
 * role may use them and cannot change them. Quick when there is nothing to do.
 *
 * @throws Fault `database.schema.newer`
 */
export async function prepareQueueSchema(owner: pg.ClientBase): Promise<void> {
  if ((await readEdition(owner)) === queueEdition) return;
  await runStatement(owner, "select pg_advisory_lock($1)", [advisoryKey("muster", "queue")]);
  try {
    const found = await readEdition(owner);
    if (found === queueEdition) return;
    if (found > queueEdition) throw newerQueue(found);
    await install(owner);
    await runStatement(owner, grants);
    await runStatement(owner, `comment on schema ${queueSchema} is 'edition ${queueEdition}'`);
  } finally {
    await runStatement(owner, "select pg_advisory_unlock($1)", [advisoryKey("muster", "queue")]);
  }
}

/** 0 where the schema does not exist, or a process died while it was made. */
async function readEdition(owner: pg.ClientBase): Promise<number> {
  const [row] = await runStatement<{ text: string | null }>(
    owner,
    "select obj_description(to_regnamespace($1)::oid, 'pg_namespace') as text",
    [queueSchema],
  );
  return Number(/^edition (\d+)$/.exec(row?.text ?? "")?.[1] ?? 0);
}

/** The library is loaded here alone: most processes never need it. */
async function install(owner: pg.ClientBase): Promise<void> {
  const { PgBoss } = await import("pg-boss");
  const boss = new PgBoss({
    // The library sends several statements in one text, and reads errors of the driver's.
    db: { executeSql: async (text, values) => owner.query(text, values) },
    ...{ schema: queueSchema, migrate: true, supervise: false, schedule: false },
  });
  boss.on("error", () => undefined);
  await boss.start();
  try {
    await boss.createQueue(deadQueue, { retryLimit: 0, retentionSeconds: 365 * 24 * 60 * 60 });
    // How often a job may be tried again is decided by ours, by the kind of failure: the library never gives up.
    await boss.createQueue(syncQueue, {
      ...{ policy: "standard", heartbeatSeconds, expireInSeconds, deleteAfterSeconds },
      ...{ retryLimit: 1_000_000, retryDelay: 0, retryBackoff: false },
    });
  } finally {
    await boss.stop({ graceful: false, close: false });
  }
}

const grants = `
  grant usage on schema ${queueSchema} to ${appRole};
  grant select, insert, update, delete on all tables in schema ${queueSchema} to ${appRole};
  revoke insert, delete on ${queueSchema}.version, ${queueSchema}.queue from ${appRole};
  grant execute on all functions in schema ${queueSchema} to ${appRole};
  grant usage on schema muster_meta to ${appRole};
  grant select on muster_meta.migration to ${appRole}`;

function newerQueue(found: number): Fault {
  return new Fault(
    "database.schema.newer",
    "never",
    `A newer Muster has used this database (its queue is of edition ${found}, this Muster knows ${queueEdition}). Start the newer Muster instead.`,
    { found, known: queueEdition },
  );
}
