import assert from "node:assert/strict";
import { test } from "node:test";
import type { RestServer } from "./rest-server.ts";
import { ids, listing, people, read, serverThat } from "./test-listing.ts";

test("asks for one page at a time, and for the next before the page that came is looked into", async () => {
  let [open, most, looks] = [0, 0, 0];
  const order: string[] = [];
  const quiet = serverThat(listing(23, { total: true }));
  const server: RestServer = {
    ...quiet,
    send: async (request) => {
      order.push(`ask ${request.url.searchParams.get("offset")}`);
      open += 1;
      most = Math.max(most, open);
      const answer = await quiet.send(request);
      await new Promise((resolve) => setTimeout(resolve, 2));
      open -= 1;
      return {
        ...{ status: answer.status, headers: answer.headers },
        json: () => {
          order.push(`look ${4 * looks}`);
          looks += 1;
          return answer.json();
        },
      };
    },
  };
  assert.deepEqual((await read(server)).ids, ids(23));
  assert.equal(most, 1);
  assert.deepEqual(order.slice(0, 5), ["ask 0", "look 0", "ask 4", "ask 8", "look 4"]);
  assert.equal(order.filter((what) => what.startsWith("ask")).length, 6);
});

test("I05 forgets a page that was asked for too early when the one before it turns out shorter", async () => {
  const all = people(30);
  // Cut silently in the middle: the third page holds three where four were asked for.
  const server = serverThat(({ offset, limit }) => ({
    body: { users: all.slice(offset, offset + (offset === 8 ? limit - 1 : limit)) },
    headers: { "x-total-count": "30" },
  }));
  const { ids: found, proof } = await read(server);
  assert.deepEqual(found, ids(30));
  assert.equal(proof.repeated, 0);
});
