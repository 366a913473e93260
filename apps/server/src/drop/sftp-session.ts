import { systemCode } from "@muster/sync/disk/system-code.ts";
import type { SFTPWrapper } from "ssh2";
import type { AccountRoom } from "./account-room.ts";
import type { DropAccount } from "./drop-account.ts";
import type { TellEvent } from "./drop-event.ts";
import { PathRefusal } from "./drop-path.ts";
import { QuotaRefusal, SpecialRefusal, storageRefusal } from "./drop-store.ts";
import { Refusal, status } from "./refusal.ts";
import type { RequestQueue } from "./request-queue.ts";
import type { SftpHandles } from "./sftp-handles.ts";

/** What a session is given. */
export interface SftpSessionWorld {
  /** As it was when the client signed in. */
  readonly account: DropAccount;
  readonly room: AccountRoom;
  readonly handlesPerSession: number;
  readonly now: () => number;
  readonly tell: TellEvent;
  /** Called with each request: the client is alive. */
  readonly onRequest: () => void;
  readonly queue: RequestQueue;
}

/** One client of SFTP version 3 and what it has open. */
export interface SftpSession {
  readonly sftp: SFTPWrapper;
  readonly world: SftpSessionWorld;
  readonly handles: SftpHandles;
}

/** Does a request in its turn; a refusal is its answer. */
export function answer(
  { sftp, world }: SftpSession,
  request: number,
  bytes: number,
  deed: () => Promise<void>,
): void {
  world.onRequest();
  world.queue.push(bytes, async () => {
    try {
      await deed();
    } catch (error) {
      const refusal = error instanceof Refusal ? error : storageRefusal(error);
      tellRefusal(world.tell, error, refusal);
      sftp.status(request, refusal.status, refusal.message);
    }
  });
}

function tellRefusal(tell: TellEvent, error: unknown, refusal: Refusal): void {
  if (error instanceof PathRefusal) tell("path.refused");
  else if (error instanceof SpecialRefusal) tell("link.refused");
  else if (error instanceof QuotaRefusal) tell("quota.exceeded");
  else if (!(error instanceof Refusal) && refusal.status !== status.NO_SUCH_FILE)
    tell("storage.failed", { code: systemCode(error) ?? "unknown" });
}
