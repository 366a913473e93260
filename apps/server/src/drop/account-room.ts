import { type ArrivalWatch, type OnArrival, watchArrivals } from "./arrival-watch.ts";
import type { DropAccount } from "./drop-account.ts";
import type { DropClock } from "./drop-clock.ts";
import type { DropLimits } from "./drop-limits.ts";
import { type DropStore, openDropStore } from "./drop-store.ts";
import type { Upload } from "./upload.ts";

/** The folder of one account, shared by all its sessions, with an eye on what arrives in it. */
export interface AccountRoom {
  readonly store: DropStore;
  readonly commit: (upload: Upload) => Promise<void>;
  readonly discard: (upload: Upload) => Promise<void>;
  readonly rename: (from: string, to: string) => Promise<void>;
  readonly remove: (name: string) => Promise<void>;
  readonly arrivals: ArrivalWatch;
  /** The account as it is now: its quota may have been changed. */
  readonly renew: (account: DropAccount) => void;
}

export interface AccountRoomWorld {
  readonly limits: DropLimits;
  readonly clock: DropClock;
  readonly onArrival: OnArrival;
  readonly onFailure: (account: DropAccount, error: unknown) => void;
}

export async function openAccountRoom(first: DropAccount, world: AccountRoomWorld): Promise<AccountRoom> {
  const { limits, clock } = world;
  let account = first;
  const store = await openDropStore({
    folder: account.folder,
    quotaBytes: () => account.quotaBytes,
    ...{ fileBytes: limits.fileBytes, files: limits.filesPerAccount, clock },
  });
  const arrivals = watchArrivals({
    account: () => account,
    ...{ uploading: store.uploading, listFiles: store.list, settleMs: limits.settleMs, clock },
    onArrival: world.onArrival,
    onFailure: (error) => world.onFailure(account, error),
  });
  const renew = (renewed: DropAccount): void => {
    account = renewed;
  };
  return { store, arrivals, renew, ...changes(store, arrivals) };
}

/** Changes to the files, each of which the watch is told of. */
function changes(
  store: DropStore,
  arrivals: ArrivalWatch,
): Pick<AccountRoom, "commit" | "discard" | "rename" | "remove"> {
  return {
    commit: async (upload) => {
      try {
        await store.commit(upload);
      } catch (error) {
        await arrivals.noteChanged();
        throw error;
      }
      await arrivals.noteArrived(upload.name);
    },
    discard: async (upload) => {
      await store.discard(upload);
      await arrivals.noteChanged();
    },
    rename: async (from, to) => {
      await store.rename(from, to);
      await arrivals.noteArrived(to);
    },
    remove: async (name) => {
      await store.remove(name);
      await arrivals.noteChanged();
    },
  };
}
