import assert from "node:assert/strict";
import { test } from "node:test";
import { CollectionError, type CollectionProblem } from "./collection-error.ts";
import type { RestServer } from "./rest-server.ts";
import { ids, listing, people, type Respond, read, serverThat, users } from "./test-listing.ts";

async function problemOf(server: RestServer): Promise<CollectionProblem> {
  try {
    await read(server);
  } catch (error) {
    assert.ok(error instanceof CollectionError, String(error));
    return error.problem;
  }
  throw new Error("the collection was read to its end");
}

test("asks for pages in order, and believes the end when as many came as were announced", async () => {
  const server = serverThat(listing(10, { total: true }));
  const { ids: read10, proof } = await read(server);
  assert.deepEqual(read10, ids(10));
  assert.deepEqual(
    { by: proof.by, received: proof.received, announced: proof.announced },
    { by: "total", received: 10, announced: 10 },
  );
  assert.deepEqual(
    server.urls.map((url) => url.search),
    ["0", "4", "8"].map((offset) => `?limit=4&offset=${offset}&sort=sourcedId&orderBy=asc`),
  );
});

test("reads a district without a total or links to a page that holds nothing new", async () => {
  for (const count of [0, 1, 3, 4, 5, 8, 9]) {
    const { ids: found, proof } = await read(serverThat(listing(count)));
    assert.deepEqual(found, ids(count));
    assert.deepEqual({ by: proof.by, received: proof.received }, { by: "end", received: count });
  }
});

test("Q121 Q122 goes on after a page shorter than was asked for", async () => {
  for (const total of [true, false])
    assert.deepEqual((await read(serverThat(listing(11, { total, most: 3 })))).ids, ids(11));
});

test("follows no address: of a link to another host nothing is used but whether there is a next page", async () => {
  const server = serverThat(listing(11, { link: true, most: 3 }));
  const { ids: found, proof } = await read(server);
  assert.deepEqual(found, ids(11));
  assert.equal(proof.by, "end");
  assert.ok(server.urls.every((url) => url.host === "sis.example.org"));
});

test("uses the query of a link that counts in cursors", async () => {
  const all = people(7);
  const server = serverThat(({ url }) => {
    const at = Number(url.searchParams.get("after") ?? 0);
    const link = `<https://elsewhere.example.net/users?after=${at + 3}>; rel=next`;
    return { body: { users: all.slice(at, at + 3) }, headers: at + 3 < 7 ? { link } : {} };
  });
  assert.deepEqual((await read(server)).ids, ids(7));
  assert.deepEqual(server.urls.map((url) => `${url.host}${url.search}`).slice(1), [
    "sis.example.org?after=3",
    "sis.example.org?after=6",
  ]);
});

test("Q121 ends at an empty page although a next one is linked for ever", async () => {
  const all = people(5);
  const server = serverThat(({ offset, limit, url }) => ({
    body: { users: all.slice(offset, offset + limit) },
    headers: { link: `<${url}&offset=${offset + limit}>; rel="next"` },
  }));
  assert.deepEqual((await read(server)).ids, ids(5));
});

test("is not fooled by a server that announces the size of each page as the total", async () => {
  const all = people(11);
  const server = serverThat(({ offset, limit }) => {
    const page = all.slice(offset, offset + Math.min(3, limit));
    return { body: { users: page }, headers: { "x-total-count": String(page.length) } };
  });
  const { ids: found, proof } = await read(server);
  assert.deepEqual(found, ids(11));
  assert.equal(proof.by, "end");
});

test("reads a server that knows no pages and gives everything at once", async () => {
  const server = serverThat(() => ({ body: { users: people(9) } }));
  assert.deepEqual((await read(server)).ids, ids(9));
});

test("takes a bare list for a list", async () => {
  const server = serverThat(({ offset }) => ({
    body: people(2).slice(offset),
    headers: { "x-total-count": "2" },
  }));
  assert.deepEqual((await read(server)).ids, ids(2));
});

test("I06 stops at a server that gives the same page again", async () => {
  const all = people(9);
  const total = serverThat(() => ({ body: { users: all.slice(0, 4) }, headers: { "x-total-count": "9" } }));
  assert.deepEqual(await problemOf(total), { kind: "stuck" });
  assert.deepEqual(await problemOf(serverThat(() => ({ body: { users: all.slice(0, 4) } }))), {
    kind: "stuck",
  });
});

test("I05 tells a total that changes between two pages", async () => {
  const server = serverThat((asked) => ({
    ...listing(9)(asked),
    headers: { "x-total-count": asked.offset === 0 ? "9" : "8" },
  }));
  assert.deepEqual(await problemOf(server), { kind: "total-changed", before: 9, now: 8 });
});

test("tells a listing that ends before the announced total", async () => {
  const server = serverThat((asked) => ({ ...listing(9)(asked), headers: { "x-total-count": "12" } }));
  assert.deepEqual(await problemOf(server), { kind: "total-differs", total: 12, received: 9 });
});

test("I07 notices without any total that somebody left while the pages were turned", async () => {
  const all = people(10);
  const server = serverThat(({ offset, limit, count }) => ({
    body: { users: (count > 1 ? all.slice(1) : all).slice(offset, offset + limit) },
  }));
  assert.deepEqual(await problemOf(server), { kind: "moved" });
});

test("I07 counts who came twice, and marks them, so that a second reading tells data from motion", async () => {
  const doubled = [...people(6), { sourcedId: "U-0001" }, ...people(9).slice(6)];
  const respond: Respond = ({ offset, limit }) => ({
    body: { users: doubled.slice(offset, offset + limit) },
    headers: { "x-total-count": "10" },
  });
  const [one, two] = [await read(serverThat(respond)), await read(serverThat(respond))];
  assert.equal(one.proof.repeated, 1);
  assert.equal(one.proof.repeatedMark, two.proof.repeatedMark);
});

test("Q126 never takes an answer without a list for an empty list", async () => {
  const report = { imsx_codeMajor: "failure", imsx_severity: "error", imsx_description: "no" };
  for (const body of [report, { user: [] }, { users: {} }, null, "no", { users: null }])
    assert.deepEqual(await problemOf(serverThat(() => ({ text: JSON.stringify(body) }))), {
      kind: "list-missing",
    });
  assert.deepEqual(await problemOf(serverThat(() => ({ body: { users: ["U-1"] } }))), {
    kind: "item-unreadable",
  });
});

test("I09 tells a page of HTML and a truncated answer, and repeats nothing of it", async () => {
  for (const text of ["<html>Rosa Testfall</html>", '{"users":[{"sourcedId":"U-1","givenName":"Ros']) {
    const server = serverThat(() => ({ text }));
    await assert.rejects(read(server), (error: Error) => {
      assert.ok(error instanceof CollectionError && error.problem.kind === "unreadable");
      assert.doesNotMatch(`${error.message} ${JSON.stringify(error)} ${error.cause}`, /Ros/);
      return true;
    });
  }
});

test("Q132 renews an expired token once, and goes on with the same page", async () => {
  let renewed = 0;
  const respond = listing(9, { total: true });
  const server = serverThat(
    (asked) => (asked.count === 2 ? { status: 401 } : respond(asked)),
    async () => {
      renewed += 1;
      return true;
    },
  );
  assert.deepEqual((await read(server)).ids, ids(9));
  assert.equal(renewed, 1);
});

test("I18 says how far the clocks are apart when a signature is refused", async () => {
  const headers = { date: "Mon, 02 Mar 2026 05:07:00 GMT" };
  const server = serverThat(() => ({ status: 401, headers }));
  assert.deepEqual(await problemOf(server), { kind: "refused", status: 401, skewSeconds: 420 });
});

test("Q133 asks for half of a page that is too much for the server", async () => {
  const respond = listing(450, { total: true });
  const server = serverThat((asked) => (asked.limit > 100 ? { status: 504 } : respond(asked)));
  const { ids: found } = await read(server, { ...users, pageSize: 400 });
  assert.deepEqual(found, ids(450));
  assert.deepEqual(await problemOf(serverThat(() => ({ status: 502 }))), { kind: "failed", status: 502 });
});

test("gives up a listing that has no end", async () => {
  const server = serverThat(({ offset, limit }) => ({
    body: { users: people(offset + limit).slice(offset) },
  }));
  assert.deepEqual(await problemOf(server), { kind: "endless", pages: 50 });
});
