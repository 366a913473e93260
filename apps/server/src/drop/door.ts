import { createServer, type Server, type Socket } from "node:net";
import ssh2, { type ClientInfo, type Connection } from "ssh2";
import { dropAlgorithms } from "./algorithms.ts";
import { type WelcomeWorld, welcomeClient } from "./welcome-client.ts";

/** Where clients come in. It does not listen yet. */
export interface Door {
  readonly server: Server;
  /** Sends everybody away; resolves when nothing of anybody is open any more. */
  readonly close: () => Promise<void>;
}

/**
 * Lets clients in and counts them before SSH sees them: a socket of ours can be paused, timed and refused, which one that
 * ssh2 listens on cannot.
 */
export function createDoor(world: WelcomeWorld & { readonly hostKey: string }): Door {
  const ssh = new ssh2.Server({ hostKeys: [world.hostKey], algorithms: dropAlgorithms, ident: "Muster" });
  /** By the address and port of the other end. */
  const sockets = new Map<string, Socket>();
  const welcomed = new Map<Socket, Promise<void>>();
  ssh.on("connection", (client: Connection, { ip, port }: ClientInfo) => {
    const socket = sockets.get(`${ip} ${port}`);
    // Whoever breaks the protocol loses the connection; there is nothing to repair.
    client.on("error", () => undefined);
    if (socket === undefined) return void client.end();
    welcomed.set(
      socket,
      welcomeClient(client, socket, world).finally(() => welcomed.delete(socket)),
    );
  });
  const server = createServer((socket) => {
    if (!letIn(socket, world, (one) => welcomed.has(one))) return;
    const from = `${socket.remoteAddress} ${socket.remotePort}`;
    sockets.set(from, socket);
    socket.once("close", () => sockets.delete(from));
    ssh.injectSocket(socket);
  });
  return {
    server,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets.values()) socket.destroy();
      await closed;
      await Promise.all(welcomed.values());
    },
  };
}

/** Counts a connection, and drops one that has not even said that it speaks SSH after a while. */
function letIn(
  socket: Socket,
  { counts, clock, limits, tell }: WelcomeWorld,
  isWelcomed: (socket: Socket) => boolean,
): boolean {
  const address = socket.remoteAddress ?? "";
  socket.on("error", () => undefined);
  if (!counts.enter(address)) {
    const facts = { connections: counts.all() };
    tell({ kind: "connections.exceeded", address, account: undefined, facts });
    socket.destroy();
    return false;
  }
  socket.setNoDelay(true);
  const stopWaiting = clock.after(limits.signInMs, () => {
    if (!isWelcomed(socket)) socket.destroy();
  });
  socket.once("close", () => {
    stopWaiting();
    if (!isWelcomed(socket)) counts.leave(address, undefined);
  });
  return true;
}
