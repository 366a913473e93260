import type { Server } from "node:net";
import { systemCode } from "@muster/sync/disk/system-code.ts";
import { Fault } from "@muster/sync/fault.ts";
import { dropsFolder } from "@muster/sync/source/drop/drop-folder.ts";
import { createAccountRooms } from "./account-rooms.ts";
import type { OnArrival } from "./arrival-watch.ts";
import { createConnectionCounts } from "./connection-counts.ts";
import { memoryDelays } from "./delay-stores.ts";
import { createDoor } from "./door.ts";
import type { DropAccount, DropAccounts } from "./drop-account.ts";
import { type DropClock, systemClock } from "./drop-clock.ts";
import type { DropEvent } from "./drop-event.ts";
import { type DropLimits, dropLimits } from "./drop-limits.ts";
import { openDropHostKeys } from "./host-key.ts";
import { createSignInDelays, type DelayStore } from "./sign-in-delays.ts";

/** What the drop needs. Everything it learns about districts and everything it tells goes through here. */
export interface DropServerOptions {
  readonly home: string;
  readonly host: string;
  /** 0: any that is free. */
  readonly port: number;
  readonly accounts: DropAccounts;
  /** Where failures to sign in are counted; left out: in this process alone. */
  readonly delays?: DelayStore;
  readonly onArrival: OnArrival;
  readonly onSecurityEvent: (event: DropEvent) => void;
  readonly limits?: Partial<DropLimits>;
  readonly clock?: DropClock;
}

/** A drop that listens. */
export interface DropServer {
  readonly host: string;
  readonly port: number;
  /** What districts compare at their first connection. */
  readonly fingerprint: string;
  /** Of the key that will take its place some day. */
  readonly nextFingerprint: string;
  /** `ssh-ed25519 AAAA…`, for a known_hosts file. */
  readonly hostKey: string;
  readonly connections: () => number;
  /** Attempts to sign in that failed since the start. */
  readonly failedSignIns: () => number;
  /** Ends all connections; uploads that were not closed are forgotten. Arrivals that were not told are told by the next start. */
  readonly close: () => Promise<void>;
}

/**
 * The hosted drop: an SFTP server for districts that have no site of their own. Each account sees one folder of its own and
 * nothing else of this machine: no path, no shell, no forwarding, no link (security 4.4). A file takes its place when its
 * sender has closed it; a whole set is told to `onArrival`.
 *
 * @throws Fault `drop.port.taken`, `drop.port.unusable`, `keys.drop.damaged`, `storage.*`
 */
export async function openDropServer(options: DropServerOptions): Promise<DropServer> {
  const { home, accounts, clock = systemClock } = options;
  const limits = { ...dropLimits, ...options.limits };
  const { current: key, next } = await openDropHostKeys(home);
  let failed = 0;
  const tell = (event: Omit<DropEvent, "at">): void => {
    if (event.kind === "sign-in.failed") failed += 1;
    options.onSecurityEvent({ ...event, at: new Date(clock.now()) });
  };
  const rooms = createAccountRooms({
    ...{ limits, clock, onArrival: options.onArrival },
    onFailure: (account) => tell(arrivalFailed(account)),
  });
  const counts = createConnectionCounts(limits);
  const door = createDoor({
    ...{
      accounts,
      clock,
      limits,
      counts,
      rooms,
      tell,
      delays: createSignInDelays(options.delays ?? memoryDelays()),
    },
    hostKey: key.privateKey,
  });
  await listen(door.server, options);
  await rooms.takeUp(dropsFolder(home), accounts);
  return {
    ...addressOf(door.server),
    ...{ fingerprint: key.fingerprint, nextFingerprint: next.fingerprint, hostKey: key.publicKey },
    ...{ connections: counts.all, failedSignIns: () => failed },
    close: async () => {
      await door.close();
      await rooms.close();
    },
  };
}

function arrivalFailed({ districtId, sourceId, login }: DropAccount): Omit<DropEvent, "at"> {
  return {
    ...{ kind: "arrival.failed", address: undefined, facts: {} },
    account: { districtId, sourceId, login },
  };
}

async function listen(server: Server, { host, port }: DropServerOptions): Promise<void> {
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.off("error", reject);
      resolve();
    });
  }).catch((error: unknown) => {
    const code = systemCode(error) ?? "";
    const cause = { cause: error };
    if (code === "EADDRINUSE")
      throw new Fault("drop.port.taken", "never", `port ${port} is in use`, { host, port }, cause);
    throw new Fault(
      "drop.port.unusable",
      "never",
      `${host}:${port} cannot be used`,
      { host, port, code },
      cause,
    );
  });
}

function addressOf(server: Server): { readonly host: string; readonly port: number } {
  const address = server.address();
  if (address === null || typeof address === "string")
    throw new Error("a server that listens has an address");
  return { host: address.address, port: address.port };
}
