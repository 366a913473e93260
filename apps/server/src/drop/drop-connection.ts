import type { Socket } from "node:net";
import { systemCode } from "@muster/sync/disk/system-code.ts";
import type { Connection, Session, SFTPWrapper } from "ssh2";
import type { AccountRoom } from "./account-room.ts";
import type { DropAccount } from "./drop-account.ts";
import type { DropClock } from "./drop-clock.ts";
import type { TellEvent } from "./drop-event.ts";
import type { DropLimits } from "./drop-limits.ts";
import { createRequestQueue } from "./request-queue.ts";
import { serveSftp } from "./serve-sftp.ts";

/** What a connection is given once its client has signed in. */
export interface DropConnectionWorld {
  readonly account: DropAccount;
  readonly room: AccountRoom;
  readonly limits: DropLimits;
  readonly clock: DropClock;
  readonly tell: TellEvent;
}

/** Channels of one connection: a client needs one, and some open a second to list while the first one sends. */
const mostChannels = 4;

/**
 * Gives a client that has signed in SFTP and nothing else, and ends it when it has been idle for long.
 *
 * @returns resolves when nothing of it is open any more; to be called after the connection has ended
 */
export function serveConnection(
  client: Connection,
  socket: Socket,
  world: DropConnectionWorld,
): () => Promise<void> {
  const { clock, limits, tell } = world;
  const ends: (() => Promise<void>)[] = [];
  let cancelIdle = (): void => undefined;
  const onRequest = (): void => {
    cancelIdle();
    cancelIdle = clock.after(limits.idleMs, () => client.end());
  };
  onRequest();
  let channels = 0;
  client.on("session", (accept, reject) => {
    if (channels >= mostChannels) return reject();
    channels += 1;
    const session = accept();
    session.on("close", () => {
      channels -= 1;
    });
    refuseEverythingElse(session, tell);
    // @NOTE accepted at once: clients send their first request without waiting, and ssh2 drops what comes before.
    session.on("sftp", (acceptSftp) => {
      const end = serveChannel(acceptSftp(), client, socket, { ...world, onRequest });
      ends.push(end);
      session.on("close", () => void end());
    });
  });
  refuseForwarding(client, tell);
  return async () => {
    cancelIdle();
    for (const end of ends) await end();
  };
}

/** One channel of SFTP. What it answers lets go of everything the channel has open; it may be called twice. */
function serveChannel(
  sftp: SFTPWrapper,
  client: Connection,
  socket: Socket,
  world: DropConnectionWorld & { readonly onRequest: () => void },
): () => Promise<void> {
  const { account, room, tell, onRequest, limits, clock } = world;
  const queue = createRequestQueue({
    setPaused: (isPaused) => (isPaused ? socket.pause() : socket.resume()),
    onError: () => client.end(),
  });
  const served = serveSftp(sftp, {
    ...{ account, room, tell, onRequest, queue },
    ...{ handlesPerSession: limits.handlesPerSession, now: clock.now },
  });
  return () =>
    served.end().catch((error: unknown) => tell("storage.failed", { code: systemCode(error) ?? "unknown" }));
}

/** A shell, a command, another subsystem, a terminal, somebody's agent or screen (security 4.4 row 60). */
function refuseEverythingElse(session: Session, tell: TellEvent): void {
  const refuse = (what: string) => (_accept: unknown, reject: (() => void) | undefined) => {
    tell("channel.refused", { what });
    reject?.();
  };
  for (const what of ["shell", "exec", "subsystem", "x11", "auth-agent"]) session.on(what, refuse(what));
  session.on("pty", (_accept, reject) => reject?.());
  session.on("env", (_accept, reject) => reject?.());
}

function refuseForwarding(client: Connection, tell: TellEvent): void {
  client.on("tcpip", (_accept, reject) => {
    tell("channel.refused", { what: "tcpip" });
    reject();
  });
  client.on("openssh.streamlocal", (_accept, reject) => {
    tell("channel.refused", { what: "streamlocal" });
    reject();
  });
  client.on("request", (_accept: unknown, reject: (() => void) | undefined, name: string) => {
    tell("channel.refused", { what: name.slice(0, 40) });
    reject?.();
  });
}
