import { Fault } from "@muster/sync/fault.ts";
import type { Queue } from "@muster/sync/queue/queue.ts";
import { askNow } from "@muster/sync/schedule/ask-now.ts";
import { databaseDropAccounts, keepLastUse, tellRefusedUpload } from "./drop/database-accounts.ts";
import { databaseDelays } from "./drop/delay-stores.ts";
import { type DropServer, openDropServer } from "./drop/drop-server.ts";

/** Where the hosted drop listens. */
export interface DropDoor {
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
}

/**
 * Opens the hosted drop and asks for a sync of whatever has arrived there completely. While a district is paused or
 * frozen the files wait in their folder for the next start.
 *
 * @throws Fault `drop.port.*`, `keys.drop.damaged`
 */
export function openDrop(
  queue: Queue,
  home: string,
  door: DropDoor,
  log: (event: object) => void,
): Promise<DropServer> {
  return openDropServer({
    ...{ home, ...door, accounts: databaseDropAccounts(queue.db, home) },
    delays: databaseDelays(queue.db),
    onArrival: async ({ districtId, sourceId }, files, because) => {
      log({ is: "arrived", districtId, sourceId, files: files.length, because });
      try {
        await askNow(queue, { districtId, sourceId, kind: "arrival", askedBy: "drop" }, new Date());
      } catch (error) {
        if (!(error instanceof Fault) || !error.code.startsWith("schedule.")) throw error;
        log({ is: "refused", code: error.code, facts: error.facts });
      }
    },
    onSecurityEvent: (event) => {
      const { kind, account, facts } = event;
      log({ is: "drop", kind, districtId: account?.districtId, sourceId: account?.sourceId, facts });
      void keepLastUse(queue.db, event).catch(() => undefined);
      void tellRefusedUpload(queue.db, event).catch((error: unknown) => {
        log({ is: "drop", kind: "untold", code: error instanceof Fault ? error.code : "unknown" });
      });
    },
  });
}
