import { createServer } from "node:http";
import type { AddressInfo, Socket } from "node:net";
import { answerRequest, type Served } from "./answer-request.ts";
import type { Asked } from "./asked.ts";
import { createPageCount } from "./count-pages.ts";
import { createFaultBook, type FaultList, type StandInFault } from "./fault.ts";
import type { Answer, Route } from "./route.ts";

/** What a stand-in is made of. */
export interface StandInOptions {
  readonly routes: readonly Route[];
  readonly faults?: readonly StandInFault[];
  /** What `expire-tokens` does. */
  readonly expireTokens?: () => void;
  /** Answers what no route answers; by default 404 with `{}`. */
  readonly notFound?: Answer;
}

/** A server on this machine's loopback that plays a vendor's. */
export interface StandInServer {
  /** `http://127.0.0.1:port`, without a slash at the end. */
  readonly origin: string;
  readonly faults: FaultList;
  /** Everything it was asked since the start, or since `forget`. */
  readonly asked: readonly Asked[];
  /** Answers given, their bytes, and the milliseconds spent on making them (waiting on demand not counted). */
  readonly served: Readonly<Served>;
  /** Empties `asked` and `served`. */
  forget(): void;
  /** Stops at once; whoever still waits for an answer is cut off. */
  close(): Promise<void>;
}

/** Starts a stand-in on a free port of 127.0.0.1. */
export async function startStandInServer(options: StandInOptions): Promise<StandInServer> {
  let origin = "";
  const served: Served = { answers: 0, bytes: 0, milliseconds: 0 };
  const book = createFaultBook(options.faults);
  const asked: Asked[] = [];
  const desk = { ...options, book, count: createPageCount(), asked, served, origin: () => origin };
  const sockets = new Set<Socket>();
  const server = createServer((request, response) => {
    void answerRequest(desk, request, response);
  });
  server.on("connection", (socket) => {
    sockets.add(socket);
    socket.on("close", () => sockets.delete(socket));
  });
  await new Promise<void>((done, fail) => {
    server.once("error", fail);
    server.listen(0, "127.0.0.1", done);
  });
  origin = `http://127.0.0.1:${portOf(server.address())}`;
  return {
    origin,
    faults: book,
    asked,
    served,
    forget() {
      asked.length = 0;
      Object.assign(served, { answers: 0, bytes: 0, milliseconds: 0 });
    },
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        for (const socket of sockets) socket.destroy();
      }),
  };
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("a server on TCP has a port");
  return address.port;
}
