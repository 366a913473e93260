import type { Database } from "../database/database.ts";
import type { HomeKeys } from "../keys/home-keys.ts";
import type { SourceKind, SourceLimits } from "../source/source.ts";

/** What work with sources is given of the world. */
export interface SourceWorld {
  readonly db: Database;
  readonly home: string;
  readonly keys: HomeKeys;
  readonly now: () => Date;
  readonly kinds: ReadonlyMap<string, SourceKind>;
  readonly limits: SourceLimits;
  /** May a source lie inside our own network? Refused unless the operator of this Muster allows it. */
  readonly allowsPrivateHosts: boolean;
  /** Aborted when the work is to stop. */
  readonly signal: AbortSignal;
  /** Told about how many bytes of files came, before anything is done with them. */
  readonly onFetched?: (bytes: number) => void;
  /** Told of how many objects a collection has, before it is fetched. */
  readonly onAnnounced?: (objects: number) => void;
  /** Waits, in ms; ends early, with the signal's reason, when the work is to stop. */
  readonly wait: (milliseconds: number) => Promise<void>;
}
