import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import type { AddressInfo } from "node:net";
import { type TestContext, test } from "node:test";
import { type GuardedFetch, guardedFetch } from "./guarded-fetch.ts";
import { retryAfterMs } from "./retry-after.ts";
import { retrying } from "./retrying.ts";
import { statusFault } from "./status-fault.ts";
import { type TestConnection, testConnection } from "./test-connection.ts";

interface Trial {
  readonly fetch: GuardedFetch;
  readonly url: string;
  readonly connection: TestConnection;
}

async function trial(t: TestContext, answer: RequestListener): Promise<Trial> {
  const server = createServer(answer);
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const connection = testConnection();
  const fetch = retrying(guardedFetch(connection), connection, () => 1);
  t.after(() => {
    fetch.close();
    server.closeAllConnections();
    server.close();
  });
  return { fetch, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, connection };
}

test("asks again for a page that failed, was turned away or was cut (I01, I02)", async (t) => {
  let asked = 0;
  const { fetch, url, connection } = await trial(t, (_, answer) => {
    asked += 1;
    if (asked === 1) answer.writeHead(502).end("<html>");
    else if (asked === 2) answer.writeHead(429, { "retry-after": "40" }).end();
    else if (asked === 3)
      answer.writeHead(200, { "content-length": 50 }).write("{", () => answer.socket?.destroy());
    else answer.end('{"page":17}');
  });
  assert.deepEqual(await (await fetch.request({ url })).json(), { page: 17 });
  assert.deepEqual(connection.waits, [1_000, 40_000, 4_000]);
  assert.deepEqual(connection.progress[1], { what: "waiting for the server, 40 s" });
});

test("gives up after as many attempts as it has, and says when to come back", async (t) => {
  let asked = 0;
  const { fetch, url, connection } = await trial(t, (_, answer) => {
    asked += 1;
    answer.writeHead(500).end();
  });
  await assert.rejects(fetch.request({ url }), {
    code: "source.server.failed",
    retry: "later",
    facts: { host: "127.0.0.1", status: 500, seconds: null, attempts: 5 },
  });
  assert.equal(asked, 5);
  assert.deepEqual(connection.waits, [1_000, 2_000, 4_000, 8_000]);
});

test("does not hold a run open for a server that asks for an hour", async (t) => {
  const { fetch, url, connection } = await trial(t, (_, answer) => {
    answer.writeHead(429, { "retry-after": "3600" }).end();
  });
  await assert.rejects(fetch.request({ url }), { code: "source.server.busy", retry: "later" });
  assert.deepEqual(connection.waits, []);
});

test("never asks a second time where asking changes nothing", async (t) => {
  for (const [status, code] of [
    [400, "source.request.refused"],
    [401, "source.sign-in.refused"],
    [403, "source.access.refused"],
    [404, "source.access.refused"],
  ] as const) {
    let asked = 0;
    const { fetch, url } = await trial(t, (_, answer) => {
      asked += 1;
      answer.writeHead(status).end("{}");
    });
    const answer = await fetch.asFetch()(url);
    assert.deepEqual([answer.status, answer.ok, asked], [status, false, 1]);
    const fault = statusFault(answer, "roster.example.org");
    assert.deepEqual([fault.code, fault.retry], [code, "never"]);
  }
});

test("stops waiting when the run is cancelled", async (t) => {
  const { fetch, url, connection } = await trial(t, (_, answer) => {
    connection.abort(new Error("the run was cancelled"));
    answer.writeHead(503).end();
  });
  await assert.rejects(fetch.request({ url }), /the run was cancelled/);
});

test("reads what a server asks for as seconds and as a date", () => {
  const now = new Date("2026-03-02T05:00:00Z");
  assert.equal(retryAfterMs("40", now), 40_000);
  assert.equal(retryAfterMs("Mon, 02 Mar 2026 05:02:00 GMT", now), 120_000);
  assert.equal(retryAfterMs("Mon, 02 Mar 2026 04:00:00 GMT", now), 0);
  for (const text of [null, "", "soon", "-5", "1e9"]) assert.equal(retryAfterMs(text, now), undefined);
});
