import { readdir } from "node:fs/promises";
import path from "node:path";
import { systemCode } from "@muster/sync/disk/system-code.ts";
import { type AccountRoom, type AccountRoomWorld, openAccountRoom } from "./account-room.ts";
import { readPending } from "./arrival-watch.ts";
import { accountKey, type DropAccount, type DropAccounts } from "./drop-account.ts";

/** The rooms in use: one for each account that has a session, or of which something was not told yet. */
export interface AccountRooms {
  readonly enter: (account: DropAccount) => Promise<AccountRoom>;
  readonly leave: (account: DropAccount) => void;
  /** Looks through all drops for arrivals that a process before this one did not tell. */
  readonly takeUp: (drops: string, accounts: DropAccounts) => Promise<void>;
  readonly close: () => Promise<void>;
}

export function createAccountRooms(world: AccountRoomWorld): AccountRooms {
  const rooms: Rooms = new Map();

  const enter = async (account: DropAccount): Promise<AccountRoom> => {
    const key = accountKey(account);
    const found = rooms.get(key) ?? { room: openAccountRoom(account, world), guests: 0 };
    rooms.set(key, found);
    found.guests += 1;
    try {
      const room = await found.room;
      room.renew(account);
      return room;
    } catch (error) {
      if (rooms.get(key) === found) rooms.delete(key);
      throw error;
    }
  };
  const leave = (account: DropAccount): void => {
    const found = rooms.get(accountKey(account));
    if (found !== undefined) found.guests -= 1;
    for (const key of rooms.keys()) void forgetIdle(rooms, key);
  };
  return {
    enter,
    leave,
    takeUp: async (drops, accounts) => {
      for (const folder of await foldersOf(drops)) {
        const pending = await readPending(folder);
        const account = pending && (await accounts.find(pending.login));
        if (account === undefined || path.resolve(account.folder) !== path.resolve(folder)) continue;
        await (await enter(account)).arrivals.takeUp();
        leave(account);
      }
    },
    close: async () => {
      for (const { room } of rooms.values()) (await room.catch(() => undefined))?.arrivals.close();
      rooms.clear();
    },
  };
}

type Rooms = Map<string, { readonly room: Promise<AccountRoom>; guests: number }>;

/** A room stays while its set is not told, though nobody is in it any more. */
async function forgetIdle(rooms: Rooms, key: string): Promise<void> {
  const room = await rooms.get(key)?.room.catch(() => undefined);
  const isIdle = room?.arrivals.isPending() === false && room.store.uploading() === 0;
  if (isIdle && rooms.get(key)?.guests === 0) rooms.delete(key);
}

/** `<drops>/<district>/<source>`, all that there are. */
async function foldersOf(drops: string): Promise<readonly string[]> {
  const found: string[] = [];
  for (const district of await namesIn(drops))
    for (const source of await namesIn(path.join(drops, district)))
      found.push(path.join(drops, district, source));
  return found;
}

async function namesIn(folder: string): Promise<readonly string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if (["ENOENT", "ENOTDIR"].includes(systemCode(error) ?? "")) return [];
    throw error;
  }
}
