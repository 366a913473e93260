import type { Database } from "../database/database.ts";
import type { HomeKeys } from "../keys/home-keys.ts";

/** What delivering notices is given of the world. */
export interface NoticeWorld {
  readonly db: Database;
  readonly keys: Pick<HomeKeys, "openSecret">;
  readonly now: () => Date;
  /** Undefined: this installation has no mail server; mails wait for one as long as any notice waits. */
  readonly mail: MailSettings | undefined;
  /** May a webhook lead into our own network? Refused unless the operator of this Muster allows it. */
  readonly allowsPrivateHosts: boolean;
  /** Aborted when the work is to stop: no further notice is begun. */
  readonly signal: AbortSignal;
  /** Called at the points where tests end the process. */
  readonly onPoint?: (point: NoticePoint) => void;
}

/** Where a delivery can die: before the other side was given anything, while it is, and before it is noted. */
export type NoticePoint = "claimed" | "handing-over" | "accepted";

/** The mail server of this installation. */
export interface MailSettings {
  /** `smtp://user:password@host:587`, or `smtps://` for TLS from the first byte. */
  readonly url: string;
  /** Who the mails are from: `muster@oak.example.org`, or `Muster <muster@oak.example.org>`. */
  readonly from: string;
}
