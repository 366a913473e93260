import { createHash } from "node:crypto";
import type { Database, Transaction } from "../database/database.ts";
import { Fault } from "../fault.ts";

/** How many wrong passwords in a row are answered at once; from then on each costs a wait that doubles, to an hour. */
const freeFailures = 5;
const longestWaitMs = 3_600_000;
/** After so long without a failure everything is forgotten, ms. */
const forgottenAfterMs = 24 * 3_600_000;

/** An attempt that was counted as failed before it began, so that many at once gain nothing. */
export interface Attempt {
  /** It was them: nothing is counted any more. */
  readonly succeeded: () => Promise<void>;
  /** It was neither right nor wrong: as if it had not been. */
  readonly takenBack: () => Promise<void>;
}

/**
 * Counts an attempt to sign in with an address. One that nobody has is counted like one that somebody has: that it is
 * slowed down tells nothing. They lie beside the delays of the hosted drop, for all processes, as hashes alone.
 *
 * @throws Fault `access.sign-in.slowed`
 */
export async function beginAttempt(db: Database, email: string, now: Date): Promise<Attempt> {
  const key = createHash("sha256").update(`console ${email.trim().toLowerCase()}`).digest();
  const at = now.getTime();
  const before = await write(db, async (tx) => {
    await tx.query("select pg_advisory_xact_lock($1)", [key.readBigInt64BE(0).toString()]);
    const [row] = await tx.query<{ failures: number; free_at: number }>(
      `select failures, free_at::float8 as free_at from muster_meta.drop_delay where key = $1 and forgotten_at > $2`,
      [key, at],
    );
    if (row !== undefined && row.free_at > at) {
      const seconds = Math.ceil((row.free_at - at) / 1000);
      throw new Fault("access.sign-in.slowed", "later", "too many wrong passwords", { seconds });
    }
    const failures = row?.failures ?? 0;
    await note(tx, key, failures + 1, at);
    return failures;
  });
  return {
    succeeded: () => write(db, (tx) => forget(tx, key)),
    takenBack: () => write(db, (tx) => (before === 0 ? forget(tx, key) : note(tx, key, before, at))),
  };
}

function write<T>(db: Database, work: (tx: Transaction) => Promise<T>): Promise<T> {
  return db.session(undefined, (session) => session.write(work));
}

async function note(tx: Transaction, key: Buffer, failures: number, at: number): Promise<void> {
  const waitMs = failures < freeFailures ? 0 : Math.min(longestWaitMs, 1000 * 2 ** (failures - freeFailures));
  await tx.query(
    `insert into muster_meta.drop_delay (key, failures, free_at, forgotten_at) values ($1, $2, $3, $4)
         on conflict (key) do update
            set failures = excluded.failures, free_at = excluded.free_at, forgotten_at = excluded.forgotten_at`,
    [key, failures, at + waitMs, at + forgottenAfterMs],
  );
}

async function forget(tx: Transaction, key: Buffer): Promise<void> {
  await tx.query("delete from muster_meta.drop_delay where key = $1", [key]);
}
