import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { Fault } from "@muster/sync/fault.ts";
import { alarmsOf, type HealthFacts, metricsText } from "./health.ts";

/** A door for whoever watches over this machine, beside the one for people. */
export interface HealthServer {
  readonly port: number;
  readonly close: () => Promise<void>;
}

/**
 * Answers `GET /health` with 200 or 503 and what is wrong, and `GET /metrics` with figures, on this machine alone:
 * there is nothing of a district in them, and nobody signs in for them.
 *
 * @param port 0: any that is free
 * @throws Fault `health.port.taken`
 */
export async function openHealthServer(
  port: number,
  readFacts: () => Promise<HealthFacts>,
): Promise<HealthServer> {
  const server = createServer((request, response) => {
    const answer = (status: number, type: string, body: string): void => {
      response.writeHead(status, { "content-type": type, "cache-control": "no-store" }).end(body);
    };
    if (request.method !== "GET") return answer(405, "text/plain", "GET only\n");
    const { pathname } = new URL(request.url ?? "/", "http://localhost");
    if (pathname !== "/health" && pathname !== "/metrics")
      return answer(404, "text/plain", "/health or /metrics\n");
    void readFacts().then((facts) => {
      const alarms = alarmsOf(facts);
      const { queue, worker } = facts;
      if (pathname === "/metrics") answer(200, "text/plain; version=0.0.4", metricsText(facts));
      else
        answer(
          alarms.length === 0 ? 200 : 503,
          "application/json",
          `${JSON.stringify({ isWell: alarms.length === 0, alarms, queue, worker })}\n`,
        );
    });
  });
  // Whoever watches asks and goes; nobody keeps a connection open to hold a stop up.
  server.keepAliveTimeout = 1;
  await listen(server, port);
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", (error) => {
      reject(
        new Fault(
          "health.port.taken",
          "never",
          "the port for health cannot be used",
          { port },
          { cause: error },
        ),
      );
    });
    server.listen(port, "127.0.0.1", resolve);
  });
}
