import type { Database } from "@muster/sync/database/database.ts";
import type { HomeKeys } from "@muster/sync/keys/home-keys.ts";
import type { MailSettings } from "@muster/sync/notice/notice-world.ts";
import type { Queue } from "@muster/sync/queue/queue.ts";
import type { HttpFigures } from "./http-figures.ts";
import type { KnownAskers } from "./known-askers.ts";

/** What every answer may use. */
export interface HttpWorld {
  readonly db: Database;
  readonly home: string;
  readonly keys: HomeKeys;
  readonly queue: Queue;
  readonly now: () => Date;
  readonly mail: MailSettings | undefined;
  readonly allowsPrivateHosts: boolean;
  /** Where districts without a site of their own upload; left out, or undefined, where nobody can. */
  readonly dropPort?: () => number | undefined;
  /** Where people open the console, `https://muster.example.org`; for links in mails and the check of origins. */
  readonly publicUrl: () => string;
  /** How often somebody to whom a stream goes is looked up anew, ms; 10 s unless told. */
  readonly beatMs?: number;
  /** Makes a worker of this process look for work at once; undefined where there is none. */
  readonly wake?: () => void;
  /** Who has shown lately that they are somebody. */
  readonly askers: KnownAskers;
  /** Counts what is answered; undefined where nobody looks at figures. */
  readonly figures?: HttpFigures;
  /** One line of the log: a word, ids, codes and numbers. */
  readonly log: (event: object) => void;
}
