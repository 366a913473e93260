import assert from "node:assert/strict";
import { createServer, type RequestListener } from "node:http";
import { type AddressInfo, createServer as createPlainServer } from "node:net";
import { type TestContext, test } from "node:test";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { Fault } from "../../fault.ts";
import { type Connection, sourceLimits } from "../source.ts";
import { type GuardedFetch, guardedFetch } from "./guarded-fetch.ts";
import { testConnection } from "./test-connection.ts";

const mib = 1024 ** 2;

/** A stand-in on loopback, and HTTP to it; both end with the test. */
async function standIn(
  t: TestContext,
  answer: RequestListener,
  given: Partial<Connection> = {},
): Promise<{ readonly fetch: GuardedFetch; readonly url: string }> {
  const server = createServer(answer);
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const fetch = guardedFetch(testConnection(given));
  t.after(() => {
    fetch.close();
    server.closeAllConnections();
    server.close();
  });
  return { fetch, url: `http://127.0.0.1:${(server.address() as AddressInfo).port}` };
}

const limits = (given: Partial<Connection["limits"]>): Partial<Connection> => ({
  limits: { ...sourceLimits, idleMs: 1_000, ...given },
});

async function faultOf(work: Promise<unknown>): Promise<Fault> {
  const error = await work.then(
    () => undefined,
    (thrown: unknown) => thrown,
  );
  assert.ok(error instanceof Fault, String(error));
  return error;
}

test("brings what a server answers, packed or not", async (t) => {
  const body = JSON.stringify({ users: [{ sourcedId: "00017", familyName: "Díaz" }] });
  const packed = { "/gzip": gzipSync(body), "/br": brotliCompressSync(body) };
  const { fetch, url } = await standIn(t, ({ url: path = "", headers, method }, answer) => {
    assert.equal(headers["accept-encoding"], "gzip, br");
    answer.setHeader("x-total-count", "1");
    answer.setHeader("set-cookie", "session=1");
    if (path in packed) answer.setHeader("content-encoding", path.slice(1));
    answer.end(packed[path as keyof typeof packed] ?? `${body.slice(0, -1)},"method":"${method}"}`);
  });
  for (const path of ["/gzip", "/br"]) {
    const answer = await fetch.request({ url: `${url}${path}` });
    assert.deepEqual(await answer.json(), JSON.parse(body));
    assert.equal(answer.headers.get("X-Total-Count"), "1");
  }
  const posted = await fetch.request({
    url: `${url}/plain`,
    method: "POST",
    body: "grant_type=client_credentials",
  });
  assert.equal(((await posted.json()) as { method: string }).method, "POST");
  const text = await (
    await fetch.asFetch()(`${url}/gzip`, { headers: { accept: "application/json" } })
  ).text();
  assert.equal(text, body);
});

test("keeps no cookie, and one connection for all pages", async (t) => {
  const ports = new Set<number | undefined>();
  const { fetch, url } = await standIn(t, ({ headers, socket }, answer) => {
    ports.add(socket.remotePort);
    answer.setHeader("set-cookie", "session=1");
    answer.end(JSON.stringify({ cookie: headers.cookie ?? null }));
  });
  for (let page = 0; page < 3; page += 1)
    assert.deepEqual(await (await fetch.request({ url })).json(), { cookie: null });
  assert.equal(ports.size, 1);
});

test("asks no address that is not checked: plain HTTP, private hosts, passwords in the address", async (t) => {
  const { url } = await standIn(t, (_, answer) => void answer.end("{}"));
  const fetch = guardedFetch(testConnection({ allowsPrivateHosts: false }));
  t.after(() => fetch.close());
  assert.equal((await faultOf(fetch.request({ url }))).code, "source.tls.refused");
  const secure = url.replace("http:", "https:");
  assert.equal((await faultOf(fetch.request({ url: secure }))).code, "source.host.private");
  const named = guardedFetch(testConnection({ allowsPrivateHosts: false }), async () => [
    { address: "127.0.0.1", family: 4 },
  ]);
  const fault = await faultOf(named.request({ url: "https://roster.example.org/users" }));
  assert.deepEqual([fault.code, fault.facts], ["source.host.private", { host: "roster.example.org" }]);
  const withPassword = await faultOf(fetch.request({ url: "https://roster:Sesame1@roster.example.org/" }));
  assert.equal(withPassword.code, "source.address.invalid");
  assert.doesNotMatch(JSON.stringify(withPassword) + withPassword.message, /Sesame1/);
});

test("follows no redirect, and names the other host alone", async (t) => {
  let asked = 0;
  const { fetch, url } = await standIn(t, (_, answer) => {
    asked += 1;
    answer.writeHead(302, { location: "https://user:Sesame1@evil.example.org/take?token=Sesame2" }).end();
  });
  const fault = await faultOf(fetch.request({ url, headers: { authorization: "Bearer Sesame3" } }));
  assert.deepEqual([fault.code, fault.retry, asked], ["source.redirect.refused", "never", 1]);
  assert.deepEqual(fault.facts, { host: "127.0.0.1", target: "evil.example.org", status: 302 });
});

test("stops a bomb at the limit: 64 MiB of zeros packed into 64 KiB", async (t) => {
  const bomb = gzipSync(Buffer.alloc(64 * mib));
  const { fetch, url } = await standIn(
    t,
    (_, answer) => void answer.setHeader("content-encoding", "gzip").end(bomb),
    limits({ answerBytes: 8 * mib }),
  );
  const before = process.memoryUsage().rss;
  const fault = await faultOf((await fetch.request({ url })).bytes());
  assert.deepEqual([fault.code, fault.retry], ["source.answer.large", "never"]);
  assert.ok(process.memoryUsage().rss - before < 48 * mib);
});

test("stops an answer without an end, and a collection of too many answers", async (t) => {
  const chunk = Buffer.alloc(mib);
  const { fetch, url } = await standIn(
    t,
    (asked, answer) => {
      if (asked.url === "/page") return void answer.end(chunk);
      const more = (): void => void (answer.destroyed || answer.write(chunk, more));
      more();
    },
    limits({ answerBytes: 3 * mib, collectionBytes: 5 * mib }),
  );
  assert.equal(
    (await faultOf((await fetch.request({ url: `${url}/endless` })).bytes())).code,
    "source.answer.large",
  );
  const users = fetch.forCollection("users");
  for (let page = 0; page < 5; page += 1) await (await users.request({ url: `${url}/page` })).bytes();
  const fault = await faultOf((await users.request({ url: `${url}/page` })).bytes());
  assert.deepEqual(fault.facts, { host: "127.0.0.1", of: "users", limit: 5 * mib });
  await (await fetch.forCollection("classes").request({ url: `${url}/page` })).bytes();
});

test("tells a page of HTML, an empty and a truncated answer from JSON, and repeats nothing of them", async (t) => {
  const child = "Ana Sesame, born";
  const bodies: Readonly<Record<string, readonly [type: string, body: string]>> = {
    html: ["text/html; charset=utf-8", `<html>${child}</html>`],
    truncated: ["application/json", `{"users":[{"givenName":"${child}`],
    syntax: ["application/json", `${child}`],
    empty: ["application/json", ""],
  };
  const { fetch, url } = await standIn(t, ({ url: path = "" }, answer) => {
    const [type = "", body = ""] = bodies[path.slice(1)] ?? [];
    answer.setHeader("content-type", type).end(body);
  });
  for (const reason of Object.keys(bodies)) {
    const fault = await faultOf((await fetch.request({ url: `${url}/${reason}` })).json());
    assert.deepEqual([fault.code, fault.facts.reason], ["source.answer.unreadable", reason]);
    assert.doesNotMatch(`${fault.message}${fault.stack}${JSON.stringify(fault.facts)}${fault.cause}`, /Ana/);
  }
});

test("never takes a cut answer for a whole one", async (t) => {
  const { fetch, url } = await standIn(t, ({ url: path }, answer) => {
    const packed = gzipSync(JSON.stringify({ users: Array.from({ length: 4000 }, () => Math.random()) }));
    if (path === "/length") answer.setHeader("content-length", "100000");
    if (path === "/gzip")
      answer.setHeader("content-encoding", "gzip").end(packed.subarray(0, packed.length - 9));
    else if (path === "/before") answer.socket?.destroy();
    else answer.write('{"users":[', () => answer.socket?.destroy());
  });
  for (const path of ["length", "chunked", "before"]) {
    const fault = await faultOf(fetch.request({ url: `${url}/${path}` }).then((answer) => answer.json()));
    assert.deepEqual([fault.code, fault.retry], ["source.transfer.cut", "now"], path);
  }
  const fault = await faultOf(fetch.request({ url: `${url}/gzip` }).then((answer) => answer.json()));
  assert.deepEqual([fault.code, fault.facts.reason], ["source.answer.unreadable", "packing"]);
});

test("gives a server up that has gone silent, before its answer and in the middle of it", async (t) => {
  const { fetch, url } = await standIn(
    t,
    ({ url: path }, answer) => {
      if (path === "/middle") answer.write("{");
    },
    limits({ idleMs: 150 }),
  );
  for (const path of ["before", "middle"]) {
    const fault = await faultOf(fetch.request({ url: `${url}/${path}` }).then((answer) => answer.bytes()));
    assert.deepEqual([fault.code, fault.facts.reason], ["source.transfer.timeout", "silent"], path);
  }
});

test("gives a server up that drips, when the time of the collection is over", async (t) => {
  let clock = 0;
  const tick = (): Date => {
    clock += 1_000;
    return new Date(clock);
  };
  const { fetch, url } = await standIn(
    t,
    (_, answer) => {
      const timer = setInterval(() => answer.write("x"), 20);
      answer.on("close", () => clearInterval(timer));
    },
    { now: tick, ...limits({ collectionMs: 10_000 }) },
  );
  const fault = await faultOf(
    fetch
      .forCollection("users")
      .request({ url })
      .then((answer) => answer.bytes()),
  );
  assert.deepEqual(fault.facts, { host: "127.0.0.1", of: "users", seconds: 10, reason: "slow" });
});

test("ends a request with the run: while waiting, while reading, and before asking", async (t) => {
  const connection = testConnection();
  const server = createServer((asked, answer) => void (asked.url === "/reading" && answer.write("{")));
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const fetch = guardedFetch(connection);
  t.after(() => {
    fetch.close();
    server.closeAllConnections();
    server.close();
  });
  const reading = (await fetch.request({ url: `${url}/reading` })).bytes();
  const waiting = fetch.request({ url: `${url}/waiting` });
  setTimeout(() => connection.abort(new Error("the run was cancelled")), 50);
  for (const work of [reading, waiting]) await assert.rejects(work, /the run was cancelled/);
  await assert.rejects(fetch.request({ url }), /the run was cancelled/);
});

test("tells what is no HTTP, and who does not listen", async (t) => {
  const server = createPlainServer((socket) => void socket.resume().end("SSH-2.0-OpenSSH_9.2\r\n"));
  await new Promise<void>((done) => void server.listen(0, "127.0.0.1", done));
  const { port } = server.address() as AddressInfo;
  const fetch = guardedFetch(testConnection());
  t.after(() => fetch.close());
  const fault = await faultOf(fetch.request({ url: `http://127.0.0.1:${port}/` }));
  assert.deepEqual([fault.code, fault.facts.reason], ["source.answer.unreadable", "protocol"]);
  await new Promise((done) => server.close(done));
  const refused = await faultOf(fetch.request({ url: `http://127.0.0.1:${port}/` }));
  assert.deepEqual([refused.code, refused.retry], ["source.host.unreachable", "later"]);
});
