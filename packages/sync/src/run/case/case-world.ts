import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import type { Database } from "../../database/database.ts";
import { withTestDatabase } from "../../database/test-database.ts";
import { type HomeKeys, openHomeKeys } from "../../keys/home-keys.ts";
import type { RunWorld } from "../sync-request.ts";

/** The home and the database that the cases of one test file share; every case has a district of its own. */
export interface CaseWorld {
  readonly home: string;
  readonly db: Database;
  /** The world of a run at a moment. */
  readonly at: (moment: string) => RunWorld;
  readonly close: () => Promise<void>;
}

export async function openCaseWorld(): Promise<CaseWorld> {
  const home = await mkdtemp(path.join(tmpdir(), "muster-cases-"));
  const keys = await openHomeKeys(home);
  // One seed for all districts, so that the hashes of a copied one hold.
  const oneSeed: HomeKeys = { ...keys, hashSeed: () => keys.hashSeed(1) };
  const { db, close } = await openTestDatabase();
  return {
    home,
    db,
    at: (moment) => ({ db, home, keys: oneSeed, now: () => new Date(moment), onStep: () => undefined }),
    close: async () => {
      await close();
      await rm(home, { recursive: true, force: true });
    },
  };
}

/** The database of a test, held open until it is closed. */
async function openTestDatabase(): Promise<{ readonly db: Database; readonly close: () => Promise<void> }> {
  return new Promise((opened, failed) => {
    let end = (): void => undefined;
    const ended = new Promise<void>((done) => {
      end = done;
    });
    const closed = withTestDatabase((db) => {
      const close = async (): Promise<void> => {
        end();
        await closed;
      };
      opened({ db, close });
      return ended;
    });
    closed.catch(failed);
  });
}
