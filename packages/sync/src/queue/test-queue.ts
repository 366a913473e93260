import type { Database } from "../database/database.ts";
import { withTestDatabase } from "../database/test-database.ts";
import { createDistrict } from "../directory/districts.ts";
import { type Asked, type Asking, askForSync } from "./ask-for-sync.ts";
import type { Claim, Claimant } from "./claim.ts";
import { type Claimed, claimSync } from "./claim-sync.ts";
import { type Errand, listErrands } from "./errands.ts";
import { openQueue, type Queue } from "./queue.ts";

/** A queue on real PostgreSQL, and short ways to use it as people and workers do. */
export interface TestQueue {
  readonly db: Database;
  readonly queue: Queue;
  /** A new district with this many sources, numbered from 1. */
  readonly district: (sources?: number) => Promise<number>;
  readonly ask: (districtId: number, asking?: Partial<Asking>) => Promise<Asked>;
  readonly claim: (claimant?: Partial<Claimant>) => Promise<Claimed>;
  /** Claims what must be there. */
  readonly take: (claimant?: Partial<Claimant>) => Promise<Claim>;
  readonly errands: (districtId: number) => Promise<readonly Errand[]>;
}

/** The instant at which tests of the queue take place. */
export const testNow = new Date("2026-09-02T03:00:00Z");

const claimant: Claimant = {
  worker: "worker-1",
  takesHeavy: true,
  now: () => testNow,
  forbids: () => Promise.resolve(undefined),
};

export async function withTestQueue(work: (test: TestQueue) => Promise<void>): Promise<void> {
  await withTestDatabase(async (db) => {
    const queue = await openQueue(db, { isWorker: false });
    try {
      await work(testQueueOn(db, queue));
    } finally {
      await queue.close();
    }
  });
}

export function testQueueOn(db: Database, queue: Queue): TestQueue {
  let districts = 0;
  const claim = (more: Partial<Claimant> = {}): Promise<Claimed> =>
    claimSync(queue, { ...claimant, ...more });
  return {
    ...{ db, queue, claim },
    district: async (sources = 1) => {
      districts += 1;
      const { districtId } = await createDistrict(db, `District ${districts}`);
      await db.session(districtId, (session) =>
        session.write((tx) =>
          tx.query(
            `insert into source (district_id, source_id, kind, name)
             select $1, n, 'sftp', 'Source ' || n from generate_series(1, $2::integer) n`,
            [districtId, sources],
          ),
        ),
      );
      return districtId;
    },
    ask: (districtId, more = {}) =>
      db.session(districtId, (session) =>
        session.write((tx) =>
          askForSync(tx, queue, {
            ...{ districtId, sourceId: 1, kind: "schedule", askedBy: "schedule", at: testNow.toISOString() },
            ...more,
          }),
        ),
      ),
    take: async (more) => {
      const claimed = await claim(more);
      if (claimed.is !== "claim") throw new Error(`nothing was claimed: ${JSON.stringify(claimed)}`);
      return claimed.claim;
    },
    errands: (districtId) =>
      db.session(districtId, (session) => session.read((tx) => listErrands(tx, districtId, "newest"))),
  };
}
