import type { Socket } from "node:net";
import type { Connection } from "ssh2";
import type { AccountRooms } from "./account-rooms.ts";
import type { ConnectionCounts } from "./connection-counts.ts";
import { accountKey, type DropAccount, type DropAccounts } from "./drop-account.ts";
import type { DropClock } from "./drop-clock.ts";
import { serveConnection } from "./drop-connection.ts";
import type { DropEvent, TellEvent } from "./drop-event.ts";
import type { DropLimits } from "./drop-limits.ts";
import { decideSignIns } from "./sign-in.ts";
import type { SignInDelays } from "./sign-in-delays.ts";

/** What all connections share. */
export interface WelcomeWorld {
  readonly accounts: DropAccounts;
  readonly clock: DropClock;
  readonly limits: DropLimits;
  readonly counts: ConnectionCounts;
  readonly rooms: AccountRooms;
  readonly delays: SignInDelays;
  readonly tell: (event: Omit<DropEvent, "at">) => void;
}

/** Takes a client from its first word to its last. Resolves when nothing of it is open any more. */
export function welcomeClient(client: Connection, socket: Socket, world: WelcomeWorld): Promise<void> {
  const { clock, limits, counts, rooms } = world;
  const { remoteAddress: address = "" } = socket;
  let account: DropAccount | undefined;
  let isCounted = false;
  let end: () => Promise<void> = async () => undefined;
  const tell: TellEvent = (kind, facts = {}) =>
    world.tell({ kind, address, account: account && placeOf(account), facts });
  const isOpen = (): boolean => !socket.destroyed && socket.writable;
  const stopWaiting = clock.after(limits.signInMs, () => account === undefined && socket.destroy());

  const onAccepted = async (accepted: DropAccount): Promise<void> => {
    account = accepted;
    isCounted = counts.signIn(accountKey(accepted));
    tell(isCounted ? "sign-in.accepted" : "connections.exceeded");
    const room = isCounted ? await rooms.enter(accepted) : undefined;
    if (room === undefined || !isOpen()) return;
    end = serveConnection(client, socket, { account: accepted, room, limits, clock, tell });
  };
  client.on(
    "authentication",
    decideSignIns({
      ...{ accounts: world.accounts, delays: world.delays, clock, limits, address, tell, onAccepted, isOpen },
      giveUp: () => client.end(),
      hangUp: () => socket.destroy(),
    }),
  );
  client.on("ready", () => {
    if (!isCounted) client.end();
  });
  const leave = async (): Promise<void> => {
    stopWaiting();
    await end().catch((error: unknown) => tell("storage.failed", { code: codeOf(error) }));
    const guest = isCounted ? account : undefined;
    counts.leave(address, guest && accountKey(guest));
    if (guest !== undefined) rooms.leave(guest);
  };
  return new Promise((resolve) => {
    socket.once("close", () => void leave().finally(resolve));
  });
}

function placeOf({ districtId, sourceId, login }: DropAccount): DropEvent["account"] {
  return { districtId, sourceId, login };
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "unknown";
}
