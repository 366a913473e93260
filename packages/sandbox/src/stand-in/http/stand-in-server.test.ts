import assert from "node:assert/strict";
import { type TestContext, test } from "node:test";
import type { StandInFault } from "./fault.ts";
import { pageWindow } from "./page-window.ts";
import type { Route } from "./route.ts";
import { type StandInServer, startStandInServer } from "./stand-in-server.ts";

const pupils = ["Ana", "Ben", "Cleo", "Dov", "Eva", "Finn", "Gil"];

const listing: Route = {
  name: "pupils",
  method: "GET",
  path: "/schools/:school/pupils",
  cursor: (query) => (query.get("offset") ?? "0").replace(/^0$/, ""),
  answer: ({ query, happening, params }) => {
    const start = Number(query.get("offset") ?? 0);
    const limit = Number(query.get("limit") ?? 2);
    const window = pageWindow({ start, limit, count: pupils.length }, happening);
    const rows = pupils.slice(window.from, window.to);
    return { status: 200, json: { school: params.school, rows, next: window.next, total: window.total } };
  },
};
const ping: Route = { name: "ping", method: "GET", path: "/ping", answer: () => ({ status: 200, json: {} }) };

async function start(t: TestContext, ...faults: readonly StandInFault[]): Promise<StandInServer> {
  const server = await startStandInServer({ routes: [listing, ping], faults });
  t.after(() => server.close());
  return server;
}

interface Page {
  readonly rows: readonly string[];
  readonly next?: number;
  readonly total?: number;
}

async function page(server: StandInServer, offset: number): Promise<Page> {
  const answer = await fetch(`${server.origin}/schools/4/pupils?offset=${offset}`);
  assert.equal(answer.status, 200);
  return JSON.parse(await answer.text());
}

async function statuses(server: StandInServer, offsets: readonly number[]): Promise<number[]> {
  const found: number[] = [];
  for (const offset of offsets) {
    const answer = await fetch(`${server.origin}/schools/4/pupils?offset=${offset}`);
    await answer.arrayBuffer();
    found.push(answer.status);
  }
  return found;
}

async function walk(server: StandInServer): Promise<{ rows: string[]; totals: (number | undefined)[] }> {
  const rows: string[] = [];
  const totals: (number | undefined)[] = [];
  for (let offset: number | undefined = 0; offset !== undefined; ) {
    const { rows: more, next, total }: Page = await page(server, offset);
    rows.push(...more);
    totals.push(total);
    offset = next;
  }
  return { rows, totals };
}

test("a listing without faults is read to its end", async (t) => {
  const server = await start(t);
  assert.deepEqual(await walk(server), { rows: pupils, totals: [7, 7, 7, 7] });
});

test("the second page fails twice and then comes", async (t) => {
  const server = await start(t, { kind: "status", status: 502, page: 2, times: 2 });
  assert.deepEqual(await statuses(server, [0, 2, 2, 2, 4]), [200, 502, 502, 200, 200]);
  assert.deepEqual(
    server.asked.map((one) => one.page),
    [1, 2, 2, 2, 3],
  );
});

test("too many requests come with the wait as it was given, or without", async (t) => {
  const server = await start(
    t,
    { kind: "status", status: 429, times: 1, retryAfter: "7" },
    { kind: "status", status: 429, times: 2 },
  );
  const waits = [];
  for (const _ of [1, 2, 3, 4]) {
    const answer = await fetch(`${server.origin}/ping`);
    waits.push([answer.status, answer.headers.get("retry-after")]);
  }
  assert.deepEqual(waits, [
    [429, "7"],
    [429, null],
    [429, null],
    [200, null],
  ]);
});

test("a stuck listing gives the page before again", async (t) => {
  const server = await start(t, { kind: "stuck", page: 2 });
  assert.deepEqual((await page(server, 0)).rows, ["Ana", "Ben"]);
  assert.deepEqual((await page(server, 2)).rows, ["Ana", "Ben"]);
});

test("a listing that always begins again has no end", async (t) => {
  const server = await start(t, { kind: "rewind" });
  for (const offset of [0, 2, 4, 100]) assert.deepEqual((await page(server, offset)).rows, ["Ana", "Ben"]);
  assert.equal((await page(server, 100)).next, 102);
});

test("a row inserted while paging comes to nobody, another one twice, and the next walk is whole", async (t) => {
  const server = await start(t, { kind: "drift" });
  const { rows, totals } = await walk(server);
  assert.deepEqual(rows, ["Ben", "Cleo", "Cleo", "Dov", "Eva", "Finn", "Gil"]);
  assert.deepEqual(totals, [6, 7, 7, 7]);
  assert.deepEqual((await walk(server)).rows, pupils);
});

test("a row removed while paging hides another one", async (t) => {
  const server = await start(t, { kind: "drift", by: "remove", page: 3, frozenTotal: true });
  const { rows, totals } = await walk(server);
  assert.deepEqual(rows, ["Ana", "Ben", "Cleo", "Dov", "Finn", "Gil"]);
  assert.deepEqual(totals, [7, 7, 7]);
});

test("pages are short, clamped, emptied, or lie about the total", async (t) => {
  const server = await start(t, { kind: "short", page: 2 });
  await page(server, 0);
  assert.deepEqual(await page(server, 2), { school: "4", rows: ["Cleo"], next: 3, total: 7 });
  server.faults.clear();
  server.faults.add({ kind: "clamp", limit: 1 }, { kind: "total", by: 3 });
  assert.deepEqual(await page(server, 0), { school: "4", rows: ["Ana"], next: 1, total: 10 });
  server.faults.clear("ping");
  server.faults.add({ kind: "no-total", on: "pupils" });
  assert.equal((await page(server, 0)).total, undefined);
  server.faults.clear();
  server.faults.add({ kind: "emptied" });
  assert.deepEqual(await page(server, 0), { school: "4", rows: [], total: 0 });
});

test("an answer is a page for people, another body, a redirect, or cut JSON", async (t) => {
  const server = await start(
    t,
    { kind: "html", times: 1 },
    { kind: "body", json: [], times: 1 },
    { kind: "redirect", to: "http://127.0.0.1:1/", times: 1 },
    { kind: "truncated", on: "pupils" },
  );
  // All of them stand in the list at once and happen in turn.
  const html = await fetch(`${server.origin}/ping`);
  assert.deepEqual([html.status, html.headers.get("content-type")], [200, "text/html; charset=utf-8"]);
  assert.equal(await (await fetch(`${server.origin}/ping`)).text(), "[]");
  const moved = await fetch(`${server.origin}/ping`, { redirect: "manual" });
  assert.deepEqual([moved.status, moved.headers.get("location")], [302, "http://127.0.0.1:1/"]);
  assert.equal((await fetch(`${server.origin}/ping`)).status, 200);
  await assert.rejects(page(server, 0), SyntaxError);
});

test("a connection is reset in the middle of an answer, and the next one works", async (t) => {
  const server = await start(t, { kind: "reset", times: 1 });
  await assert.rejects(page(server, 0), TypeError);
  assert.equal((await page(server, 0)).rows.length, 2);
});

test("an answer never comes, or only half of it, until the client gives up", async (t) => {
  const server = await start(t, { kind: "hang" });
  const impatient = () => fetch(`${server.origin}/ping`, { signal: AbortSignal.timeout(60) });
  await assert.rejects(impatient(), { name: "TimeoutError" });
  assert.equal(server.asked[0]?.status, undefined);
  server.faults.clear();
  server.faults.add({ kind: "hang", half: true });
  const half = await impatient();
  assert.equal(half.status, 200);
  await assert.rejects(half.text(), { name: "TimeoutError" });
});

test("an endless answer pours until the client leaves", async (t) => {
  const server = await start(t, { kind: "endless" });
  const answer = await fetch(`${server.origin}/ping`);
  let bytes = 0;
  assert.ok(answer.body);
  for await (const chunk of answer.body) {
    bytes += chunk.length;
    if (bytes > 3_000_000) break;
  }
  assert.ok(bytes > 3_000_000);
  server.faults.clear();
  assert.equal((await fetch(`${server.origin}/ping`)).status, 200);
});

test("a packed endless answer is small on the wire", async (t) => {
  const server = await start(t, { kind: "endless", encoding: "gzip" });
  const answer = await fetch(`${server.origin}/ping`);
  assert.equal(answer.headers.get("content-encoding"), "gzip");
  await answer.body?.cancel();
});

test("a slow answer takes its time and does not count as work", async (t) => {
  const server = await start(t, { kind: "slow", delayMs: 80 });
  const began = performance.now();
  await page(server, 0);
  assert.ok(performance.now() - began >= 75);
  assert.equal(server.served.answers, 1);
  assert.ok(server.served.milliseconds < 60);
  assert.ok(server.served.bytes > 20);
  server.forget();
  assert.deepEqual([server.asked.length, server.served.answers], [0, 0]);
});

test("tokens given out expire in the middle, once", async (t) => {
  let expired = 0;
  const server = await startStandInServer({
    routes: [listing],
    faults: [{ kind: "expire-tokens", page: 2 }],
    expireTokens: () => {
      expired += 1;
    },
  });
  t.after(() => server.close());
  await walk(server);
  await walk(server);
  assert.equal(expired, 1);
});

test("what was asked is remembered without secrets", async (t) => {
  const server = await start(t);
  await fetch(`${server.origin}/ping?access_token=canary&q=1`, {
    headers: { authorization: "Bearer canary" },
  });
  await fetch(`${server.origin}/nowhere?client_secret=canary`, {
    headers: { authorization: "Basic canary" },
  });
  assert.equal(JSON.stringify(server.asked).includes("canary"), false);
  assert.deepEqual(
    server.asked.map(({ name, credential, status }) => [name, credential, status]),
    [
      ["ping", "bearer", 200],
      ["", "basic", 404],
    ],
  );
});

test("a badly encoded address is refused", async (t) => {
  const server = await start(t);
  const answer = await fetch(`${server.origin}/schools/%ZZ/pupils`);
  assert.equal(answer.status, 400);
});
