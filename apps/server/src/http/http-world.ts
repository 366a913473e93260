import type { Database } from "@muster/sync/database/database.ts";
import type { HomeKeys } from "@muster/sync/keys/home-keys.ts";
import type { MailSettings } from "@muster/sync/notice/notice-world.ts";
import type { Queue } from "@muster/sync/queue/queue.ts";

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
  /** One line of the log: a word, ids, codes and numbers. */
  readonly log: (event: object) => void;
}
