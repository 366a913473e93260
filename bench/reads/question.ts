import type { Database, Reader } from "@muster/sync/database/database.ts";

/** Something that is asked over HTTP, and beside it the queries without which nobody could answer. */
export interface Question {
  readonly name: string;
  readonly ask: (pick: Pick) => Asked;
  /** The bare queries. */
  readonly bare: (db: Database, districtId: number, pick: Pick) => Promise<unknown>;
}

/** Reads in a transaction of its own that is kept to the district. */
export function alone<T>(db: Database, districtId: number, work: (tx: Reader) => Promise<T>): Promise<T> {
  return db.session(districtId, (session) => session.read(work));
}

/** A request: a GET, or with a body a POST. */
export interface Asked {
  readonly path: string;
  readonly body?: object;
}

/** Ids and names that are there, and chance. */
export interface Pick {
  /** By the standard's ids. */
  readonly user: string;
  readonly class: string;
  /** By ours. */
  readonly person: number;
  readonly classroom: number;
  readonly school: number;
  readonly familyName: string;
  /** A share of one. */
  readonly place: number;
}
