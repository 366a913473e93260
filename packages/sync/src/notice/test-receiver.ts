import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

export interface ReceivedCall {
  readonly path: string;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly body: string;
}

export interface TestReceiver {
  readonly url: string;
  /** The status it answers with; a test changes it. */
  readonly manner: { status: number };
  readonly calls: readonly ReceivedCall[];
  readonly close: () => Promise<void>;
}

/** A receiver of webhooks on loopback. Where it answers with a redirect, it leads to itself, to `/elsewhere`. */
export async function startReceiver(): Promise<TestReceiver> {
  const calls: ReceivedCall[] = [];
  const manner = { status: 204 };
  const server = createServer((request, response) => {
    let body = "";
    request.setEncoding("utf8");
    request.on("data", (chunk: string) => {
      body += chunk;
    });
    request.on("end", () => {
      calls.push({ path: request.url ?? "", headers: request.headers, body });
      response.writeHead(manner.status, manner.status < 400 ? { location: "/elsewhere" } : {}).end();
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  return {
    ...{ url: `http://127.0.0.1:${port}/notices?key=S3cretKey`, manner, calls },
    close: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}
